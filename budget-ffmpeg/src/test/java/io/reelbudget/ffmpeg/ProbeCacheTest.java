package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cache of probes")
class ProbeCacheTest {

    private static final List<TrialPreset> PRESETS = List.of(TrialPreset.MPEG4_INTRA, TrialPreset.MPEG4_INTER);
    private static final ProbeResult.Probed PROBED = new ProbeResult.Probed(
            Content.unknown()
                    .withTrials(List.of(new TrialEncode("mpeg4", "intra", 320, 180, 60, 5, 0.0071, 1.0131)))
                    .withDecodeSecondsPerMegapixel(0.0049),
            List.of(new ProbeSegment(2.5, 12), new ProbeSegment(7.5, 12)),
            0.31,
            ProbeResult.Origin.MEASURED);

    @TempDir
    private Path directory;

    private ProbeCache cache;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        cache = new ProbeCache(directory.resolve("cache"));
        file = Files.write(directory.resolve("a.mp4"), new byte[300_000]);
    }

    @Test
    void gives_back_what_was_learned_for_nothing() throws IOException {
        cache.slot(file, PRESETS).write(PROBED);

        Content known = Content.unknown().withComplexity(Complexity.of(1, 2));

        assertThat(cache.slot(file, PRESETS).read(known))
                .contains(new ProbeResult.Probed(
                        PROBED.content().withComplexity(Complexity.of(1, 2)),
                        PROBED.segments(),
                        0,
                        ProbeResult.Origin.REMEMBERED));
    }

    @Test
    void knows_a_file_again_that_was_moved() throws IOException {
        cache.slot(file, PRESETS).write(PROBED);
        Path moved = Files.move(file, directory.resolve("b.mp4"));

        assertThat(cache.slot(moved, PRESETS).read(Content.unknown())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 150_000, 299_999})
    void does_not_know_a_file_that_was_changed_at_head_middle_or_tail(int at) throws IOException {
        cache.slot(file, PRESETS).write(PROBED);
        FileTime time = Files.getLastModifiedTime(file);
        byte[] changed = new byte[300_000];
        changed[at] = 1;
        Files.write(file, changed);
        Files.setLastModifiedTime(file, time);

        assertThat(cache.slot(file, PRESETS).read(Content.unknown())).isEmpty();
    }

    @Test
    void does_not_know_a_file_that_was_written_anew_or_tried_otherwise() throws IOException {
        cache.slot(file, PRESETS).write(PROBED);

        assertThat(cache.slot(file, List.of(TrialPreset.X264_ULTRAFAST)).read(Content.unknown()))
                .isEmpty();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(cache.slot(file, PRESETS).read(Content.unknown())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reelbudget-probe-1",
                "reelbudget-probe-2\nend",
                "reelbudget-probe-1\ntrial\tmpeg4\nend",
                "reelbudget-probe-1\ndecode\tNaN\nend",
                "reelbudget-probe-1\nfuture\t1\nend"
            })
    void takes_a_damaged_entry_for_a_missing_one(String content) throws IOException {
        ProbeCache.Slot slot = cache.slot(file, PRESETS);
        slot.write(PROBED);
        Files.writeString(slot.file(), content);

        assertThat(slot.read(Content.unknown())).isEmpty();
    }

    @Test
    void leaves_nothing_but_whole_entries() throws IOException {
        ProbeCache.Slot slot = cache.slot(file, PRESETS);
        slot.write(PROBED);
        slot.write(PROBED);

        try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
            assertThat(files).containsExactly(slot.file());
        }
    }

    @Test
    void drops_the_oldest_entries_when_there_are_too_many() throws IOException {
        ProbeCache small = new ProbeCache(directory.resolve("small"), 10);
        for (int i = 0; i < 11; i++) {
            Path each = Files.write(directory.resolve(i + ".mp4"), new byte[] {(byte) i});
            ProbeCache.Slot slot = small.slot(each, PRESETS);
            slot.write(PROBED);
            if (i < 10) {
                Files.setLastModifiedTime(slot.file(), FileTime.fromMillis(1_000 * (i + 1L)));
            }
        }

        try (Stream<Path> files = Files.list(directory.resolve("small"))) {
            assertThat(files).hasSize(9);
        }
        assertThat(small.slot(directory.resolve("0.mp4"), PRESETS).read(Content.unknown()))
                .isEmpty();
        assertThat(small.slot(directory.resolve("10.mp4"), PRESETS).read(Content.unknown()))
                .isPresent();
    }
}
