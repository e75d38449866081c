package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A search for ffmpeg")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "programs are played by shell scripts")
class FfmpegSearchTest {

    private static final String ENCODERS = """
            Encoders:
             V..... = Video
             A..... = Audio
             .F.... = Frame-level multithreading
             ------
             V....D libx264              libx264 H.264 / AVC
             VFS..D ffv1                 FFmpeg video codec #1
             A....D aac                  AAC (Advanced Audio Coding)
            """;

    @TempDir
    private Path home;

    private Path installed;

    @BeforeEach
    void install() throws IOException {
        installed = Files.createDirectory(home.resolve("bin"));
    }

    @Nested
    @DisplayName("with a chosen one")
    class Chosen {

        @Test
        void takes_that() throws IOException {
            Path mine = Files.createDirectory(home.resolve("mine"));
            play(mine, "7.1-mine");
            play(installed, "6.0-installed");

            Ffmpeg found = search().find(Optional.of(mine.resolve("ffmpeg")));

            assertThat(found.version()).isEqualTo("7.1-mine");
            assertThat(found.origin()).isEqualTo(Ffmpeg.Origin.CHOSEN);
            assertThat(found.encoders()).containsExactlyInAnyOrder("libx264", "ffv1");
            assertThat(found.probe()).isEqualTo(mine.resolve("ffprobe"));
        }

        @Test
        void takes_the_one_in_a_chosen_directory() throws IOException {
            play(installed, "7.1");

            assertThat(search().find(Optional.of(installed)).program()).isEqualTo(installed.resolve("ffmpeg"));
        }

        @Test
        void says_that_another_program_is_no_ffmpeg() throws IOException {
            play(installed, "7.1");
            Path other = script(home.resolve("convert"), "echo 'Version: ImageMagick 7'");

            assertThatExceptionOfType(FfmpegNotFoundException.class)
                    .isThrownBy(() -> search().find(Optional.of(other)))
                    .withMessage(
                            "File '" + other + "' is no ffmpeg that runs here: '" + other + " -version' said 'Version:"
                                    + " ImageMagick 7' instead of 'ffmpeg version ...'; name the ffmpeg program itself, or name"
                                    + " none to have one found.");
        }

        @Test
        void says_that_a_file_cannot_be_run() throws IOException {
            play(installed, "7.1");
            Path text = Files.writeString(home.resolve("notes.txt"), "no program");

            assertThatExceptionOfType(FfmpegNotFoundException.class)
                    .isThrownBy(() -> search().find(Optional.of(text)))
                    .withMessageStartingWith("File '" + text + "' is no ffmpeg that runs here: ");
        }

        @Test
        void says_that_its_ffprobe_is_missing() throws IOException {
            Path alone = script(home.resolve("ffmpeg"), "echo ffmpeg version 7");

            assertThatExceptionOfType(FfmpegNotFoundException.class)
                    .isThrownBy(() -> search().find(Optional.of(alone)))
                    .withMessageStartingWith("Found no ffprobe beside '" + alone + "'");
        }
    }

    @Nested
    @DisplayName("with none chosen")
    class Unchosen {

        @Test
        void takes_the_one_on_the_path() throws IOException {
            play(installed, "6.0");

            Ffmpeg found = search().find(Optional.empty());

            assertThat(found.origin()).isEqualTo(Ffmpeg.Origin.PATH);
            assertThat(found).hasToString("ffmpeg 6.0 (path, " + installed.resolve("ffmpeg") + ")");
        }

        @Test
        void says_what_to_do_where_there_is_none_at_all() {
            assertThatExceptionOfType(FfmpegNotFoundException.class)
                    .isThrownBy(() -> search().find(Optional.empty()))
                    .withMessage(
                            "Found no ffmpeg: none was named, none that runs is on the PATH, and no bundled one for"
                                    + " linux-riscv64 is on the class path. Install one that is found on the PATH ('apt-get"
                                    + " install ffmpeg' or your system's like), name one, or add the dependency"
                                    + " org.bytedeco:ffmpeg with classifier linux-riscv64 where it exists.");
        }

        @Test
        void looks_further_where_the_one_on_the_path_does_not_run() throws IOException {
            RealFfmpeg.requirePlatform();
            script(installed.resolve("ffmpeg"), "exit 127");
            script(installed.resolve("ffprobe"), "exit 127");
            FfmpegSearch search = new FfmpegSearch(
                    Platform.current(), List.of(installed), RealFfmpeg.class.getClassLoader(), PrivateCache.ofUser());

            assertThat(search.find(Optional.empty()).origin()).isEqualTo(Ffmpeg.Origin.BUNDLED);
        }

        @Test
        void unpacks_the_bundled_one_and_finds_it_unpacked_later() throws IOException {
            RealFfmpeg.requirePlatform();
            Path cache = home.resolve("cache");

            Ffmpeg first = RealFfmpeg.search(cache).find(Optional.empty());
            Files.writeString(first.program().resolveSibling("left"), "by the first");
            Ffmpeg second = RealFfmpeg.search(cache).find(Optional.empty());

            assertThat(second.origin()).isEqualTo(Ffmpeg.Origin.BUNDLED);
            assertThat(second.program().resolveSibling("left")).exists();
            assertThat(second.encoders()).contains("libopenh264", "libvpx-vp9", "libsvtav1");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(second.program().getParent())))
                    .isEqualTo("rwx------");
        }
    }

    private FfmpegSearch search() {
        return new FfmpegSearch(
                Platform.of("Linux", "riscv64"),
                List.of(installed),
                ClassLoader.getPlatformClassLoader(),
                home.resolve("cache"));
    }

    /** Puts scripts in the programs' place that answer as they do. */
    private static void play(Path directory, String version) throws IOException {
        script(
                directory.resolve("ffmpeg"),
                "if [ \"$1\" = -version ]; then echo 'ffmpeg version " + version + " Copyright'; else cat <<END\n"
                        + ENCODERS + "END\nfi");
        script(directory.resolve("ffprobe"), "echo 'ffprobe version " + version + " Copyright'");
    }

    private static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
