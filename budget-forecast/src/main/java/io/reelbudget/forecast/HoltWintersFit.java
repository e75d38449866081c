package io.reelbudget.forecast;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Finds the parameters and the first state that make a series most likely.
 *
 * <p>With normal errors the likelihood falls with the sum of squared errors alone, so that sum is minimised. Nelder and
 * Mead's simplex moves over the {@linkplain SmoothingRegion usual region} from several starts; what is not also
 * {@linkplain AdmissibleRegion admissible} counts as infinitely unlikely. With less than four seasons the first state
 * is by rule of thumb; from four on it is the one of least squares at each start, and from the best of them on
 * parameters and first state are improved in turn.
 */
final class HoltWintersFit {

    /** Of the logarithm of the squared errors: less is lost on a log-likelihood than a thousandth. */
    private static final double PRECISION = 1e-6;

    private static final int FIRST_EVALUATIONS = 60;
    private static final int LAST_EVALUATIONS = 250;
    private static final int MAX_ROUNDS = 4;

    /** A round that leaves more than this of the squared errors was the last. */
    private static final double ENOUGH = 0.9995;

    private static final int LEAST_SEASONS_FOR_LEAST_SQUARES = 4;

    /** Squared errors below this share of the values' spread are rounding. */
    private static final double ROUNDING = 1e-20;

    private final double[] values;
    private final int season;
    private final Trend trend;
    private final SmoothingRegion region;

    /** Parameters with a first state and the sum of squared errors that both lead to. */
    private record Candidate(Smoothing smoothing, SeasonalState start, double squares) {}

    private HoltWintersFit(double[] values, int season, Trend trend) {
        this.values = values;
        this.season = season;
        this.trend = trend;
        this.region = SmoothingRegion.of(trend);
    }

    static HoltWinters of(double[] values, int season, Trend trend) {
        if (season < 2 || values.length < 2L * season) {
            throw new IllegalArgumentException("Series had " + values.length + " values and a season of " + season
                    + " but must have at least two seasons of at least 2; give more history, or a shorter season.");
        }
        HoltWinters.requireFinite(values);
        double scale = spread(values);
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= scale;
        }
        return new HoltWintersFit(scaled, season, trend).search(scale);
    }

    private HoltWinters search(double scale) {
        Smoothing undecided = region.undecided();
        SeasonalState thumb = InitialState.byRuleOfThumb(values, season, trend);
        if (thumb.copy().absorbAll(values, undecided) <= ROUNDING * values.length) {
            return model(new Candidate(undecided, thumb, 0), scale);
        }
        boolean free = values.length >= LEAST_SEASONS_FOR_LEAST_SQUARES * season;
        Candidate first = region.starts()
                .map(from -> minimise(
                        free ? InitialState.byLeastSquares(values, thumb, region.smoothing(from), trend) : thumb,
                        from,
                        free ? FIRST_EVALUATIONS : LAST_EVALUATIONS))
                .min(Comparator.comparingDouble(Candidate::squares))
                .orElseThrow();
        return model(free ? improvedInTurn(first) : first, scale);
    }

    private Candidate improvedInTurn(Candidate first) {
        Candidate best = first;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            SeasonalState start = InitialState.byLeastSquares(values, best.start(), best.smoothing(), trend);
            Candidate found = minimise(start, region.unbounded(best.smoothing()), LAST_EVALUATIONS);
            if (!(found.squares() < best.squares())) {
                return best;
            }
            boolean done = found.squares() > best.squares() * ENOUGH;
            best = found;
            if (done) {
                return best;
            }
        }
        return best;
    }

    private Candidate minimise(SeasonalState start, double[] from, int evaluations) {
        Search search = new Search(start);
        double[] sides = new double[from.length];
        Arrays.fill(sides, 1);
        try {
            new SimplexOptimizer(new SimpleValueChecker(PRECISION, PRECISION))
                    .optimize(
                            new MaxEval(evaluations),
                            new ObjectiveFunction(search::logSquaredErrors),
                            GoalType.MINIMIZE,
                            new InitialGuess(from),
                            new NelderMeadSimplex(sides));
        } catch (TooManyEvaluationsException enough) {
            // The best point was kept while evaluating; a bound on time matters more than the last digit.
            return search.best;
        }
        return search.best;
    }

    /** One pass of the simplex with a fixed first state, which remembers the best point it saw. */
    private final class Search {

        private final SeasonalState start;
        private Candidate best;

        Search(SeasonalState start) {
            this.start = start;
            this.best = new Candidate(region.undecided(), start, Double.POSITIVE_INFINITY);
        }

        double logSquaredErrors(double[] unbounded) {
            Smoothing smoothing = region.smoothing(unbounded);
            double squares = AdmissibleRegion.contains(smoothing, season, trend)
                    ? start.copy().absorbAll(values, smoothing)
                    : Double.POSITIVE_INFINITY;
            if (squares < best.squares()) {
                best = new Candidate(smoothing, start, squares);
            }
            return Double.isFinite(squares) ? Math.log(Math.max(squares, Double.MIN_NORMAL)) : Double.MAX_VALUE;
        }
    }

    private HoltWinters model(Candidate found, double scale) {
        SeasonalState end = found.start().copy();
        end.absorbAll(values, found.smoothing());
        int free = region.dimensions() + InitialState.freeNumbers(season, trend);
        double squares = found.squares() * scale * scale;
        double variance = squares / Math.max(1, values.length - free);
        HoltWinters.Fit fit = new HoltWinters.Fit(values.length, squares, free);
        return new HoltWinters(found.smoothing(), trend, end.times(scale), variance, fit);
    }

    /** Returns the root mean square, so that squared errors are of the order of one a value whatever the unit. */
    private static double spread(double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            return 1;
        }
        double squares = Arrays.stream(values)
                .map(value -> value / largest)
                .map(share -> share * share)
                .sum();
        return largest * Math.sqrt(squares / values.length);
    }
}
