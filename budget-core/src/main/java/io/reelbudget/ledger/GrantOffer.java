package io.reelbudget.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * When, for what and in which order a grant may be spent.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param effective from when, cut to the microsecond; at once, where empty or past
 * @param expiry when what is left of it is lost, cut to the microsecond, before the year 10000 and after
 *     {@code effective}; never, where empty
 * @param priority grants of a lower number are spent first, 0 to {@value #MAX_PRIORITY}
 * @param scope only holds and captures with all these labels may spend it, such as {@code codec=av1}; all, where there
 *     are none
 */
public record GrantOffer(Optional<Instant> effective, Optional<Instant> expiry, int priority, Labels scope) {

    /** The largest priority. */
    public static final int MAX_PRIORITY = 1_000;

    /** The priority of allowances, and of all grants that name none. */
    public static final int DEFAULT_PRIORITY = 100;

    private static final GrantOffer ALWAYS = expiring(Optional.empty());

    public GrantOffer {
        effective = effective.map(instant -> CommandField.requireInstant("Effect", instant));
        expiry = expiry.map(instant -> CommandField.requireInstant("Expiry", instant));
        if (effective.isPresent() && expiry.isPresent() && !expiry.get().isAfter(effective.get())) {
            throw new IllegalArgumentException("Grant was to expire at " + expiry.get()
                    + " but must do so after it takes effect at " + effective.get() + "; give a later expiry.");
        }
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("Priority was " + priority + " but must be 0 to " + MAX_PRIORITY
                    + "; lower numbers are spent first.");
        }
    }

    /** Returns a grant that may be spent at once, for everything and without end. */
    public static GrantOffer always() {
        return ALWAYS;
    }

    /** Returns a grant that may be spent at once and for everything, until an instant or without end. */
    public static GrantOffer expiring(Optional<Instant> expiry) {
        return new GrantOffer(Optional.empty(), expiry, DEFAULT_PRIORITY, Labels.none());
    }

    /** Returns this offer from an instant on. */
    public GrantOffer from(Instant instant) {
        return new GrantOffer(Optional.of(instant), expiry, priority, scope);
    }

    /** Returns this offer with a priority. */
    public GrantOffer withPriority(int other) {
        return new GrantOffer(effective, expiry, other, scope);
    }

    /** Returns this offer for those holds and captures alone that have all these labels. */
    public GrantOffer onlyFor(Labels labels) {
        return new GrantOffer(effective, expiry, priority, labels);
    }
}
