package io.reelbudget.rate;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * By how much a charge is corrected when its period is over, by the volume that the period reached: what volume prices
 * made it cost in the end, less what it was charged at the tier reached so far. It is fixed by the charge itself, so
 * that a later change of prices cannot touch it, and no price list is needed any more to settle it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param counter which volume decides
 * @param due the first instant after the period
 * @param tiers the corrections by volume, at least one, rising; only the last is without end
 */
public record TrueUp(MeterKey counter, Instant due, List<Tier> tiers) {

    /**
     * A correction.
     *
     * @param upTo the last volume for which it holds, in the parts of what is counted; none for the last
     * @param differenceMicros what the charge costs more then, in millionths of its unit; less, where negative
     */
    public record Tier(OptionalLong upTo, long differenceMicros) {}

    public TrueUp {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException(
                    "There was no tier but there must be one at least; leave the correction out for none.");
        }
        long below = -1;
        for (int at = 0; at < tiers.size(); at++) {
            OptionalLong upTo = tiers.get(at).upTo();
            boolean last = at == tiers.size() - 1;
            if (upTo.isEmpty() != last || (!last && upTo.getAsLong() <= below)) {
                throw new IllegalArgumentException("Tiers ended at "
                        + tiers.stream().map(Tier::upTo).toList()
                        + " but must rise, and the last alone must have no end; give them in rising order.");
            }
            below = upTo.orElse(below);
        }
    }

    /** Returns the correction for a volume, in millionths. */
    public long differenceMicros(long volume) {
        return tiers.get(tierOf(volume)).differenceMicros();
    }

    /** Returns which tier a volume reaches, from 0 on. */
    public int tierOf(long volume) {
        int at = 0;
        while (tiers.get(at).upTo().isPresent() && volume > tiers.get(at).upTo().getAsLong()) {
            at++;
        }
        return at;
    }

    /** Returns whether no volume makes a difference. */
    public boolean isNothing() {
        return tiers.stream().allMatch(tier -> tier.differenceMicros() == 0);
    }
}
