package io.reelbudget.policy;

import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as a fluid that runs through so many processors.
 *
 * @param processors how many processors work at once, more than zero
 */
record FluidWork(double processors) implements CommittedWork {

    /** No job takes longer than any forecast looks ahead, whatever an estimator says. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    FluidWork {
        if (!(processors > 0 && processors < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Processors were " + processors
                    + " but must be more than zero and finite; give those that work for the account at once.");
        }
    }

    @Override
    public List<CommittedSpend> spending(Instant now, List<OpenHold> holds, List<QueuedJob> queue) {
        List<CommittedSpend> spending = new ArrayList<>(holds.size() + queue.size());
        for (OpenHold hold : holds) {
            spending.add(new CommittedSpend(Kind.HOLD, cost(hold), now, finish(hold, now)));
        }
        Instant start = now;
        for (QueuedJob queued : queue) {
            double seconds = queued.estimate().cpuSeconds().p50() / processors;
            Instant end = start.plusMillis(Math.round(1000 * Math.min(seconds, (double) LONGEST.toSeconds())));
            spending.add(new CommittedSpend(Kind.QUEUE, queued.priceMicros(), start, end));
            start = end;
        }
        return spending;
    }

    private static Quantiles cost(OpenHold hold) {
        Map<String, String> labels = hold.labels().values();
        Unit unit = hold.amount().unit();
        Optional<Double> p10 = micros(labels.get(LABEL_P10), unit);
        Optional<Double> p50 = micros(labels.get(LABEL_P50), unit);
        Optional<Double> p90 = micros(labels.get(LABEL_P90), unit);
        if (p10.isPresent() && p50.isPresent() && p90.isPresent() && p10.get() <= p50.get() && p50.get() <= p90.get()) {
            return new Quantiles(p10.get(), p50.get(), p90.get());
        }
        return Quantiles.certain((double) hold.amount().micros());
    }

    private static Instant finish(OpenHold hold, Instant now) {
        String label = hold.labels().values().get(LABEL_FINISH);
        Instant finish = Optional.ofNullable(label).flatMap(FluidWork::instant).orElse(hold.leaseEnd());
        // What should be done by now but is not may end at any moment.
        return finish.isAfter(now) ? finish : now.plus(Duration.ofSeconds(1));
    }

    private static Optional<Double> micros(@Nullable String label, Unit unit) {
        if (label == null) {
            return Optional.empty();
        }
        try {
            Amount amount = Amount.of(new BigDecimal(label), unit, RoundingMode.HALF_EVEN);
            return amount.isNegative() ? Optional.empty() : Optional.of((double) amount.micros());
        } catch (NumberFormatException | ArithmeticException illegible) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String label) {
        try {
            return Optional.of(Instant.parse(label));
        } catch (DateTimeException illegible) {
            return Optional.empty();
        }
    }
}
