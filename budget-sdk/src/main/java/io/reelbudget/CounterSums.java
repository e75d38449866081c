package io.reelbudget;

import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.Tally;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counters in the making. Not thread-safe. */
final class CounterSums {

    private final Map<MeterKey, Tally> tallies = new HashMap<>();
    private final Map<MeterKey, VolumeState> volumes = new HashMap<>();

    void add(MeterLabels.Moves moves) {
        moves.readings().forEach(each -> tallies.merge(each.key(), each.added(), Tally::plus));
        moves.trueUps().forEach(each -> volumes.merge(each.counter(), VolumeState.of(each), VolumeState::with));
    }

    void add(CounterState state) {
        state.tallies().forEach((key, tally) -> tallies.merge(key, tally, Tally::plus));
        state.volumes().forEach((key, volume) -> volumes.merge(key, volume, VolumeState::with));
    }

    void settled(MeterKey counter, long volume) {
        volumes.computeIfPresent(counter, (key, state) -> state.settled(volume));
    }

    /** Leaves out what is not complete. */
    CounterState state(Instant from, long through) {
        return new CounterState(from, through, tallies, volumes).keptFrom(from);
    }
}
