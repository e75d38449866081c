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
 * Mead's simplex moves over unbounded numbers that a logistic curve maps into the usual region (0 &lt; β &lt; α, 0 &lt;
 * γ &lt; 1 - α, 0.8 ≤ φ ≤ 0.98); what is not also {@linkplain AdmissibleRegion admissible} counts as infinitely
 * unlikely. It starts from several points. With less than four seasons the first state is by rule of thumb; from four
 * on it is the one of least squares, first at middling parameters, and parameters and state are then improved in turn.
 */
final class HoltWintersFit {

    /** Starts in alpha, beta / alpha, gamma / (1 - alpha) and phi's place in its range: slow to quick to follow. */
    private static final double[][] STARTS = {
        {0.02, 0.05, 0.05, 0.8},
        {0.02, 0.3, 0.05, 0.95},
        {0.2, 0.1, 0.1, 0.8},
        {0.3, 0.1, 0.9, 0.8},
        {0.6, 0.1, 0.3, 0.8}
    };

    /** Keeps parts from freezing and the region's border out of reach. */
    private static final double EDGE = 1e-4;

    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;

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

    /** What a series without errors is smoothed by: the choice changes nothing until a value surprises. */
    private static final double UNDECIDED = 0.1;

    private final double[] values;
    private final int season;
    private final Trend trend;

    /** Parameters with a first state and the sum of squared errors that both lead to. */
    private record Candidate(Smoothing smoothing, SeasonalState start, double squares) {}

    private HoltWintersFit(double[] values, int season, Trend trend) {
        this.values = values;
        this.season = season;
        this.trend = trend;
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
        Smoothing undecided = new Smoothing(UNDECIDED, trend == Trend.NONE ? 0 : UNDECIDED / 10, UNDECIDED, 1);
        SeasonalState thumb = InitialState.byRuleOfThumb(values, season, trend);
        if (thumb.copy().absorbAll(values, undecided) <= ROUNDING * values.length) {
            return model(new Candidate(undecided, thumb, 0), scale);
        }
        boolean free = values.length >= LEAST_SEASONS_FOR_LEAST_SQUARES * season;
        Candidate first = Arrays.stream(STARTS)
                .map(this::unbounded)
                .map(from -> minimise(
                        free ? InitialState.byLeastSquares(values, thumb, smoothing(from), trend) : thumb,
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
            Candidate found = minimise(start, unbounded(best.smoothing()), LAST_EVALUATIONS);
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
            this.best = new Candidate(smoothing(unbounded(STARTS[0])), start, Double.POSITIVE_INFINITY);
        }

        double logSquaredErrors(double[] unbounded) {
            Smoothing smoothing = smoothing(unbounded);
            double squares = AdmissibleRegion.contains(smoothing, season, trend)
                    ? start.copy().absorbAll(values, smoothing)
                    : Double.POSITIVE_INFINITY;
            if (squares < best.squares()) {
                best = new Candidate(smoothing, start, squares);
            }
            return Double.isFinite(squares) ? Math.log(Math.max(squares, Double.MIN_NORMAL)) : Double.MAX_VALUE;
        }
    }

    private double[] unbounded(Smoothing smoothing) {
        double beta = trend == Trend.NONE ? 0.5 : smoothing.beta() / smoothing.alpha();
        double phi = trend == Trend.DAMPED ? (smoothing.phi() - LEAST_PHI) / (MOST_PHI - LEAST_PHI) : 0.5;
        return unbounded(new double[] {smoothing.alpha(), beta, smoothing.gamma() / (1 - smoothing.alpha()), phi});
    }

    private double[] unbounded(double[] shares) {
        return switch (trend) {
            case NONE -> new double[] {logit(shares[0]), logit(shares[2])};
            case LINEAR -> new double[] {logit(shares[0]), logit(shares[2]), logit(shares[1])};
            case DAMPED -> new double[] {logit(shares[0]), logit(shares[2]), logit(shares[1]), logit(shares[3])};
        };
    }

    private Smoothing smoothing(double[] unbounded) {
        double alpha = logistic(unbounded[0]);
        double gamma = (1 - alpha) * logistic(unbounded[1]);
        return switch (trend) {
            case NONE -> new Smoothing(alpha, 0, gamma, 1);
            case LINEAR -> new Smoothing(alpha, alpha * logistic(unbounded[2]), gamma, 1);
            case DAMPED ->
                new Smoothing(
                        alpha,
                        alpha * logistic(unbounded[2]),
                        gamma,
                        LEAST_PHI + (MOST_PHI - LEAST_PHI) * logistic(unbounded[3]));
        };
    }

    private HoltWinters model(Candidate found, double scale) {
        SeasonalState end = found.start().copy();
        end.absorbAll(values, found.smoothing());
        int free = freeNumbers();
        double squares = found.squares() * scale * scale;
        double variance = squares / Math.max(1, values.length - free);
        HoltWinters.Fit fit = new HoltWinters.Fit(values.length, squares, free);
        return new HoltWinters(found.smoothing(), trend, end.times(scale), variance, fit);
    }

    /** Smoothing parameters, and the first state with a season that sums to zero. */
    private int freeNumbers() {
        return switch (trend) {
            case NONE -> 2 + season;
            case LINEAR -> 3 + season + 1;
            case DAMPED -> 4 + season + 1;
        };
    }

    /** Returns the root mean square, so that squared errors are of the order of one a value whatever the unit. */
    private static double spread(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value / values.length;
        }
        return squares > 0 ? Math.sqrt(squares) : 1;
    }

    private static double logit(double share) {
        double within = Math.max(EDGE, Math.min(1 - EDGE, (share - EDGE) / (1 - 2 * EDGE)));
        return Math.log(within / (1 - within));
    }

    private static double logistic(double x) {
        return EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x));
    }
}
