package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What accounts of a plan use, for an account of which little is known: the plan's season times a factor of the
 * account's own, shrunk towards one.
 *
 * <p>Bühlmann's and Straub's credibility: after w seasons the account's own factor counts by Z = w / (w + within /
 * between), the plan's by the rest. Source: Bühlmann and Gisler, <i>A Course in Credibility Theory and its
 * Applications</i>, Springer 2005, chapter 4. This class is immutable and thread-safe.
 */
public final class PlanPrior implements SeriesModel {

    /** So little at least accounts are taken to differ, as a variance of factors about one. */
    private static final double LEAST_BETWEEN = 1e-4;

    private final double[] shape;
    private final double within;
    private final double between;
    private final double lumpiness;

    private PlanPrior(double[] shape, double within, double between, double lumpiness) {
        this.shape = shape;
        this.within = within;
        this.between = between;
        this.lumpiness = lumpiness;
    }

    /**
     * Returns a prior that is known.
     *
     * @param shape what an account of the plan uses on average at each step of the season, the season's first step
     *     first; zero or more, not all zero
     * @param within by what variance an account's factor differs from season to season; zero or more
     * @param between by what variance accounts' factors differ from one; more than zero
     * @param lumpiness a step's variance as a multiple of its squared mean; zero or more
     */
    public static PlanPrior of(double[] shape, double within, double between, double lumpiness) {
        boolean usable = Arrays.stream(shape).allMatch(mean -> mean >= 0 && Double.isFinite(mean))
                && Arrays.stream(shape).sum() > 0;
        if (!usable || !(within >= 0) || !(between > 0) || !(lumpiness >= 0)) {
            throw new IllegalArgumentException("Shape was " + Arrays.toString(shape) + ", within " + within
                    + ", between " + between + ", lumpiness " + lumpiness
                    + " but none may be negative and shape and between must be more than zero;"
                    + " learn them from accounts of the plan.");
        }
        return new PlanPrior(shape.clone(), within, between, lumpiness);
    }

    /**
     * Returns the prior that accounts of a plan suggest.
     *
     * @param accounts two or more that used anything, each of two seasons or more and begun at the season's first step
     * @param season how many steps a season has, 1 or more
     */
    public static PlanPrior learnt(List<TimeSeries> accounts, int season) {
        return PlanExperience.of(accounts, season).prior(LEAST_BETWEEN);
    }

    @Override
    public String name() {
        return "plan's usage";
    }

    /** Returns what the prior says of an account that has just begun, at the season's first step. */
    public FittedPlanPrior fresh() {
        return beginningAt(0);
    }

    /** Returns what the prior says of an account that has just begun, so many steps after a season's first. */
    public FittedPlanPrior beginningAt(long steps) {
        return new FittedPlanPrior(this, 0, 0, steps);
    }

    /** Returns how many steps a season has. */
    public int steps() {
        return shape.length;
    }

    double expected(long step) {
        return shape[(int) (step % shape.length)];
    }

    /** Returns what all of a season's steps are expected to be together. */
    double season() {
        return Arrays.stream(shape).sum();
    }

    double[] shape() {
        return shape.clone();
    }

    double within() {
        return within;
    }

    double between() {
        return between;
    }

    double lumpiness() {
        return lumpiness;
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return Arrays.stream(series.values()).allMatch(value -> value >= 0)
                ? Optional.empty()
                : Optional.of("Series had negative values but a plan's usage must have zeros and positive ones only;"
                        + " usage is never negative.");
    }

    @Override
    public FittedPlanPrior fit(TimeSeries series) {
        require(series);
        FittedPlanPrior fitted = fresh();
        for (double value : series.values()) {
            fitted.observe(value);
        }
        return fitted;
    }

    @Override
    public FittedPlanPrior restore(ModelState state) {
        return FittedPlanPrior.restore(state);
    }

    @Override
    public String toString() {
        return name();
    }
}
