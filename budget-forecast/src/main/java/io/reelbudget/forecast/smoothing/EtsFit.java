package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.fitting.LevenbergMarquardt;
import io.reelbudget.forecast.fitting.LevenbergMarquardt.Minimum;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the weights and the first state that make a series most likely, together.
 *
 * <p>Five starts are followed with the season of the rule of thumb; the best two of them then with a free first season.
 *
 * <p>Weights keep to the usual region, by logistic curves: 0.0001 ≤ β ≤ α, γ ≤ 1 - α, 0.8 ≤ φ ≤ 0.98; what is not also
 * admissible is passed over. Seasons longer than {@value #LONGEST_FREE_SEASON} steps keep the first season that the
 * rule of thumb gives them.
 */
final class EtsFit {

    static final int LONGEST_FREE_SEASON = 24;

    private static final int MOST_FLATTENINGS = 20;
    private static final double[][] STARTS = {
        {0.1, 0.05, 0.1, 0.8},
        {0.5, 0.1, 0.3, 0.8},
        {0.02, 0.3, 0.05, 0.95},
        {0.3, 0.05, 0.9, 0.8},
        {0.03, 0.95, 0.7, 0.8}
    };
    private static final int FIRST_ROUNDS = 15;
    private static final int ROUNDS = 30;

    /** So many of the starts are followed to the end. */
    private static final int FOLLOWED = 2;

    /** Keeps parts from freezing and the region's border out of reach. */
    private static final double EDGE = 1e-4;

    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;
    private static final double LEAST_FACTOR = 0.01;

    private final EtsForm form;
    private final int period;
    private final double[] values;
    private final double floor;
    private final double scale;
    private final int weights;
    private final int freeSeasons;
    private EtsStart start;

    EtsFit(EtsForm form, double[] values, int period) {
        this.form = form;
        this.period = period;
        this.values = values;
        this.floor = EtsPlace.floor(form, values);
        this.start = EtsStart.of(form, values, period);
        double mean = Arrays.stream(values).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length);
        this.scale = spread > 0 ? spread : 1;
        this.weights = 1
                + (form.trending() ? 1 : 0)
                + (form.seasonal() ? 1 : 0)
                + (form.trend() == EtsForm.Trend.DAMPED ? 1 : 0);
        this.freeSeasons = form.seasonal() && period <= LONGEST_FREE_SEASON ? period - 1 : 0;
    }

    /** Returns the likeliest model; empty if a positive model expects what is not, wherever the search begins. */
    Optional<FittedEts> search() {
        for (int i = 0; i < MOST_FLATTENINGS && residuals(free(STARTS[0])) == null; i++) {
            start = start.flattened(form);
        }
        return Arrays.stream(STARTS)
                .map(shares -> minimum(free(shares), FIRST_ROUNDS))
                .sorted(Comparator.comparingDouble(Minimum::squares))
                .limit(FOLLOWED)
                .map(found -> minimum(Arrays.copyOf(found.point(), found.point().length + freeSeasons), ROUNDS))
                .min(Comparator.comparingDouble(Minimum::squares))
                .filter(found -> Double.isFinite(found.squares()))
                .map(found -> model(found.point()));
    }

    private Minimum minimum(double[] from, int rounds) {
        return LevenbergMarquardt.minimise(this::residuals, from, rounds * (1 + from.length));
    }

    private FittedEts model(double[] point) {
        EtsPlace place = place(point);
        EtsPlace first = place.copy();
        EtsErrors errors = Objects.requireNonNull(
                EtsErrors.of(form, place, values), "the errors at the point that the search found");
        int seasons = form.seasonal() ? period - 1 : 0;
        int numbers = weights + 1 + (form.trending() ? 1 : 0) + seasons;
        EtsQuality quality = new EtsQuality(errors.logLikelihood(), errors.squares(), values.length, numbers);
        return new FittedEts(form, weights(point), quality, first, place);
    }

    private double @Nullable [] residuals(double[] point) {
        EtsWeights at = weights(point);
        EtsPlace place = place(point);
        if (!at.admissible(form, period) || (form.season() == EtsForm.Season.MULTIPLICATIVE && tooSmall(place))) {
            return null;
        }
        EtsErrors errors = EtsErrors.of(form, place, values);
        return errors == null ? null : errors.residuals();
    }

    private static boolean tooSmall(EtsPlace place) {
        return Arrays.stream(place.season()).anyMatch(factor -> factor < LEAST_FACTOR);
    }

    private double[] free(double[] shares) {
        double[] free = new double[weights + 1 + (form.trending() ? 1 : 0)];
        int next = 0;
        free[next++] = logit(shares[0]);
        if (form.trending()) {
            free[next++] = logit(shares[1]);
        }
        if (form.seasonal()) {
            free[next++] = logit(shares[2]);
        }
        if (form.trend() == EtsForm.Trend.DAMPED) {
            free[next] = logit(shares[3]);
        }
        return free;
    }

    private EtsWeights weights(double[] point) {
        int next = 0;
        double alpha = logistic(point[next++]);
        double beta = form.trending() ? alpha * logistic(point[next++]) : 0;
        double gamma = form.seasonal() ? (1 - alpha) * logistic(point[next++]) : 0;
        boolean damped = form.trend() == EtsForm.Trend.DAMPED;
        double phi = damped ? LEAST_PHI + (MOST_PHI - LEAST_PHI) * logistic(point[next]) : 1;
        return new EtsWeights(alpha, beta, gamma, phi);
    }

    /**
     * The first state at a point, whose numbers are what it differs by from the rule of thumb's; season last, if free.
     */
    private EtsPlace place(double[] point) {
        int next = weights;
        double level = start.level() + scale * point[next++];
        double slope = form.trending() ? start.slope() + scale / 10 * point[next++] : 0;
        double[] season = start.season().clone();
        double unit = form.season() == EtsForm.Season.MULTIPLICATIVE ? 1 : scale;
        for (int i = 0; next + i < point.length; i++) {
            season[i] += unit * point[next + i];
            season[period - 1] -= unit * point[next + i];
        }
        return new EtsPlace(form, weights(point), floor, level, slope, season);
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }

    private static double logistic(double x) {
        return EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x));
    }
}
