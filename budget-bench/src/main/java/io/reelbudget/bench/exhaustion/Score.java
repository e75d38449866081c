package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.exhaustion.RunOutCurve;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How a forecast did on a trace. "Runs out" and "within 24 hours" are judged at all midnights, instants and their
 * coverage where the account did run out, given that it does.
 */
final class Score {

    private static final double HOURS = 24;
    private static final double NEVER = 1e5;

    private final List<Answer> answers = new ArrayList<>();

    /** What was forecast at one midnight, and what happened; times in days. */
    record Answer(
            int window,
            boolean ranOut,
            boolean ranOutWithinDay,
            double runsOutIn,
            double left,
            double weekRate,
            double ownShare,
            double withinDay,
            double beforeRenewal,
            double p10,
            double p50,
            double p90) {

        static Answer of(Midnight midnight, RunOutCurve curve) {
            return new Answer(
                    midnight.window(),
                    midnight.ranOut(),
                    midnight.ranOutWithinDay(),
                    midnight.runsOutIn(),
                    midnight.budget().days(),
                    midnight.weekRateRunsOutIn(),
                    midnight.ownShare(),
                    curve.within(1),
                    curve.beforeRenewal(),
                    curve.quantile(0.1),
                    curve.quantile(0.5),
                    curve.quantile(0.9));
        }

        static Answer of(Midnight midnight, RunwayForecast forecast) {
            double left = midnight.budget().days();
            return new Answer(
                    midnight.window(),
                    midnight.ranOut(),
                    midnight.ranOutWithinDay(),
                    midnight.runsOutIn(),
                    left,
                    midnight.weekRateRunsOutIn(),
                    midnight.ownShare(),
                    forecast.probabilityWithin(Duration.ofDays(1)),
                    forecast.probabilityBeforeRenewal(),
                    days(forecast, InstantQuantiles::p10).orElse(left),
                    days(forecast, InstantQuantiles::p50).orElse(left),
                    days(forecast, InstantQuantiles::p90).orElse(left));
        }

        private static OptionalDouble days(RunwayForecast forecast, Function<InstantQuantiles, Instant> quantile) {
            return forecast.exhaustion().stream()
                    .mapToDouble(exhaustion -> Duration.between(forecast.now(), quantile.apply(exhaustion))
                                    .toMillis()
                            / (double) Duration.ofDays(1).toMillis())
                    .findFirst();
        }

        static Answer of(Midnight midnight, double runsOutIn, double withinDay) {
            return new Answer(
                    midnight.window(),
                    midnight.ranOut(),
                    midnight.ranOutWithinDay(),
                    midnight.runsOutIn(),
                    midnight.budget().days(),
                    midnight.weekRateRunsOutIn(),
                    midnight.ownShare(),
                    withinDay,
                    runsOutIn < midnight.budget().days() ? 1 : 0,
                    runsOutIn,
                    runsOutIn,
                    runsOutIn);
        }

        boolean isCovered() {
            return runsOutIn >= p10 && runsOutIn <= p90;
        }
    }

    void add(Midnight midnight, RunOutCurve curve) {
        answers.add(Answer.of(midnight, curve));
    }

    void add(Midnight midnight, RunwayForecast forecast) {
        answers.add(Answer.of(midnight, forecast));
    }

    /** Adds the answer of a method that knows one instant, and one probability for 24 hours. */
    void add(Midnight midnight, double runsOutIn, double withinDay) {
        answers.add(Answer.of(midnight, runsOutIn, withinDay));
    }

    int midnights() {
        return answers.size();
    }

    /** Returns how many windows, budgets counted apart, ran out. */
    int windows() {
        Set<Integer> windows = new HashSet<>();
        answers.stream().filter(Answer::ranOut).forEach(answer -> windows.add(answer.window()));
        return windows.size();
    }

    double medianErrorHours() {
        return medianErrorHours(Answer::p50);
    }

    double medianErrorOfWeekRate() {
        return medianErrorHours(Answer::weekRate);
    }

    /** The trivial rule: the seven-day rate's instant or the middle of the time left, whichever is earlier. */
    double medianErrorOfTrivialRule() {
        return medianErrorHours(answer -> Math.min(answer.weekRate(), answer.left() / 2));
    }

    double averagePrecision() {
        return averagePrecision(Answer::withinDay);
    }

    double averagePrecisionOfWeekRate() {
        return averagePrecision(answer -> -Math.min(answer.weekRate(), NEVER));
    }

    double averagePrecisionOfOwnShare() {
        return averagePrecision(Answer::ownShare);
    }

    double brierOfDay() {
        return brier(Answer::withinDay, Answer::ranOutWithinDay);
    }

    double brierOfDayOfWeekRate() {
        return brier(answer -> answer.weekRate() <= 1 ? 1 : 0, Answer::ranOutWithinDay);
    }

    double brierOfDayOfOwnShare() {
        return brier(Answer::ownShare, Answer::ranOutWithinDay);
    }

    double brierOfWindow() {
        return brier(Answer::beforeRenewal, Answer::ranOut);
    }

    double brierOfWindowOfWeekRate() {
        return brier(answer -> answer.weekRate() < answer.left() ? 1 : 0, Answer::ranOut);
    }

    /** Returns the share of run-outs inside P10 to P90. */
    double coverage() {
        return (double) covered() / runOuts();
    }

    long covered() {
        return answers.stream().filter(Answer::ranOut).filter(Answer::isCovered).count();
    }

    long runOuts() {
        return answers.stream().filter(Answer::ranOut).count();
    }

    double forecastWithinDay() {
        return answers.stream().mapToDouble(Answer::withinDay).sum();
    }

    long seenWithinDay() {
        return answers.stream().filter(Answer::ranOutWithinDay).count();
    }

    private double medianErrorHours(ToDoubleFunction<Answer> instant) {
        double[] errors = answers.stream()
                .filter(Answer::ranOut)
                .mapToDouble(
                        answer -> Math.abs(Math.min(instant.applyAsDouble(answer), answer.left()) - answer.runsOutIn()))
                .sorted()
                .toArray();
        int n = errors.length;
        return n == 0 ? Double.NaN : HOURS * (errors[(n - 1) / 2] + errors[n / 2]) / 2;
    }

    private double brier(ToDoubleFunction<Answer> probability, Predicate<Answer> happened) {
        return answers.stream()
                .mapToDouble(answer -> probability.applyAsDouble(answer) - (happened.test(answer) ? 1 : 0))
                .map(miss -> miss * miss)
                .average()
                .orElse(Double.NaN);
    }

    /** The mean precision at each run-out, in falling order of the score; equal scores share one precision. */
    private double averagePrecision(ToDoubleFunction<Answer> score) {
        double[][] ranked = answers.stream()
                .map(answer -> new double[] {score.applyAsDouble(answer), answer.ranOutWithinDay() ? 1 : 0})
                .sorted(Comparator.comparingDouble((double[] pair) -> -pair[0]))
                .toArray(double[][]::new);
        double all = Arrays.stream(ranked).mapToDouble(pair -> pair[1]).sum();
        double found = 0;
        double before = 0;
        double sum = 0;
        for (int i = 0; i < ranked.length; i++) {
            found += ranked[i][1];
            if (i + 1 == ranked.length || ranked[i + 1][0] != ranked[i][0]) {
                sum += (found - before) * found / (i + 1);
                before = found;
            }
        }
        return sum / Math.max(1, all);
    }
}
