package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Exponential smoothing in state-space form, with one season or none: weights and first state by maximum likelihood.
 *
 * <p>With ŷ what is expected, q = l + φ b the level that is expected without the season and s the season: y = ŷ + e, or
 * y = ŷ (1 + e) where errors multiply; l ← q + α (y' - q), b ← φ b + β (y' - q), with y' the value without its season;
 * s ← s + γ (y - q - s), or s + γ (y/q - s) where the season multiplies. Source: Hyndman, Koehler, Ord and Snyder,
 * <i>Forecasting with Exponential Smoothing: The State Space Approach</i>, Springer 2008. The first season of a series
 * is used. A constant series is forecast as it is. Of a series of more than {@value #MOST_VALUES} values the last ones
 * are fitted. This class is immutable and thread-safe.
 */
public final class Ets implements SeriesModel {

    /** More values, oldest first, are left out: over a year of hours says enough, and time must be bounded. */
    static final int MOST_VALUES = 10_000;

    private static final int LEAST_FREEDOM = 2;

    private final List<EtsForm> forms;
    private final String name;

    private Ets(List<EtsForm> forms, String name) {
        this.forms = forms;
        this.name = name;
    }

    /** Returns the model of one form. */
    public static Ets of(EtsForm form) {
        return new Ets(List.of(form), form.toString());
    }

    /**
     * Returns the model whose form a series chooses by the corrected Akaike criterion: of fifteen for positive values
     * and a season of 2 to {@value EtsFit#LONGEST_FREE_SEASON} steps, fewer otherwise.
     */
    public static Ets automatic() {
        return new Ets(List.of(), "ETS, automatic");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return objection(forms.isEmpty() ? EtsForm.of("A,N,N") : forms.get(0), series);
    }

    private static Optional<String> objection(EtsForm form, TimeSeries series) {
        int period = period(series);
        if (form.seasonal() && (period < 2 || series.length() <= 2 * period)) {
            return Optional.of("Series had " + series.length() + " values and a season of " + period + " but " + form
                    + " must have more than two seasons of 2 or more; choose a form without a season.");
        }
        int least = 5 + LEAST_FREEDOM + (form.seasonal() ? period : 0);
        if (series.length() < least) {
            return Optional.of("Series had " + series.length() + " values but " + form + " must have " + least
                    + " at least; wait for more history.");
        }
        if (form.positiveOnly() && positive(series) == EtsForm.Sign.ANY) {
            return Optional.of("Series had values of zero or less but " + form
                    + " must have positive ones only; choose a form that adds.");
        }
        return Optional.empty();
    }

    private static int period(TimeSeries series) {
        return Arrays.stream(series.seasons()).findFirst().orElse(1);
    }

    private static EtsForm.Sign positive(TimeSeries series) {
        return Arrays.stream(series.values()).allMatch(value -> value > 0) ? EtsForm.Sign.POSITIVE : EtsForm.Sign.ANY;
    }

    @Override
    public FittedEts fit(TimeSeries series) {
        require(series);
        int period = period(series);
        double[] recent = series.last(Math.min(MOST_VALUES, series.length())).values();
        return candidates(series).stream()
                .filter(form -> objection(form, series).isEmpty())
                .flatMap(form -> new EtsFit(form, recent, period).search().stream())
                .min(Comparator.comparingDouble(fitted -> fitted.quality().aicc()))
                .orElseThrow(() -> new IllegalArgumentException("Series has values so near zero that " + name
                        + " expects negative ones; choose a form that adds."));
    }

    private List<EtsForm> candidates(TimeSeries series) {
        if (!forms.isEmpty()) {
            return forms;
        }
        int period = period(series);
        return EtsForm.candidates(
                positive(series),
                period > 1 && period <= EtsFit.LONGEST_FREE_SEASON
                        ? EtsForm.Seasonality.SEASONAL
                        : EtsForm.Seasonality.PLAIN);
    }

    @Override
    public FittedEts restore(ModelState state) {
        FittedEts restored = FittedEts.restore(state);
        if (!forms.isEmpty() && !forms.contains(restored.form())) {
            throw new IllegalArgumentException("State was of " + restored.form() + " but must be of " + name
                    + "; restore it by its own model, or fit this one anew.");
        }
        return restored;
    }

    @Override
    public String toString() {
        return name();
    }
}
