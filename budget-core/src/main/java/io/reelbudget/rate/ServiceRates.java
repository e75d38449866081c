package io.reelbudget.rate;

import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the service level multiplies the price of compute or minutes by.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param priorities by priority; 1 where absent
 * @param deadlines by how soon the job is wanted, the soonest first; the first that a deadline falls within counts
 * @param accelerated for jobs with the feature {@value Delivery#ACCELERATED}; such jobs have no price where empty
 */
public record ServiceRates(
        Map<Priority, BigDecimal> priorities, List<Deadline> deadlines, Optional<BigDecimal> accelerated) {

    /** Nothing multiplies. */
    public static final ServiceRates NONE = new ServiceRates(Map.of(), List.of(), Optional.empty());

    /**
     * A multiplier for jobs that are wanted soon.
     *
     * @param within how soon, counted from the job's submission; more than zero
     * @param times the multiplier, zero or more
     */
    public record Deadline(Duration within, BigDecimal times) {
        public Deadline {
            if (within.isNegative() || within.isZero()) {
                throw new IllegalArgumentException(
                        "Deadline was within " + within + " but must be within more than zero; an hour is usual.");
            }
            Factors.require("Multiplier of deadlines within " + within, times);
        }
    }

    public ServiceRates {
        priorities = Map.copyOf(priorities);
        deadlines = List.copyOf(deadlines);
        priorities.forEach((priority, times) -> Factors.require("Multiplier for priority " + priority, times));
        accelerated.ifPresent(times -> Factors.require("Multiplier of accelerated jobs", times));
        for (int at = 1; at < deadlines.size(); at++) {
            if (deadlines.get(at).within().compareTo(deadlines.get(at - 1).within()) <= 0) {
                throw new IllegalArgumentException(
                        "Deadline within " + deadlines.get(at).within() + " came after one within "
                                + deadlines.get(at - 1).within()
                                + " but must be later; give the deadlines in rising order.");
            }
        }
    }

    /** Returns what all that applies multiplies to. */
    BigDecimal multiplier(ServiceLevel level, Delivery delivery) {
        BigDecimal times = priorities.getOrDefault(level.priority(), BigDecimal.ONE);
        if (level.deadline().isPresent()) {
            Duration wanted = level.deadline().get();
            times = times.multiply(deadlines.stream()
                    .filter(each -> wanted.compareTo(each.within()) <= 0)
                    .findFirst()
                    .map(Deadline::times)
                    .orElse(BigDecimal.ONE));
        }
        return delivery.features().contains(Delivery.ACCELERATED)
                ? times.multiply(accelerated.orElse(BigDecimal.ONE))
                : times;
    }
}
