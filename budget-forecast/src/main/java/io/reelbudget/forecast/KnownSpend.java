package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What is known to be spent from now on, each item evenly from its beginning, or from now if it has begun, to its end;
 * at once if that is past.
 *
 * <p>Of an item's three quantiles the mean is 0.3 P10 + 0.4 P50 + 0.3 P90 and the variance that of the same three
 * points with the same weights: Swanson's rule and its extension (Keefer and Bodily, <i>Three-point approximations for
 * continuous random variables</i>, Management Science 29, 1983). Items vary independently of each other.
 */
final class KnownSpend {

    private static final double OUTER = 0.3;
    private static final double MIDDLE = 0.4;

    private final double[] from;
    private final double[] until;
    private final double[] mean;
    private final double[] variance;

    private KnownSpend(Instant now, List<CommittedSpend> items) {
        from = new double[items.size()];
        until = new double[items.size()];
        mean = new double[items.size()];
        variance = new double[items.size()];
        for (int i = 0; i < items.size(); i++) {
            CommittedSpend item = items.get(i);
            from[i] = Math.max(0, hours(now, item.from()));
            until[i] = hours(now, item.until());
            mean[i] = mean(item.micros());
            variance[i] = variance(item.micros());
        }
    }

    /** Returns what a question knows of one kind. */
    static KnownSpend of(RunwayQuestion question, Kind kind) {
        return new KnownSpend(
                question.now(),
                question.committed().stream()
                        .filter(item -> item.kind() == kind)
                        .toList());
    }

    /** Returns what a question knows of all kinds together. */
    static KnownSpend of(RunwayQuestion question) {
        return new KnownSpend(question.now(), question.committed());
    }

    /** Returns whether nothing is known. */
    boolean isEmpty() {
        return mean.length == 0;
    }

    /** Returns all that it will have cost, on average. */
    double mean() {
        return Arrays.stream(mean).sum();
    }

    /** Returns in how many hours the last of it is done; zero where there is none. */
    double lastHour() {
        return Math.max(0, Arrays.stream(until).max().orElse(0));
    }

    /** Returns what is expected to be spent of it until so many hours from now. */
    double mean(double hours) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += share(i, hours) * mean[i];
        }
        return sum;
    }

    /** Returns the variance of {@link #mean}. */
    double variance(double hours) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double share = share(i, hours);
            sum += share * share * variance[i];
        }
        return sum;
    }

    private double share(int item, double hours) {
        if (hours >= until[item]) {
            return 1;
        }
        return hours <= from[item] ? 0 : (hours - from[item]) / (until[item] - from[item]);
    }

    private static double mean(Quantiles micros) {
        return OUTER * micros.p10() + MIDDLE * micros.p50() + OUTER * micros.p90();
    }

    private static double variance(Quantiles micros) {
        double mean = mean(micros);
        return OUTER * square(micros.p10() - mean)
                + MIDDLE * square(micros.p50() - mean)
                + OUTER * square(micros.p90() - mean);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double hours(Instant now, Instant then) {
        return Hours.of(Duration.between(now, then));
    }
}
