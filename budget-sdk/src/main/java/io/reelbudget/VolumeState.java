package io.reelbudget;

import io.reelbudget.rate.TrueUp;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How far charges by volume prices are settled that moved one counter.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param due from when on they can be settled: the end of the period
 * @param settledAt at which volume they were settled; nothing where they never were
 * @param bounds the last volume of each tier that any of the charges may reach
 */
record VolumeState(Instant due, OptionalLong settledAt, NavigableSet<Long> bounds) {

    VolumeState {
        bounds = Collections.unmodifiableNavigableSet(new TreeSet<>(bounds));
    }

    /** Returns the state of one charge's correction, which is not settled. */
    static VolumeState of(TrueUp trueUp) {
        NavigableSet<Long> bounds = new TreeSet<>();
        trueUp.tiers().forEach(tier -> tier.upTo().ifPresent(bounds::add));
        return new VolumeState(trueUp.due(), OptionalLong.empty(), bounds);
    }

    VolumeState with(VolumeState other) {
        NavigableSet<Long> all = new TreeSet<>(bounds);
        all.addAll(other.bounds);
        return new VolumeState(due, settledAt.isPresent() ? settledAt : other.settledAt, all);
    }

    VolumeState settled(long volume) {
        return new VolumeState(due, OptionalLong.of(volume), bounds);
    }

    /** Due when the period is over, and again when a job of it ended late and lifted the volume into another tier. */
    boolean isDue(Instant now, long volume) {
        return !now.isBefore(due) && (settledAt.isEmpty() || tierOf(volume) != tierOf(settledAt.getAsLong()));
    }

    private int tierOf(long volume) {
        return bounds.headSet(volume, false).size();
    }
}
