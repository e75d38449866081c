package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.admission.BatchPlan;
import io.reelbudget.policy.admission.BatchPlanner;
import io.reelbudget.policy.admission.BatchStart;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Plans the jobs of one list. One use each; not thread-safe.
 *
 * <p>Jobs may start now, at the full hours of the next day, or at the next renewal of a level of the account path. Each
 * level has two purses: what it may spend now, and from its renewal on a fresh allowance less what is held. A hold is
 * paid by the purse of the time at which it is placed.
 */
final class BatchDesk {

    private static final int HOURS_AHEAD = 24;

    private final Instant now;
    private final boolean isClosed;
    private final List<Balance> levels = new ArrayList<>();

    /** What a job takes at a time. */
    record Quote(Amount asked, PriceEstimate price) {}

    /** Prices a job as of a time. */
    @FunctionalInterface
    interface Pricing {
        Quote at(TranscodeJob job, CostEstimate estimate, Instant time);
    }

    /** A job's quotes, each with its start. */
    private record Priced(TranscodeJob job, List<BatchStart> starts, List<Quote> quotes, Optional<Instant> latest) {
        List<BatchStart> inTime() {
            return starts.stream()
                    .filter(start ->
                            latest.map(last -> !start.at().isAfter(last)).orElse(true))
                    .toList();
        }

        BatchAdmission.Start planned(BatchStart start) {
            Quote quote = quotes.get(starts.indexOf(start));
            return new BatchAdmission.Start(start.at(), quote.asked(), quote.price());
        }
    }

    BatchDesk(BlockingLedger ledger, AccountPath account, Instant now, boolean isClosed) {
        this.now = now;
        this.isClosed = isClosed;
        account.levels().forEach(level -> levels.add(ledger.balance(level)));
    }

    BatchAdmission plan(
            List<TranscodeJob> jobs,
            Function<TranscodeJob, CostEstimate> estimates,
            double processors,
            Pricing pricing) {
        if (jobs.isEmpty() || jobs.size() > BatchAdmission.MAX_JOBS) {
            throw new IllegalArgumentException("List had " + jobs.size() + " jobs but must have one to "
                    + BatchAdmission.MAX_JOBS + "; plan longer ones in parts.");
        }
        List<Instant> times = times();
        List<Priced> priced = new ArrayList<>();
        for (TranscodeJob job : jobs) {
            CostEstimate estimate = estimates.apply(job);
            List<Quote> quotes =
                    times.stream().map(time -> pricing.at(job, estimate, time)).toList();
            priced.add(new Priced(job, starts(times, quotes), quotes, latest(job, estimate, processors)));
        }
        BatchPlanner planner = BatchPlanner.of(purses());
        return answer(
                priced,
                planner.inOrder(priced.stream().map(Priced::starts).toList()),
                planner.cheapest(priced.stream().map(Priced::inTime).toList()));
    }

    private BatchAdmission answer(List<Priced> priced, BatchPlan earliest, BatchPlan cheapest) {
        List<BatchAdmission.Item> items = new ArrayList<>();
        for (int i = 0; i < priced.size(); i++) {
            Priced job = priced.get(i);
            items.add(new BatchAdmission.Item(
                    job.job(),
                    earliest.starts().get(i).map(BatchStart::at),
                    cheapest.starts().get(i).map(job::planned)));
        }
        Amount cost =
                Amount.ofMicros(cheapest.costMicros(), levels.get(0).granted().unit());
        return new BatchAdmission(now, items, cost, cheapest.isProven());
    }

    private List<Instant> times() {
        SortedSet<Instant> times = new TreeSet<>();
        Instant resumed = levels.get(levels.size() - 1).period().end();
        if (!isClosed) {
            times.add(now);
        }
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        for (int i = 1; i <= HOURS_AHEAD; i++) {
            times.add(hour.plus(i, ChronoUnit.HOURS));
        }
        levels.forEach(level -> times.add(level.period().end()));
        return times.stream()
                .filter(time -> !isClosed || !time.isBefore(resumed))
                .toList();
    }

    private List<BatchStart> starts(List<Instant> times, List<Quote> quotes) {
        List<BatchStart> starts = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Quote quote = quotes.get(i);
            starts.add(new BatchStart(
                    times.get(i),
                    quote.asked().micros(),
                    Math.max(0, quote.price().p50().total().micros()),
                    pursesAt(times.get(i))));
        }
        return starts;
    }

    private List<Integer> pursesAt(Instant time) {
        List<Integer> purses = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            purses.add(2 * level + (time.isBefore(levels.get(level).period().end()) ? 0 : 1));
        }
        return purses;
    }

    private long[] purses() {
        long[] purses = new long[2 * levels.size()];
        for (int level = 0; level < levels.size(); level++) {
            Balance balance = levels.get(level);
            purses[2 * level] =
                    balance.available().plus(balance.overdraftLimit()).micros();
            purses[2 * level + 1] =
                    balance.grantedInPeriod().minus(balance.held()).micros();
        }
        return purses;
    }

    /** A job that takes as long as its 90 % quantile says has to start so much before its deadline. */
    private Optional<Instant> latest(TranscodeJob job, CostEstimate estimate, double processors) {
        double seconds = estimate.cpuSeconds().p90() / processors;
        return job.serviceLevel().deadline().map(deadline -> now.plus(deadline)
                .minus(Duration.ofMillis(Math.round(seconds * 1000))));
    }
}
