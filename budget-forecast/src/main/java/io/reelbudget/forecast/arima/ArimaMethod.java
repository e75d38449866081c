package io.reelbudget.forecast.arima;

/** What an ARIMA model's parameters maximise. */
public enum ArimaMethod {
    /** The exact likelihood, by the Kalman filter, from the conditional one's parameters on. */
    EXACT {
        @Override
        Whitening filter(ArmaFactors factors) {
            return new KalmanWhitening(factors.autoregression(), factors.movingAverage());
        }
    },
    /** The likelihood given the first values and no errors before them: a tenth of the time for long seasons. */
    CONDITIONAL {
        @Override
        Whitening filter(ArmaFactors factors) {
            return new ConditionalWhitening(factors.autoregression(), factors.movingAverage());
        }
    };

    abstract Whitening filter(ArmaFactors factors);
}
