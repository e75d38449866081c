package io.reelbudget.ledger;

import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** What fields of commands must be. All methods are pure. */
final class CommandField {

    private CommandField() {}

    static void requirePositive(String what, Amount amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException(
                    what + " was " + amount + " but must be more than zero; leave it out for nothing.");
        }
    }

    static Duration requireLease(Duration lease) {
        Duration cut = lease.toNanosPart() % 1_000 == 0 ? lease : lease.truncatedTo(ChronoUnit.MICROS);
        if (cut.isNegative() || cut.isZero() || cut.compareTo(Command.MAX_LEASE) > 0) {
            throw new IllegalArgumentException("Lease was " + lease + " but must be more than zero and at most "
                    + Command.MAX_LEASE.toDays() + " days; an hour is usual, renewed as the job goes on.");
        }
        return cut;
    }

    static Instant requireInstant(String what, Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(Command.END_OF_TIME)) {
            throw new IllegalArgumentException(what + " was at " + instant
                    + " but must be from 1970 to the year 9999; leave an expiry out for a grant that never expires.");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static void requireNamed(Object subject, IdempotencyKey key) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(key, "key");
    }

    static void requireFits(String what, String text, int most) {
        WrittenText.requireFits(what, text, most);
    }
}
