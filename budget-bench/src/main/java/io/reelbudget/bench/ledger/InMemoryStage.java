package io.reelbudget.bench.ledger;

import io.github.bucket4j.Bucket;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Jobs of a ledger in memory against Bucket4j's lock-free buckets: the processor time of the thread that does a job
 * over that of the thread that calls {@code tryConsume} once.
 */
final class InMemoryStage {

    /** Bounds what a round keeps in the heap: every entry stays there. */
    private static final long MAX_JOBS = 1_000_000;

    /** Until the compiler has done its work, however busy the machine is. */
    private static final long WARM_UP_JOBS = 300_000;

    private static final long WARM_UP_CALLS = 5_000_000;
    private static final Duration UNTIL_COUNT = Duration.ofHours(1);

    /** Lasts for all rounds; small enough that Bucket4j never leaves its fast integer arithmetic. */
    private static final long CAPACITY = 1_000_000_000L;

    private static final long REFILL_PER_SECOND = 1_000_000L;

    private final Row row;
    private final Accounts accounts;
    private final Options options;
    private final Report report;

    InMemoryStage(Row row, Options options, Report report) {
        this.row = row;
        this.accounts = Accounts.of(row == Row.HOT ? 1 : Accounts.MANY);
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        report.line("In memory, %,d account%s, one thread", accounts.size(), accounts.size() == 1 ? "" : "s");
        report.line("%-34s %10s %12s %14s %12s", "", "per s", "CPU ns each", "process CPU ns", "bytes each");
        Jobs buckets = buckets();
        CpuMeter.measure(buckets, UNTIL_COUNT, WARM_UP_CALLS);
        ledgerRound(UNTIL_COUNT, WARM_UP_JOBS, 0);
        Series ratios = new Series();
        for (int round = 1; round <= options.rounds(); round++) {
            CpuMeter.Cost bucket = CpuMeter.measure(buckets, options.span(), Long.MAX_VALUE);
            print("Bucket4j tryConsume", bucket);
            CpuMeter.Cost job = ledgerRound(options.span(), MAX_JOBS, round);
            print("job: hold and capture", job);
            ratios.add(job.cpuNanos() / bucket.cpuNanos());
        }
        report.ratio(row, "CPU of a job / CPU of a tryConsume", ratios);
    }

    private void print(String what, CpuMeter.Cost cost) {
        report.line(
                "%-34s %,10.0f %12.1f %14.1f %12.1f",
                what, 1e9 / cost.wallNanos(), cost.cpuNanos(), cost.processCpuNanos(), cost.allocatedBytes());
    }

    private CpuMeter.Cost ledgerRound(Duration span, long atMost, int round) throws Exception {
        try (Ledger ledger = Ledger.inMemory(InstantSource.system())) {
            accounts.openIn(ledger);
            BlockingLedger blocking = ledger.blocking();
            Jobs jobs = new LedgerJobs(blocking, accounts, round);
            long before = posted(blocking);
            CpuMeter.Cost cost = CpuMeter.measure(jobs, span, atMost);
            requireCaptured(cost.jobs(), posted(blocking) - before);
            return cost;
        }
    }

    private long posted(BlockingLedger ledger) {
        long sum = 0;
        for (int i = 0; i < accounts.size(); i++) {
            sum += ledger.balance(accounts.get(i)).posted().micros();
        }
        return sum;
    }

    private static void requireCaptured(long jobs, long posted) {
        if (posted <= jobs * LedgerJobs.LEAST_COST || posted > jobs * LedgerJobs.HELD) {
            throw new IllegalStateException(jobs + " jobs posted " + posted + " millionths: not what they cost.");
        }
    }

    private Jobs buckets() {
        KeySequence numbers = new KeySequence(1);
        if (accounts.size() == 1) {
            Bucket bucket = bucket();
            return () -> requireConsumed(bucket.tryConsume(1));
        }
        ConcurrentMap<String, Bucket> byName = new ConcurrentHashMap<>();
        String[] names = new String[accounts.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = accounts.get(i).toString();
            byName.put(names[i], bucket());
        }
        return () -> requireConsumed(
                bucketOf(byName, names[numbers.nextBelow(names.length)]).tryConsume(1));
    }

    private static Bucket bucketOf(ConcurrentMap<String, Bucket> buckets, String name) {
        return Objects.requireNonNull(buckets.get(name), name);
    }

    /** Bucket4j's own defaults: lock-free, whole tokens, the system's milliseconds. */
    private static Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(CAPACITY).refillGreedy(REFILL_PER_SECOND, Duration.ofSeconds(1)))
                .build();
    }

    private static void requireConsumed(boolean consumed) {
        if (!consumed) {
            throw new IllegalStateException("A bucket was empty but must not be in this measurement.");
        }
    }
}
