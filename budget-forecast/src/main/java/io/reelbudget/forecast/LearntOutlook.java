package io.reelbudget.forecast;

import io.reelbudget.forecast.exhaustion.BudgetLeft;
import io.reelbudget.forecast.exhaustion.FeatureRow;
import io.reelbudget.forecast.exhaustion.UsageSums;
import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is spent from now on, by what accounts like this one did.
 *
 * <p>The combination was learnt on jobs that are charged when they are handed in. So jobs that run or wait count as
 * spent: they are taken off what is left, and are in the running sums; arrivals are jobs not yet handed in. Such a job
 * waits as long as the queue is, so arrivals begin to spend when it is through. Total spending is the known, spread
 * over time and uncertain as its estimates are, plus arrivals, independent of it.
 */
final class LearntOutlook implements SpendOutlook {

    private static final double HOURS_PER_DAY = 24;
    private static final double[] REACHED = {0.9, 0.5, 0.1};
    private static final double[] NODES = {0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95};

    /** Amounts are looked up around what is left; where known spending leaves little, around this part of all. */
    private static final double LEAST_LEFT = 0.25;

    /** A deviation this small beside what is left moves a probability by less than a thousandth. */
    private static final double NARROW = 0.01;

    /** As many days does a budget without history count that is taken from what remains. */
    private static final double YOUNG_DAYS = 0.5;

    private static final Duration LONGEST = Duration.ofDays(365_000);

    private final KnownSpend known;
    private final double wait;
    private final ArrivalTable table;

    /** By whole days, with the probabilities of {@link #REACHED}; worked out when quantiles are first asked for. */
    private volatile double @Nullable [][] reached;

    private LearntOutlook(KnownSpend known, double wait, ArrivalTable table) {
        this.known = known;
        this.wait = wait;
        this.table = table;
    }

    /** Returns the outlook of a question whose remaining amount is more than zero. */
    static LearntOutlook of(RunwayQuestion question, Seen seen) {
        double remaining = (double) question.remainingMicros() + topUps(question);
        double left = Math.max(
                LEAST_LEFT * remaining, remaining - KnownSpend.of(question).mean());
        FeatureRow row = FeatureRow.of(seen.sums(), budget(question, seen.sums(), left), seen.host());
        return new LearntOutlook(
                KnownSpend.of(question),
                KnownSpend.of(question, Kind.QUEUE).lastHour(),
                ArrivalTable.of(seen.combination(), row));
    }

    private static double topUps(RunwayQuestion question) {
        return question.funding().topUp().map(AutoTopUp::mostMicros).orElse(0.0);
    }

    /**
     * Without an allowance the budget is what the account usually spends, drawn towards what remains for the time until
     * the renewal while the account is young: what is expected must not grow with the money that is asked about.
     */
    private static BudgetLeft budget(RunwayQuestion question, UsageSums sums, double left) {
        Duration span = Duration.between(question.now(), question.renewal());
        double days = Hours.of(span.compareTo(LONGEST) < 0 ? span : LONGEST) / HOURS_PER_DAY;
        double remaining = Math.max(1, question.remainingMicros());
        double granted = question.funding()
                .allowance()
                .filter(allowance -> allowance.micros() > 0)
                .map(LearntOutlook::per30Days)
                .orElse(30
                        * (sums.total() + YOUNG_DAYS * remaining / Math.max(days, 1))
                        / (sums.ageDays() + YOUNG_DAYS));
        double spent = question.funding()
                .allowance()
                .map(allowance -> Math.max(0, (double) allowance.postedMicros()))
                .orElse(0.0);
        return new BudgetLeft(granted, spent, left, days);
    }

    /** Returns what new jobs will cost. */
    ArrivalTable table() {
        return table;
    }

    private static double per30Days(Allowance allowance) {
        return allowance.micros() * (30 * HOURS_PER_DAY) / Hours.of(allowance.length());
    }

    @Override
    public double exceeds(double micros, double hours) {
        if (micros <= 0) {
            return 1;
        }
        double days = (hours - wait) / HOURS_PER_DAY;
        Marginal sure = new Marginal(known.mean(hours), known.variance(hours));
        if (sure.mean() <= 0) {
            return days > 0 ? table.exceeds(micros, days) : 0;
        }
        double alone = sure.exceeds(micros);
        if (days <= 0 || alone >= 1) {
            return alone;
        }
        if (sure.isCertain()) {
            return table.exceeds(micros - sure.mean(), days);
        }
        return alone > 0 ? beyond(sure, alone, micros, days) : around(sure, micros, days);
    }

    /** Known spending alone may be enough: where it is not, its ten shares of equal probability decide. */
    private double beyond(Marginal sure, double alone, double micros, double days) {
        double sum = 0;
        for (double node : NODES) {
            double spent = sure.quantile(Marginal.normalQuantile(node * (1 - alone)));
            sum += table.exceeds(Math.max(0, micros - spent), days);
        }
        return alone + (1 - alone) * sum / NODES.length;
    }

    /** Known spending is never enough alone: Swanson's rule, or its mean where it hardly varies beside the rest. */
    private double around(Marginal sure, double micros, double days) {
        double rest = micros - sure.mean();
        if (sure.variance() < NARROW * NARROW * rest * rest) {
            return table.exceeds(rest, days);
        }
        return 0.3 * table.exceeds(micros - sure.quantile(-Marginal.NORMAL_P90), days)
                + 0.4 * table.exceeds(micros - sure.quantile(0), days)
                + 0.3 * table.exceeds(micros - sure.quantile(Marginal.NORMAL_P90), days);
    }

    /** Of two independent parts the deviations from the median add up as squares do. */
    @Override
    public Quantiles quantiles(double hours) {
        double days = (hours - wait) / HOURS_PER_DAY;
        Marginal sure = new Marginal(known.mean(hours), known.variance(hours));
        double sureMiddle = sure.quantile(0);
        double low = arrived(0, days);
        double middle = arrived(1, days);
        double high = arrived(2, days);
        double both = sureMiddle + middle;
        return new Quantiles(
                Math.max(0, both - Math.hypot(middle - low, sureMiddle - sure.quantile(-Marginal.NORMAL_P90))),
                both,
                both + Math.hypot(high - middle, sure.quantile(Marginal.NORMAL_P90) - sureMiddle));
    }

    /** Between whole days the amount is straight; within the first day and beyond the last it is looked up. */
    private double arrived(int index, double days) {
        if (days <= 0) {
            return 0;
        }
        if (days < 1 || days >= table.days()) {
            return table.reachedWith(REACHED[index], days);
        }
        double[][] byDay = reached();
        int day = (int) days;
        double before = byDay[day][index];
        return before + (days - day) * (byDay[day + 1][index] - before);
    }

    private double[][] reached() {
        double[][] byDay = reached;
        if (byDay == null) {
            byDay = new double[table.days() + 1][REACHED.length];
            for (int day = 1; day < byDay.length; day++) {
                for (int i = 0; i < REACHED.length; i++) {
                    byDay[day][i] = table.reachedWith(REACHED[i], day);
                }
            }
            reached = byDay;
        }
        return byDay;
    }

    @Override
    public double arrivals(double hours) {
        return hours > wait ? table.mean((hours - wait) / HOURS_PER_DAY) : 0;
    }
}
