package io.reelbudget.runway;

/**
 * Says when an account runs out.
 *
 * <p>Implementations are thread-safe and answer any valid question, also for an account without history.
 */
@FunctionalInterface
public interface SpendForecaster {

    /** Returns a forecast for one account. */
    RunwayForecast forecast(RunwayQuestion question);
}
