package io.reelbudget.policy.spi;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.Optional;

/**
 * A ladder cut off at a floor.
 *
 * @param whole the ladder
 * @param floor the shorter side of the smallest picture allowed, in pixels
 */
record FlooredLadder(QualityLadder whole, int floor) implements QualityLadder {

    private static final int LARGEST_SIDE = 32_768;

    FlooredLadder {
        if (floor < 2 || floor > LARGEST_SIDE) {
            throw new IllegalArgumentException("Floor was " + floor + " pixels but must be 2 to " + LARGEST_SIDE
                    + "; give the shorter side, such as 720.");
        }
    }

    @Override
    public Optional<Target> below(Target target) {
        int least = Math.min(floor, shorterSide(target));
        return whole.below(target).filter(lower -> shorterSide(lower) >= least);
    }

    @Override
    public double loss(TranscodeJob requested, TranscodeJob instead, int rungs) {
        return whole.loss(requested, instead, rungs);
    }

    private static int shorterSide(Target target) {
        return Math.min(target.width(), target.height());
    }
}
