package io.reelbudget.runway;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How likely an account has run out by any instant from now to its renewal: known at rising instants, straight between
 * them.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class RunOutDistribution {

    private final Instant now;
    private final Instant renewal;
    private final long[] millis;
    private final double[] exhausted;

    private RunOutDistribution(Instant now, Instant renewal, long[] millis, double[] exhausted) {
        this.now = now;
        this.renewal = renewal;
        this.millis = millis;
        this.exhausted = exhausted;
    }

    /**
     * Returns a distribution.
     *
     * @param millis instants as milliseconds from now, rising, the first 0; the last is taken as the renewal
     * @param exhausted how likely the account has run out by each, 0 to 1, never falling
     * @throws IllegalArgumentException if there are fewer than two, not as many of both, or either falls
     */
    public static RunOutDistribution of(Instant now, Instant renewal, long[] millis, double... exhausted) {
        if (millis.length < 2 || exhausted.length != millis.length) {
            throw new IllegalArgumentException("Distribution had " + millis.length + " instants and "
                    + exhausted.length + " probabilities but must have as many of both, two or more; give it one at now"
                    + " and one at the renewal.");
        }
        if (millis[0] != 0) {
            throw new IllegalArgumentException("Distribution began " + millis[0] + " ms after now, " + now
                    + ", but must begin at now; put a point there first.");
        }
        // A millisecond is the least there is: a renewal that is nearer is drawn as if it came then.
        if (Duration.ofMillis(millis[millis.length - 1] - 1).compareTo(Duration.between(now, renewal)) > 0) {
            throw new IllegalArgumentException("Distribution ended " + millis[millis.length - 1] + " ms after " + now
                    + " but must not end after the renewal, " + renewal + "; cut it there.");
        }
        for (int i = 0; i < millis.length; i++) {
            boolean rises = i == 0 || (millis[i] >= millis[i - 1] && exhausted[i] >= exhausted[i - 1]);
            if (!rises || !(exhausted[i] >= 0 && exhausted[i] <= 1)) {
                throw new IllegalArgumentException("Probability number " + i + " was " + exhausted[i] + " after "
                        + millis[i] + " ms but must be 0 to 1, and neither may fall; sort them and keep the highest.");
            }
        }
        return new RunOutDistribution(now, renewal, millis.clone(), exhausted.clone());
    }

    /**
     * Returns the distribution that a curve's points have.
     *
     * @param curve two points or more at rising instants, the first at now
     */
    static RunOutDistribution of(Instant now, Instant renewal, List<SpendPoint> curve) {
        return of(
                now,
                renewal,
                curve.stream()
                        .mapToLong(point -> Duration.between(now, point.at()).toMillis())
                        .toArray(),
                curve.stream().mapToDouble(SpendPoint::exhausted).toArray());
    }

    /** Returns the instant at which it begins. */
    public Instant now() {
        return now;
    }

    /** Returns the instant at which it ends. */
    public Instant renewal() {
        return renewal;
    }

    /** Returns the instants at which it is known, as milliseconds from now: a copy. */
    public long[] millis() {
        return millis.clone();
    }

    /** Returns how likely the account has run out by each of these instants: a copy. */
    public double[] exhausted() {
        return exhausted.clone();
    }

    /** Returns how likely the account runs out before its renewal, 0 to 1. */
    public double beforeRenewal() {
        return exhausted[exhausted.length - 1];
    }

    /** Returns how likely it has run out by an instant, 0 to 1; that of the ends for an instant outside. */
    public double by(Instant instant) {
        if (!instant.isAfter(now)) {
            return exhausted[0];
        }
        if (!instant.isBefore(renewal)) {
            return beforeRenewal();
        }
        long place = Duration.between(now, instant).toMillis();
        int after = firstAfter(place);
        if (after == millis.length || millis[after - 1] == place) {
            return exhausted[after - 1];
        }
        double share = (double) (place - millis[after - 1]) / (millis[after] - millis[after - 1]);
        return exhausted[after - 1] + share * (exhausted[after] - exhausted[after - 1]);
    }

    /** Of several points at one instant, a jump, the last one says what is so by then. */
    private int firstAfter(long place) {
        int low = 0;
        int high = millis.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (millis[middle] <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns the first instant by which the account has run out with a probability; empty where it has not so before
     * its renewal.
     */
    public Optional<Instant> reaching(double probability) {
        for (int i = 0; i < exhausted.length; i++) {
            if (exhausted[i] >= probability) {
                int before = Math.max(0, i - 1);
                double rise = exhausted[i] - exhausted[before];
                double part = rise > 0 ? (probability - exhausted[before]) / rise : 1;
                long place = millis[before] + Math.round(Math.max(0, part) * (millis[i] - millis[before]));
                return Optional.of(place >= millis[millis.length - 1] ? renewal : now.plusMillis(place));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunOutDistribution that
                && now.equals(that.now)
                && renewal.equals(that.renewal)
                && Arrays.equals(millis, that.millis)
                && Arrays.equals(exhausted, that.exhausted);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * now.hashCode() + Arrays.hashCode(millis)) + Arrays.hashCode(exhausted);
    }

    @Override
    public String toString() {
        return "run out with " + beforeRenewal() + " from " + now + " to " + renewal;
    }
}
