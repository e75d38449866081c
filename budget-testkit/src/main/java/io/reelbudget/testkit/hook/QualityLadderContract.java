package io.reelbudget.testkit.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.spi.QualityLadder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every quality ladder does: go down from each rendition, always the same way, and end. Extend this in your tests
 * and say how yours is made.
 */
public abstract class QualityLadderContract {

    private static final int FLOOR = 720;

    private Optional<QualityLadder> made = Optional.empty();

    /** Makes a contract. */
    protected QualityLadderContract() {}

    /** Returns the ladder. */
    protected abstract QualityLadder create() throws Exception;

    /** Returns the renditions from which it is tried; from 2160p to 240p, also upright, as it stands here. */
    protected List<Target> renditions() {
        return List.of(
                Samples.target(3840, 2160, 60),
                Samples.target(1920, 1080, 30),
                Samples.target(1280, 720, 25),
                Samples.target(720, 1280, 30),
                Samples.target(426, 240, 24));
    }

    @BeforeEach
    final void makeLadder() throws Exception {
        made = Optional.of(create());
    }

    @Nested
    @DisplayName("asked what is below")
    class Below {

        @Test
        void ends() {
            for (Target from : renditions()) {
                assertThat(path(ladder(), from)).hasSizeLessThanOrEqualTo(QualityLadder.MAX_RUNGS);
            }
        }

        @Test
        void never_comes_back_to_a_rendition() {
            for (Target from : renditions()) {
                assertThat(path(ladder(), from)).doesNotHaveDuplicates().doesNotContain(from);
            }
        }

        @Test
        void never_asks_for_more_pictures_or_larger_ones() {
            for (Target from : renditions()) {
                Target before = from;
                for (Target next : path(ladder(), from)) {
                    assertThat(pixels(next))
                            .as("pixels below " + before.summary())
                            .isLessThanOrEqualTo(pixels(before));
                    assertThat(next.framesPerSecond())
                            .as("frame rate below " + before.summary())
                            .isLessThanOrEqualTo(before.framesPerSecond());
                    before = next;
                }
            }
        }

        @Test
        void answers_alike_for_the_same_also_at_once() {
            for (Target from : renditions()) {
                List<List<Target>> paths = AtOnce.answers("QualityLadder.below", () -> path(ladder(), from));

                assertThat(paths).containsOnly(path(ladder(), from));
            }
        }

        @Test
        void keeps_to_a_floor_that_an_owner_sets() {
            QualityLadder floored = ladder().neverBelow(FLOOR);
            for (Target from : renditions()) {
                int least = Math.min(FLOOR, shorterSide(from));

                assertThat(path(floored, from)).allMatch(target -> shorterSide(target) >= least);
            }
        }
    }

    @Nested
    @DisplayName("asked what is lost")
    class Loss {

        @Test
        void loses_a_number_that_never_falls_further_down() {
            for (Target from : renditions()) {
                TranscodeJob requested = Samples.job("job", from);
                double before = 0;
                List<Target> path = path(ladder(), from);
                for (int rung = 1; rung <= path.size(); rung++) {
                    double loss = ladder().loss(requested, Samples.job("job", path.get(rung - 1)), rung);

                    assertThat(loss).as("loss at rung " + rung).isFinite().isGreaterThanOrEqualTo(before);
                    before = loss;
                }
            }
        }

        @Test
        void answers_alike_for_the_same() {
            TranscodeJob requested = Samples.job("job", Samples.target(1920, 1080, 30));
            TranscodeJob instead = Samples.job("job", Samples.target(1280, 720, 30));

            assertThat(ladder().loss(requested, instead, 1)).isEqualTo(ladder().loss(requested, instead, 1));
        }
    }

    private QualityLadder ladder() {
        return made.orElseThrow();
    }

    /** One rung more than allowed is enough to see that it does not end. */
    private static List<Target> path(QualityLadder ladder, Target from) {
        List<Target> path = new ArrayList<>();
        Optional<Target> next = ladder.below(from);
        while (next.isPresent() && path.size() <= QualityLadder.MAX_RUNGS) {
            path.add(next.get());
            next = ladder.below(next.get());
        }
        return path;
    }

    private static long pixels(Target target) {
        return (long) target.width() * target.height();
    }

    private static int shorterSide(Target target) {
        return Math.min(target.width(), target.height());
    }
}
