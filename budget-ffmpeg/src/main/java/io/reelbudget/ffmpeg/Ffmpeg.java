package io.reelbudget.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The programs {@code ffmpeg} and {@code ffprobe}, found and tried.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Ffmpeg {

    /** Where the programs came from. */
    public enum Origin {
        /** The user named them. */
        CHOSEN,
        /** They are installed and on the PATH. */
        PATH,
        /** A Maven artifact carried them. */
        BUNDLED
    }

    private final Origin origin;
    private final Path program;
    private final Path probe;
    private final Map<String, String> environment;
    private final String version;
    private final Set<String> encoders;

    Ffmpeg(
            Origin origin,
            Path program,
            Path probe,
            Map<String, String> environment,
            String version,
            Set<String> encoders) {
        this.origin = origin;
        this.program = program;
        this.probe = probe;
        this.environment = Map.copyOf(environment);
        this.version = version;
        this.encoders = Set.copyOf(encoders);
    }

    /**
     * Finds ffmpeg and tries it: the one that the user chose, else the one on the PATH, else the one that the artifact
     * {@code org.bytedeco:ffmpeg} carries for this platform. The latter is unpacked once into the directory that the
     * system property {@code reelbudget.cache} names, by default {@code ~/.cache/reelbudget}.
     *
     * @param chosen the user's own ffmpeg, or the directory it is in, with ffprobe beside it or on the PATH
     * @throws FfmpegNotFoundException if the chosen one is no ffmpeg, or if none was found
     */
    public static Ffmpeg locate(Optional<Path> chosen) {
        return FfmpegSearch.ofThisProcess().find(chosen);
    }

    /** Returns its version as it tells it, such as {@code 8.1.2}. */
    public String version() {
        return version;
    }

    /** Returns where it came from. */
    public Origin origin() {
        return origin;
    }

    /** Returns the path of {@code ffmpeg}. */
    public Path program() {
        return program;
    }

    /** Returns the path of {@code ffprobe}. */
    public Path probe() {
        return probe;
    }

    /** Returns its video encoders in its own words, such as {@code libsvtav1}. */
    public Set<String> encoders() {
        return encoders;
    }

    /** Returns whether it has an encoder. */
    public boolean has(String encoder) {
        return encoders.contains(encoder);
    }

    Child start(List<String> command, Consumer<String> outputLines, Consumer<String> errorLines) throws IOException {
        return Child.start(command, environment, outputLines, errorLines);
    }

    /** Returns version, origin and path, such as {@code ffmpeg 8.1.2 (bundled, /home/ann/.cache/...)}. */
    @Override
    public String toString() {
        return "ffmpeg " + version + " (" + origin.name().toLowerCase(Locale.ROOT) + ", " + program + ")";
    }
}
