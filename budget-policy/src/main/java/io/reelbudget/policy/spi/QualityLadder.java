package io.reelbudget.policy.spi;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a rendition may be replaced by to save money, a rung at a time.
 *
 * <p>Implementations have no effects and give the same answer for the same rendition; going down from any rendition
 * ends after at most {@value #MAX_RUNGS} rungs. They are thread-safe and quick: they are asked for every queued job.
 */
@FunctionalInterface
public interface QualityLadder {

    /** How many rungs a ladder may have below any rendition; a longer one is cut there. */
    int MAX_RUNGS = 64;

    /** Returns the next rendition down, or nothing at the floor. */
    Optional<Target> below(Target target);

    /**
     * Returns a job one rung down: of its renditions that have a rung below, the one with most pixels a second takes
     * it. Nothing where all are at the floor.
     */
    default Optional<TranscodeJob> below(TranscodeJob job) {
        List<Target> targets = job.targets();
        List<Integer> heaviestFirst = IntStream.range(0, targets.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer at) -> -targets.get(at).pixelsPerSecond()))
                .toList();
        for (int at : heaviestFirst) {
            Target target = targets.get(at);
            Optional<Target> lower = below(target).filter(each -> !each.equals(target));
            if (lower.isPresent()) {
                List<Target> others = new ArrayList<>(targets);
                others.set(at, lower.get());
                return Optional.of(job.withTargets(others));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns how much quality is lost where a job runs otherwise than it was requested. Only sums of losses are
     * compared: the planner looks for the least one with which a queue fits.
     *
     * <p>As long as a ladder does not say otherwise each rung loses one more than the rung before it, so that many jobs
     * lose little before one loses much, and all jobs count alike, however long.
     *
     * @param rungs how many rungs below what was requested, zero or more
     * @return zero or more, finite, and not less for more rungs
     */
    default double loss(TranscodeJob requested, TranscodeJob instead, int rungs) {
        return rungs * (rungs + 1) / 2.0;
    }

    /**
     * Returns this ladder without rungs below a floor: steps that keep the size stay allowed, and what is smaller
     * already is not made smaller still.
     *
     * @param shorterSide the shorter side of the smallest picture allowed, in pixels; 2 to 32,768
     */
    default QualityLadder neverBelow(int shorterSide) {
        return new FlooredLadder(this, shorterSide);
    }

    /**
     * Returns the ladder that goes down to 360p. It takes the step that viewers notice least, of those that are left: a
     * faster preset, then fewer bits, then half the frame rate, then a smaller picture.
     */
    static QualityLadder standard() {
        return standardDownTo(StandardLadder.USUAL_FLOOR);
    }

    /**
     * Returns the same ladder with another floor.
     *
     * @param floor the shorter side of the smallest picture allowed, in pixels; even, 2 to 32,768
     */
    static QualityLadder standardDownTo(int floor) {
        return new StandardLadder(floor);
    }
}
