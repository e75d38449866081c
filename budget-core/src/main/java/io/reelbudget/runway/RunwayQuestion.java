package io.reelbudget.runway;

import io.reelbudget.usage.HourlyUsage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a forecaster is asked: when will this account have spent what remains?
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param now the instant at which it is asked
 * @param renewal when the account's next allowance starts, later than {@code now}
 * @param remainingMicros what may still be posted: granted − posted − expired, overdraft included, <em>open holds not
 *     taken off</em> since they are in {@code committed}; in millionths of the unit; may be negative
 * @param history what was posted in each hour until now; the last hour may be running. Hours that are over but that it
 *     does not reach had no spending
 * @param committed what is sure or likely to be spent: holds, queue, announced events
 * @param funding what is known of the account's money beside that: its allowance, grants that start or expire,
 *     automatic top-ups
 */
public record RunwayQuestion(
        Instant now,
        Instant renewal,
        long remainingMicros,
        HourlyUsage history,
        List<CommittedSpend> committed,
        Funding funding) {

    public RunwayQuestion {
        Objects.requireNonNull(history, "history");
        committed = List.copyOf(committed);
        if (!renewal.isAfter(now)) {
            throw new IllegalArgumentException(
                    "Renewal was at " + renewal + " but must be later than now, " + now + "; renew the account first.");
        }
        for (FundsChange change : funding.changes()) {
            if (!change.at().isAfter(now)) {
                throw new IllegalArgumentException("Change of funds was at " + change.at()
                        + " but must be later than now, " + now + "; count it in what remains, and leave it out.");
            }
        }
    }

    /** Creates a question about an account of whose funding nothing is known but what remains. */
    public RunwayQuestion(
            Instant now, Instant renewal, long remainingMicros, HourlyUsage history, List<CommittedSpend> committed) {
        this(now, renewal, remainingMicros, history, committed, Funding.unknown());
    }
}
