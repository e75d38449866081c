package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunOutDistribution;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cumulative spending and the probability of exhaustion from now to the renewal.
 *
 * <p>Spending never falls, so an account has run out by an instant exactly if what was spent until then is at least
 * what remained: F(t) = P(S(t) ≥ remaining), kept from falling by its running maximum. Automatic top-ups come before
 * the account runs out, so all that they may still bring counts as remaining; where grants start or expire on the way,
 * {@link FundedRunOut} says what that changes. Points are every ten minutes for three hours, at full hours for some
 * three days, and then the farther apart the later; where F rises by more than two points between two of them, more are
 * put between, down to a second, so that a jump's instant is found.
 */
final class ExhaustionCurve {

    private static final long FINE_STEP = Duration.ofMinutes(10).toMillis();
    private static final long FINE_UNTIL = Duration.ofHours(3).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long HOURS_A_STEP = 36;
    private static final int MOST_REFINEMENTS = 600;
    private static final double JUMP = 0.02;
    private static final long FINEST_STEP = Duration.ofSeconds(1).toMillis();

    private static final int SHORTFALL_STEPS = 40;
    private static final int MOST_SHORTFALL_STEPS = 120;
    private static final double SHORTFALL_GROWTH = 1.05;
    private static final double FEW_OUTCOMES = 1e-5;

    /** Below this probability nothing is said about the instant. */
    private static final double IMPROBABLE = 0.005;

    /** A renewal after longer than this is drawn as if it came then. */
    private static final Duration LONGEST = Duration.ofDays(365_000);

    private final SpendOutlook outlook;
    private final RunwayQuestion question;
    private final long end;
    private final double ceiling;
    private final Optional<FundedRunOut> funded;
    private final List<Mark> marks = new ArrayList<>();
    private final RunOutDistribution distribution;
    private int refinements;

    /** How likely the account has run out so many milliseconds from now. */
    private record Mark(long millis, double exhausted) {}

    private ExhaustionCurve(SpendOutlook outlook, RunwayQuestion question) {
        this.outlook = outlook;
        this.question = question;
        Duration left = Duration.between(question.now(), question.renewal());
        this.end = Math.max(1, left.compareTo(LONGEST) < 0 ? left.toMillis() : LONGEST.toMillis());
        this.ceiling = question.remainingMicros()
                + question.funding().topUp().map(AutoTopUp::mostMicros).orElse(0.0);
        boolean changes = !question.funding().changes().isEmpty() && ceiling > 0;
        this.funded = changes
                ? Optional.of(FundedRunOut.of(outlook, question, ceiling, (double) end / HOUR))
                : Optional.empty();
        this.distribution = drawn();
    }

    static ExhaustionCurve of(SpendOutlook outlook, RunwayQuestion question) {
        return new ExhaustionCurve(outlook, question);
    }

    /** Returns how likely the account has run out by when. */
    RunOutDistribution distribution() {
        return distribution;
    }

    /** Returns how likely the account runs out before the renewal. */
    double probability() {
        return marks.get(marks.size() - 1).exhausted();
    }

    /** Returns when it runs out given that it does before the renewal: where F passes a share of its last value. */
    Optional<InstantQuantiles> exhaustion() {
        return probability() < IMPROBABLE
                ? Optional.empty()
                : Optional.of(new InstantQuantiles(reaching(0.1), reaching(0.5), reaching(0.9)));
    }

    /**
     * Returns by how much spending until the renewal exceeds what there is to spend, on average over all outcomes: the
     * area below the probability of spending more.
     */
    double expectedShortfall() {
        double hours = (double) end / HOUR;
        double least = ceiling + Changes.started(question);
        if (least > 0 && Changes.someExpire(question)) {
            return Changes.expectedShortfall(question, outlook, least, hours);
        }
        double step = Math.max(1, Math.max(least, outlook.quantiles(hours).p90())) / SHORTFALL_STEPS;
        double amount = Math.max(0, least);
        double before = outlook.exceeds(amount, hours);
        double sum = Math.max(0, -least);
        for (int i = 0; i < MOST_SHORTFALL_STEPS && before > FEW_OUTCOMES; i++) {
            double probability = outlook.exceeds(amount + step, hours);
            sum += step * (before + probability) / 2;
            before = probability;
            amount += step;
            step *= SHORTFALL_GROWTH;
        }
        return sum;
    }

    /** Returns the curve's points. */
    List<SpendPoint> points() {
        List<SpendPoint> points = new ArrayList<>(marks.size());
        Quantiles spent = Quantiles.certain(0);
        for (Mark mark : marks) {
            spent = atLeast(spent, outlook.quantiles((double) mark.millis() / HOUR));
            points.add(new SpendPoint(instant(mark.millis()), spent, mark.exhausted()));
        }
        return points;
    }

    private RunOutDistribution drawn() {
        Mark last = mark(0, 0);
        marks.add(last);
        for (long millis : grid()) {
            Mark next = mark(millis, last.exhausted());
            refine(last, next);
            marks.add(next);
            last = next;
        }
        long[] millis = new long[marks.size()];
        double[] exhausted = new double[millis.length];
        double most = 0;
        for (int i = 0; i < millis.length; i++) {
            // What was put between two points may be higher than the later one: whoever has run out stays so.
            most = Math.max(most, marks.get(i).exhausted());
            marks.set(i, new Mark(marks.get(i).millis(), most));
            millis[i] = marks.get(i).millis();
            exhausted[i] = most;
        }
        return RunOutDistribution.of(question.now(), question.renewal(), millis, exhausted);
    }

    private List<Long> grid() {
        List<Long> grid = new ArrayList<>();
        for (long millis = FINE_STEP; millis <= FINE_UNTIL && millis < end; millis += FINE_STEP) {
            grid.add(millis);
        }
        Instant hour = question.now().truncatedTo(ChronoUnit.HOURS);
        long millis = HOUR - Duration.between(hour, question.now()).toMillis();
        while (millis < end) {
            if (millis > FINE_UNTIL) {
                grid.add(millis);
            }
            millis += step(millis);
        }
        grid.add(end);
        return grid;
    }

    /** An hour at first, later a 36th of the time until there, in whole hours. */
    private static long step(long millis) {
        return HOUR * Math.max(1, millis / HOUR / HOURS_A_STEP);
    }

    private void refine(Mark left, Mark right) {
        long width = right.millis() - left.millis();
        if (right.exhausted() - left.exhausted() <= JUMP || width <= FINEST_STEP || refinements >= MOST_REFINEMENTS) {
            return;
        }
        refinements++;
        Mark middle = mark(left.millis() + width / 2, left.exhausted());
        refine(left, middle);
        marks.add(middle);
        refine(middle, right);
    }

    private Mark mark(long millis, double before) {
        if (before >= 1) {
            return new Mark(millis, 1);
        }
        double hours = (double) millis / HOUR;
        double enough = funded.map(change -> change.equivalent(hours)).orElse(ceiling);
        double exhausted = outlook.exceeds(enough, hours);
        return new Mark(millis, Math.max(before, Math.min(1, exhausted)));
    }

    private Instant reaching(double share) {
        return distribution.reaching(share * probability()).orElse(question.renewal());
    }

    private Instant instant(long millis) {
        return millis >= end ? question.renewal() : question.now().plusMillis(millis);
    }

    private static Quantiles atLeast(Quantiles before, Quantiles now) {
        return new Quantiles(
                Math.max(before.p10(), now.p10()),
                Math.max(before.p50(), now.p50()),
                Math.max(before.p90(), now.p90()));
    }
}
