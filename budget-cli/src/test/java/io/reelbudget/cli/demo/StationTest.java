package io.reelbudget.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's queue")
class StationTest {

    private static final DemoAccount STUDIO = DemoAccount.all().get(0);
    private static final Source SOURCE = new Source("mp4", VideoCodec.H264, 1280, 720, 30, 4, 1_000_000, 500_000);
    private static final Target TARGET =
            new Target(VideoCodec.VP9, "libvpx-vp9", "8", 1280, 720, 30, new RateControl.Bitrate(1_000_000));

    private final CostEstimator estimator = new AreaEstimator();
    private final Station station = new Station(estimator);

    @BeforeEach
    void open() {
        station.open(STUDIO, List.of(ticket("studio-01"), ticket("studio-02")), Instant.EPOCH);
    }

    @Nested
    @DisplayName("asked for the next job")
    class Take {

        @Test
        void gives_the_one_that_waits_longest() throws InterruptedException {
            assertThat(station.take(STUDIO.path()).orElseThrow().job().id().value())
                    .isEqualTo("studio-01");
        }

        @Test
        void gives_nothing_once_it_is_closed() throws InterruptedException {
            station.close(STUDIO.path());

            assertThat(station.take(STUDIO.path())).isEmpty();
        }

        @Test
        void gives_a_job_again_that_was_put_back() throws InterruptedException {
            station.putBack(station.take(STUDIO.path()).orElseThrow());

            assertThat(station.take(STUDIO.path()).orElseThrow().job().id().value())
                    .isEqualTo("studio-01");
        }
    }

    @Nested
    @DisplayName("told to replace a job")
    class Replace {

        @Test
        void runs_the_other_and_keeps_what_was_requested() throws InterruptedException {
            station.replace(STUDIO.path(), List.of(smaller(queued(0))), IdempotencyKey.random());

            Ticket taken = station.take(STUDIO.path()).orElseThrow();
            assertThat(taken.job().targets().get(0).height()).isEqualTo(360);
            assertThat(taken.requested().targets().get(0).height()).isEqualTo(720);
            assertThat(taken.isReduced()).isTrue();
        }

        @Test
        void leaves_out_a_job_that_has_started_since() throws InterruptedException {
            Replacement late = smaller(queued(0));
            station.take(STUDIO.path());

            assertThat(station.replace(STUDIO.path(), List.of(late), IdempotencyKey.random()))
                    .isEmpty();
        }
    }

    @Nested
    @DisplayName("told to pause an account")
    class Pause {

        @Test
        void stays_paused_until_it_is_resumed() throws InterruptedException {
            station.pause(STUDIO.path(), IdempotencyKey.random(), "little is left");
            assertThat(station.isPaused(STUDIO.path())).isTrue();

            station.resume(STUDIO.path(), IdempotencyKey.random(), "more was bought");
            assertThat(station.take(STUDIO.path())).isPresent();
        }
    }

    private QueuedJob queued(int place) {
        return station.queued(STUDIO.path()).get(place);
    }

    private Replacement smaller(QueuedJob queued) {
        TranscodeJob job = queued.job().withTargets(List.of(TARGET.withSize(640, 360)));
        return new Replacement(
                queued,
                queued.with(
                        job,
                        JobPricing.of(estimator, STUDIO.prices(), STUDIO.path(), Demo.START)
                                .price(job)));
    }

    private static Ticket ticket(String id) {
        TranscodeJob job = TranscodeJob.of(id, SOURCE, TARGET);
        Clip clip = new Clip("clip", Path.of("clip.mp4"), SOURCE);
        return new Ticket(STUDIO.path(), clip, Duration.ofSeconds(4), job, job);
    }

    /** Expects a CPU second for a million pixels of the picture. */
    private static final class AreaEstimator implements CostEstimator {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            Target target = job.targets().get(0);
            double seconds = target.width() * target.height() / 1e6;
            return new CostEstimate(
                    Quantiles.certain(seconds), CostEstimate.Origin.RATE, "area 1", 0, "By the picture's area.");
        }

        @Override
        public void learn(FinishedJob finished) {}
    }
}
