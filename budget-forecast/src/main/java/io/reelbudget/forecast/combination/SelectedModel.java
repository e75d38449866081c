package io.reelbudget.forecast.combination;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.TimeSeries;

/** The model that was chosen for a series, fitted to all of it, and how it did in the back-test. Not thread-safe. */
public final class SelectedModel implements FittedModel {

    private final FittedModel inner;
    private final Accuracy accuracy;
    private final Choice choice;
    private final Fitted fitted;

    /** What kind of series was fitted: which models were candidates follows from it. Immutable. */
    static final class Fitted {

        private final int[] seasons;
        private final int length;

        Fitted(int[] seasons, int length) {
            this.seasons = seasons.clone();
            this.length = length;
        }

        int[] seasons() {
            return seasons.clone();
        }

        int length() {
            return length;
        }
    }

    SelectedModel(FittedModel inner, Accuracy accuracy, Choice choice, Fitted fitted) {
        this.inner = inner;
        this.accuracy = accuracy;
        this.choice = choice;
        this.fitted = fitted;
    }

    /** Returns how the chosen model did at the series' own end, beside the better naive forecast. */
    public Accuracy accuracy() {
        return accuracy;
    }

    /**
     * Returns the model that was chosen, fitted anew to a series that has gone on; for every day, between selections.
     *
     * @param series of the same seasons, and not so short that the model has an objection
     */
    public SelectedModel refit(TimeSeries series) {
        return new SelectedModel(choice.toModel().fit(series), accuracy, choice, fitted);
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        return inner.forecast(horizon, levels);
    }

    @Override
    public void observe(double value) {
        inner.observe(value);
    }

    @Override
    public ModelState state() {
        return ModelSelection.state(this);
    }

    FittedModel inner() {
        return inner;
    }

    Choice choice() {
        return choice;
    }

    Fitted fitted() {
        return fitted;
    }
}
