package io.reelbudget.cli.demo;

import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.Work;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account's month: what it is granted, what the invented history has spent of it, and the work that is left to pay.
 *
 * <p>Budgets follow from the estimates, so that they are as tight on any machine and for anybody's files: the history
 * leaves enough for a part of the queue.
 *
 * @param account whose
 * @param plan what is granted a month
 * @param history what the four weeks before the demo cost
 * @param queue the jobs that wait when the demo begins
 * @param topUp what the owner buys when the account is paused
 */
record Budget(DemoAccount account, Plan plan, Amount history, List<Ticket> queue, Amount topUp) {

    /** What an account can still pay when the demo begins, in CPU seconds. */
    static final double CPU_SECONDS_LEFT = 5;

    /** How much more than that waits in its queue. */
    private static final double QUEUE_FACTOR = 1.8;

    private static final double PLENTY_CPU_SECONDS = 2;
    private static final double TOP_UP_SHARE = 1.0;

    /** The four weeks before were half as busy as the demo's day. */
    private static final double HISTORY_PACE = 0.5;

    private static final int MOST_JOBS = 60;

    /** Returns an account's month. */
    static Budget of(DemoAccount account, Workload workload, CostEstimator estimator, Duration burn, ZoneId zone) {
        double wanted = account.isTight() ? CPU_SECONDS_LEFT * QUEUE_FACTOR : PLENTY_CPU_SECONDS;
        List<Ticket> queue = new ArrayList<>();
        double cpu = 0;
        long leftMicros = 0;
        for (int number = 1; cpu < wanted && number <= MOST_JOBS; number++) {
            Ticket ticket = workload.ticket(account, number);
            CostEstimate estimate = estimator.estimate(ticket.job());
            if (cpu < CPU_SECONDS_LEFT) {
                leftMicros += price(account, ticket, estimate).micros();
            }
            cpu += estimate.cpuSeconds().p50();
            queue.add(ticket);
        }
        Amount left = Amount.ofMicros(leftMicros, account.unit());
        Amount history = times(left, HISTORY_PACE * SyntheticHistory.HOURS / (burn.toMinutes() / 60.0));
        // A month's budget is a round number; what rounding adds, the history spent.
        Amount allowance = roundedUp(history.plus(account.isTight() ? left : times(left, 40)));
        Amount spent = account.isTight() ? allowance.minus(left) : history;
        return new Budget(account, Plan.monthly(allowance, zone), spent, List.copyOf(queue), times(left, TOP_UP_SHARE));
    }

    /** Returns what is left of the allowance when the demo begins. */
    Amount left() {
        return plan.allowance().at(0).minus(history);
    }

    private static Amount price(DemoAccount account, Ticket ticket, CostEstimate estimate) {
        CpuTime median = CpuTime.ofSeconds(estimate.cpuSeconds().p50());
        return account.prices()
                .price(new PriceRequest(
                        account.path(),
                        ticket.job(),
                        median,
                        Work.Ending.FINISHED,
                        PriceProfile.standard(),
                        Demo.START,
                        Optional.empty(),
                        Meters.none()))
                .total();
    }

    private static Amount times(Amount amount, double factor) {
        return Amount.ofMicros(Math.round(amount.micros() * factor), amount.unit());
    }

    private static Amount roundedUp(Amount amount) {
        int decimals = amount.unit().kind() == Unit.Kind.CURRENCY ? 2 : 0;
        return Amount.of(amount.toBigDecimal().setScale(decimals, RoundingMode.CEILING), amount.unit());
    }
}
