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

    /**
     * What a method says at one midnight; times in days.
     *
     * @param withinDay how likely the account runs out within 24 hours
     * @param beforeRenewal how likely it does within the window
     * @param p10 by when it has run out with a probability of a tenth, given that it does within the window
     * @param p50 as p10, with a half
     * @param p90 as p10, with nine tenths
     */
    record Said(double withinDay, double beforeRenewal, double p10, double p50, double p90) {

        static Said of(RunOutCurve curve) {
            return new Said(
                    curve.within(1),
                    curve.beforeRenewal(),
                    curve.quantile(0.1),
                    curve.quantile(0.5),
                    curve.quantile(0.9));
        }

        static Said of(RunwayForecast forecast, double left) {
            return new Said(
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
    }

    /** What was said at one midnight, and what happened. */
    private record Answer(Midnight midnight, Said said) {

        boolean ranOut() {
            return midnight.ranOut();
        }

        boolean ranOutWithinDay() {
            return midnight.ranOutWithinDay();
        }

        double left() {
            return midnight.budget().days();
        }

        double weekRate() {
            return midnight.weekRateRunsOutIn();
        }

        boolean isCovered() {
            return midnight.runsOutIn() >= said.p10() && midnight.runsOutIn() <= said.p90();
        }
    }

    void add(Midnight midnight, Said said) {
        answers.add(new Answer(midnight, said));
    }

    void add(Midnight midnight, RunOutCurve curve) {
        add(midnight, Said.of(curve));
    }

    void add(Midnight midnight, RunwayForecast forecast) {
        add(midnight, Said.of(forecast, midnight.budget().days()));
    }

    /** Adds the answer of a method that knows one instant, and one probability for 24 hours. */
    void add(Midnight midnight, double runsOutIn, double withinDay) {
        double beforeRenewal = runsOutIn < midnight.budget().days() ? 1 : 0;
        add(midnight, new Said(withinDay, beforeRenewal, runsOutIn, runsOutIn, runsOutIn));
    }

    int midnights() {
        return answers.size();
    }

    /** Returns how many windows, budgets counted apart, ran out. */
    int windows() {
        Set<Integer> windows = new HashSet<>();
        answers.stream()
                .filter(Answer::ranOut)
                .forEach(answer -> windows.add(answer.midnight().window()));
        return windows.size();
    }

    double medianErrorHours() {
        return medianErrorHours(answer -> answer.said().p50());
    }

    double medianErrorOfWeekRate() {
        return medianErrorHours(Answer::weekRate);
    }

    /** The trivial rule: the seven-day rate's instant or the middle of the time left, whichever is earlier. */
    double medianErrorOfTrivialRule() {
        return medianErrorHours(answer -> Math.min(answer.weekRate(), answer.left() / 2));
    }

    double averagePrecision() {
        return averagePrecision(Score::withinDay);
    }

    double averagePrecisionOfWeekRate() {
        return averagePrecision(answer -> -Math.min(answer.weekRate(), NEVER));
    }

    double averagePrecisionOfOwnShare() {
        return averagePrecision(Score::ownShare);
    }

    double brierOfDay() {
        return brier(Score::withinDay, Answer::ranOutWithinDay);
    }

    double brierOfDayOfWeekRate() {
        return brier(answer -> answer.weekRate() <= 1 ? 1 : 0, Answer::ranOutWithinDay);
    }

    double brierOfDayOfOwnShare() {
        return brier(Score::ownShare, Answer::ranOutWithinDay);
    }

    double brierOfWindow() {
        return brier(answer -> answer.said().beforeRenewal(), Answer::ranOut);
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
        return answers.stream().mapToDouble(Score::withinDay).sum();
    }

    long seenWithinDay() {
        return answers.stream().filter(Answer::ranOutWithinDay).count();
    }

    private static double withinDay(Answer answer) {
        return answer.said().withinDay();
    }

    private static double ownShare(Answer answer) {
        return answer.midnight().ownShare();
    }

    private double medianErrorHours(ToDoubleFunction<Answer> instant) {
        double[] errors = answers.stream()
                .filter(Answer::ranOut)
                .mapToDouble(answer -> Math.abs(Math.min(instant.applyAsDouble(answer), answer.left())
                        - answer.midnight().runsOutIn()))
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
