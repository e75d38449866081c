package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A stand-in library")
class StandInLibraryTest {

    private static final StandInLibrary SOUND = new StandInLibrary("libnosound.so.0", List.of("SOUND_0", "SOUND_0.9"));

    @TempDir
    private Path directory;

    @Test
    void is_loaded_by_the_systems_own_loader() throws IOException {
        RealFfmpeg.requirePlatform();
        Path file = Files.write(directory.resolve(SOUND.soname()), SOUND.bytes(62));

        assertThatCode(() -> System.load(file.toString())).doesNotThrowAnyException();
    }

    @Test
    void holds_its_name_and_the_names_of_its_versions() {
        String content = new String(SOUND.bytes(62), StandardCharsets.ISO_8859_1);

        assertThat(content).contains("\0libnosound.so.0\0SOUND_0\0SOUND_0.9\0");
    }

    @Test
    void names_the_processor_that_it_is_for() {
        assertThat(SOUND.bytes(183)[18]).isEqualTo((byte) 183);
    }
}
