package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A JVM that shuts down")
class ShutdownTest {

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void takes_its_ffmpeg_along() throws Exception {
        Ffmpeg ffmpeg = RealFfmpeg.bundled();
        Path busy = SyntheticClips.in(directory, ffmpeg).file(RealFfmpeg.BUSY);
        Process host = hostOf(busy, directory.resolve("out.mkv"));
        long pid = Long.parseLong(firstLineOf(host));
        Optional<ProcessHandle> encode = ProcessHandle.of(pid);

        host.destroy();

        assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (encode.isPresent()) {
            assertThat(encode.get().onExit().get(60, TimeUnit.SECONDS).isAlive())
                    .isFalse();
        }
    }

    private static Process hostOf(Path input, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        input.toString(),
                        output.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLineOf(Process host) throws IOException {
        try (BufferedReader lines = host.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    return line;
                }
            }
        }
        throw new IOException("The host ended before its ffmpeg began.");
    }

    /** Encodes, and tells the process id of its ffmpeg once that has begun. */
    static final class Host {

        private Host() {}

        public static void main(String[] arguments) {
            Encoder.of(RealFfmpeg.bundled())
                    .tellingProgress(seconds ->
                            ProcessHandle.current().children().forEach(child -> System.out.println(child.pid())))
                    .encode(EncodeTask.of(Path.of(arguments[0]), Path.of(arguments[1]), RealFfmpeg.vp9("0")));
        }
    }
}
