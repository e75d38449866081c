package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The terms of a rendition")
class RenditionTermsTest {

    @Test
    void are_zero_for_what_is_usual() {
        Source usual = new Source("mp4", VideoCodec.H264, 1_000, 500, 25, 5, 1_250_000, 0);

        double[] terms = RenditionTerms.of(
                usual,
                Jobs.X264
                        .withSize(1_000, 500)
                        .withFramesPerSecond(25)
                        .withPreset("veryfast")
                        .withRate(new RateControl.Bitrate(1_250_000)),
                ContentView.METADATA);

        assertThat(terms).hasSize(RenditionTerms.count());
        assertThat(terms[RenditionTerms.indexOf("one")]).isEqualTo(1);
        terms[0] = 0;
        assertThat(terms).containsOnly(0);
    }

    @Test
    void tell_sizes_and_rates_by_their_logarithms() {
        double[] terms = RenditionTerms.of(Jobs.CAMERA, Jobs.OPENH264, ContentView.METADATA);

        assertThat(value(terms, "log_pixels")).isEqualTo(Math.log(1280 * 720 / 5e5), within(1e-12));
        assertThat(value(terms, "log_scale")).isEqualTo(2 * Math.log(2 / 3.0), within(1e-12));
        assertThat(value(terms, "log_asked_bits")).isEqualTo(Math.log(2.5e6 / (1280 * 720 * 30) / 0.1), within(1e-12));
        assertThat(value(terms, "is_quality")).isZero();
        assertThat(value(terms, "detail")).isZero();
    }

    @Test
    void are_finite_whatever_the_job() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2_000; i++) {
            Source source = AnyJob.source(random);
            for (ContentView view : ContentView.values()) {
                if (view.isKnownOf(source.content())) {
                    double[] terms = RenditionTerms.of(source, AnyJob.target(random), view);
                    assertThat(DoubleStream.of(terms).allMatch(Double::isFinite))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void count_content_beyond_all_that_was_measured_as_the_furthest() {
        Content absurd = Content.unknown().withComplexity(Complexity.of(1_000, 1_000));

        double[] terms = RenditionTerms.of(Jobs.CAMERA.withContent(absurd), Jobs.X264, ContentView.COMPLEXITY);

        assertThat(value(terms, "motion")).isEqualTo(RenditionTerms.MOST_CONTENT);
        assertThat(value(terms, "detail")).isEqualTo(RenditionTerms.MOST_CONTENT);
    }

    @Test
    void are_refused_for_content_that_is_not_known() {
        assertThatThrownBy(() -> RenditionTerms.of(Jobs.CAMERA, Jobs.X264, ContentView.X264_TRIALS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Source's content was not known by X264_TRIALS but must be; probe it or ask for another.");
    }

    private static double value(double[] terms, String name) {
        return terms[RenditionTerms.indexOf(name)];
    }
}
