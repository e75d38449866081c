package io.reelbudget.forecast.smoothing;

/**
 * Forecasts' standard deviations where the parts of a model add up.
 *
 * <p>With c<sub>j</sub> what an error moves the value by j steps later, the h-th step's variance is σ² (1 +
 * Σ<sub>j&lt;h</sub> c<sub>j</sub>²) for errors that add. For errors that multiply it is (1 + σ²) θ<sub>h</sub> -
 * μ<sub>h</sub>², with θ<sub>h</sub> = μ<sub>h</sub>² + σ² Σ<sub>j&lt;h</sub> c<sub>j</sub>² θ<sub>h-j</sub>. Source:
 * Hyndman, Koehler, Ord and Snyder, <i>Forecasting with Exponential Smoothing</i>, Springer 2008, sections 6.3 and 6.4.
 */
final class EtsSpread {

    private EtsSpread() {}

    static double[] of(EtsForm form, EtsWeights weights, double variance, double[] means, int period) {
        int horizon = means.length;
        double[] impacts = squaredImpacts(form, weights, period, horizon);
        double[] deviations = new double[horizon];
        if (form.error() == EtsForm.Errors.ADDITIVE) {
            double sum = 1;
            for (int step = 0; step < horizon; step++) {
                deviations[step] = Math.sqrt(variance * sum);
                sum += impacts[step];
            }
            return deviations;
        }
        double[] theta = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            theta[step] = means[step] * means[step];
            for (int j = 1; j <= step; j++) {
                theta[step] += variance * impacts[j - 1] * theta[step - j];
            }
            deviations[step] = Math.sqrt(Math.max(0, (1 + variance) * theta[step] - means[step] * means[step]));
        }
        return deviations;
    }

    private static double[] squaredImpacts(EtsForm form, EtsWeights weights, int period, int count) {
        double[] squares = new double[count];
        double slopes = 0;
        double remains = 1;
        for (int j = 1; j <= count; j++) {
            remains *= weights.phi();
            slopes += remains;
            double impact = weights.alpha()
                    + weights.beta() * slopes
                    + (form.seasonal() && j % period == 0 ? weights.gamma() : 0);
            squares[j - 1] = impact * impact;
        }
        return squares;
    }
}
