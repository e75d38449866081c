package io.reelbudget.store.jdbc;

import java.time.Duration;

/**
 * How hosts take turns, and how they hear of each other. All hosts of a schema should have the same.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param lease for how long a host counts as alive after its last sign of life: what a host that died did is done by
 *     another one within this and two signs more; a second to a minute
 * @param sign how often a host gives a sign of life; at most a third of the lease
 * @param poll how often the tables are asked for news; at most the sign
 * @param hearing whether notifications are listened to as well
 */
public record TurnSettings(Duration lease, Duration sign, Duration poll, Hearing hearing) {

    /** How a host hears of the others. */
    public enum Hearing {
        /** By {@code LISTEN} where the connection is PostgreSQL's own, and by asking now and then, too. */
        NOTIFIED,
        /** By asking now and then alone: for engines and poolers without {@code LISTEN}. */
        POLLED
    }

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int SIGNS_A_LEASE = 3;
    private static final long SHORTEST_PATIENCE_MILLIS = 2_000;

    public TurnSettings {
        if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Lease of a host was " + lease + " but must be a second to a minute; ten seconds are usual.");
        }
        if (sign.toMillis() < 1 || sign.multipliedBy(SIGNS_A_LEASE).compareTo(lease) > 0) {
            throw new IllegalArgumentException("Signs of life were every " + sign
                    + " but must be a millisecond to a third of the lease, " + lease + "; make them more often.");
        }
        if (poll.toMillis() < 1 || poll.compareTo(sign) > 0) {
            throw new IllegalArgumentException("News were asked for every " + poll
                    + " but it must be a millisecond to the time between signs, " + sign
                    + "; a quarter of a second is usual.");
        }
    }

    /** Returns the settings to begin with: ten seconds, a sign every three, news every 250 ms and by notification. */
    public static TurnSettings defaults() {
        return new TurnSettings(
                Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofMillis(250), Hearing.NOTIFIED);
    }

    /** Returns how long a server may say nothing: who waits longer notices too late that its lease is over. */
    int patienceMillis() {
        return Math.toIntExact(Math.max(SHORTEST_PATIENCE_MILLIS, lease.toMillis() / 2));
    }

    /** Returns the same with another lease and time between signs. */
    public TurnSettings withLease(Duration newLease, Duration newSign) {
        Duration newPoll = poll.compareTo(newSign) > 0 ? newSign : poll;
        return new TurnSettings(newLease, newSign, newPoll, hearing);
    }

    /** Returns the same with another way of hearing. */
    public TurnSettings withHearing(Hearing newHearing) {
        return new TurnSettings(lease, sign, poll, newHearing);
    }
}
