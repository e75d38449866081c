package io.reelbudget.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Content;
import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.Scan;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A design of trials")
class EncoderDesignTest {

    private static final List<TrialSource> SOURCES = List.of(
            source("pond", "pond", 1920, 1080, 60, 8),
            source("pond-small", "pond", 320, 240, 15, 79),
            source("street", "street", 768, 576, 10, 79),
            source("thumb", "thumb", 160, 91, 12, 2));
    private static final List<EncoderRange> ENCODERS =
            List.of(range("libopenh264"), range("libvpx-vp9"), range("libsvtav1"));

    private final EncoderDesign design = new EncoderDesign(SOURCES, ENCODERS, 42);
    private final List<Trial> trials =
            LongStream.range(0, 2_000).mapToObj(design::trial).toList();

    @Test
    void draws_the_same_trial_for_a_number_whatever_was_drawn_before() {
        assertThat(new EncoderDesign(SOURCES, ENCODERS, 42).trial(1_234)).isEqualTo(trials.get(1_234));
        assertThat(new EncoderDesign(SOURCES, ENCODERS, 43).trial(1_234)).isNotEqualTo(trials.get(1_234));
    }

    @Test
    void never_enlarges_nor_adds_frames_nor_outlasts_the_source() {
        assertThat(trials).allSatisfy(trial -> {
            Source source = trial.from().source();
            assertThat(trial.target().height()).isLessThanOrEqualTo(source.height());
            assertThat(trial.target().framesPerSecond()).isLessThanOrEqualTo(source.framesPerSecond());
            assertThat(trial.seconds()).isBetween(1.0, Math.min(10, source.durationSeconds()));
        });
    }

    @Test
    void keeps_sides_even_and_the_shape() {
        assertThat(trials).allSatisfy(trial -> {
            Source source = trial.from().source();
            assertThat(trial.target().width() % 2 + trial.target().height() % 2).isZero();
            double wanted = (double) trial.target().height() * source.width() / source.height();
            assertThat(trial.target().width() - wanted).isBetween(-2.0, 2.0);
        });
    }

    @Test
    void covers_every_rung_encoder_and_preset() {
        assertThat(heights(trials)).contains(240, 360, 480, 720, 1080);
        Set<String> wanted = ENCODERS.stream()
                .flatMap(range -> range.presets().stream().map(preset -> range.encoder() + "/" + preset))
                .collect(Collectors.toSet());
        Set<String> drawn = trials.stream()
                .map(trial -> trial.target().encoder() + "/" + trial.target().preset())
                .collect(Collectors.toSet());
        assertThat(drawn).isEqualTo(wanted);
    }

    @Test
    void maps_tones_only_where_there_is_a_range_to_map() {
        Source bright = new Source(
                "mp4",
                VideoCodec.H265,
                1280,
                720,
                25,
                8,
                1_000_000,
                0,
                Scan.PROGRESSIVE,
                DynamicRange.PQ,
                Content.unknown());
        List<TrialSource> both =
                List.of(SOURCES.get(2), new TrialSource("bright", "bright", Path.of("bright"), bright));
        EncoderDesign mixed = new EncoderDesign(both, ENCODERS, 42);

        List<Trial> drawn = LongStream.range(0, 500).mapToObj(mixed::trial).toList();

        assertThat(drawn).anyMatch(trial -> trial.target().filters().contains(VideoFilter.TONE_MAP));
        assertThat(drawn).anyMatch(trial -> trial.target().filters().contains(VideoFilter.DENOISE));
        assertThat(drawn)
                .filteredOn(trial -> trial.target().filters().contains(VideoFilter.TONE_MAP))
                .allMatch(trial -> trial.from().id().equals("bright"));
    }

    @Test
    void gives_small_sources_a_place_on_the_lowest_rung_at_their_own_size() {
        List<Trial> small = trials.stream()
                .filter(trial -> trial.from().id().equals("thumb"))
                .toList();

        assertThat(small).isNotEmpty();
        assertThat(heights(small)).containsExactly(90);
    }

    private static Set<Integer> heights(List<Trial> of) {
        return of.stream().map(trial -> trial.target().height()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static EncoderRange range(String encoder) {
        return EncoderRange.of(encoder).orElseThrow();
    }

    private static TrialSource source(String id, String group, int width, int height, double fps, double seconds) {
        Source source = new Source("mp4", VideoCodec.H264, width, height, fps, seconds, 1_000_000, 0);
        return new TrialSource(id, group, Path.of(id), source);
    }
}
