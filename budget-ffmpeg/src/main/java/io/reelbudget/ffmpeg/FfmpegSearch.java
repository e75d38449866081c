package io.reelbudget.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an ffmpeg that runs.
 *
 * @param platform what it must run on
 * @param path directories with programs, in the user's order
 * @param loader where a bundled one may be
 * @param cache where a bundled one is unpacked
 */
record FfmpegSearch(Platform platform, List<Path> path, ClassLoader loader, Path cache) {

    private static final Logger log = LoggerFactory.getLogger(FfmpegSearch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static FfmpegSearch ofThisProcess() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Path> directories = new ArrayList<>();
        for (String directory : path.split(File.pathSeparator, -1)) {
            try {
                // An empty entry means the working directory: not a place to take programs from unasked.
                if (!directory.isBlank()) {
                    directories.add(Path.of(directory));
                }
            } catch (InvalidPathException skipped) {
                log.debug("The PATH's entry '{}' is no path.", directory);
            }
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = FfmpegSearch.class.getClassLoader();
        return new FfmpegSearch(
                Platform.current(), directories, context == null ? own : context, PrivateCache.ofUser());
    }

    Ffmpeg find(Optional<Path> chosen) {
        if (chosen.isPresent()) {
            return chosen(chosen.get());
        }
        return onPath().or(this::bundled)
                .orElseThrow(
                        () -> new FfmpegNotFoundException("Found no ffmpeg: none was named, none that runs is on the"
                                + " PATH, and no bundled one for " + platform.name() + " is on the class path. "
                                + platform.advice()));
    }

    private Ffmpeg chosen(Path named) {
        Path program = Files.isDirectory(named) ? named.resolve(platform.executable("ffmpeg")) : named;
        Path absolute = program.toAbsolutePath();
        Path sibling = absolute.resolveSibling(platform.executable("ffprobe"));
        Path probe = Files.isExecutable(sibling)
                ? sibling
                : inPath("ffprobe")
                        .orElseThrow(() -> new FfmpegNotFoundException("Found no ffprobe beside '" + program
                                + "' nor on the PATH, but it is needed too; both come in the same package."));
        try {
            return tried(Ffmpeg.Origin.CHOSEN, absolute, probe, Map.of());
        } catch (IOException failed) {
            throw new FfmpegNotFoundException(
                    "File '" + named + "' is no ffmpeg that runs here: " + failed.getMessage()
                            + "; name the ffmpeg program itself, or name none to have one found.",
                    failed);
        }
    }

    private Optional<Ffmpeg> onPath() {
        Optional<Path> program = inPath("ffmpeg");
        Optional<Path> probe = inPath("ffprobe");
        if (program.isEmpty() || probe.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(tried(Ffmpeg.Origin.PATH, program.get(), probe.get(), Map.of()));
        } catch (IOException failed) {
            log.warn(
                    "The ffmpeg on the PATH, '{}', does not run: {}. Looking further.",
                    program.get(),
                    failed.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Ffmpeg> bundled() {
        try {
            Optional<Path> directory = new BundledFfmpeg(platform, loader).unpackedInto(cache);
            if (directory.isEmpty()) {
                return Optional.empty();
            }
            Path home = directory.get().toAbsolutePath();
            return Optional.of(tried(
                    Ffmpeg.Origin.BUNDLED,
                    home.resolve(platform.executable("ffmpeg")),
                    home.resolve(platform.executable("ffprobe")),
                    platform.loaderEnvironment(home)));
        } catch (IOException failed) {
            throw new FfmpegNotFoundException(
                    "The bundled ffmpeg does not run from '" + cache + "': " + failed.getMessage() + ". "
                            + platform.advice() + " If programs may not be run from that directory, name another with"
                            + " -Dreelbudget.cache=DIRECTORY.",
                    failed);
        }
    }

    private Optional<Path> inPath(String program) {
        return path.stream()
                .map(directory -> directory.resolve(platform.executable(program)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    private static Ffmpeg tried(Ffmpeg.Origin origin, Path program, Path probe, Map<String, String> environment)
            throws IOException {
        String version = versionOf("ffmpeg", program, environment);
        versionOf("ffprobe", probe, environment);
        Set<String> encoders = videoEncoders(ask(program, environment, "-hide_banner", "-encoders"));
        return new Ffmpeg(origin, program, probe, environment, version, encoders);
    }

    private static String versionOf(String name, Path program, Map<String, String> environment) throws IOException {
        List<String> lines = ask(program, environment, "-version");
        String prefix = name + " version ";
        if (lines.isEmpty() || !lines.get(0).startsWith(prefix)) {
            throw new IOException("'" + program + " -version' said "
                    + (lines.isEmpty() ? "nothing" : "'" + lines.get(0) + "'") + " instead of '" + prefix + "...'");
        }
        return lines.get(0).substring(prefix.length()).split(" ", 2)[0];
    }

    /**
     * Reads the table that {@code ffmpeg -encoders} prints: six flags, of which the first is V for video, and a name.
     */
    static Set<String> videoEncoders(List<String> lines) {
        Set<String> encoders = new TreeSet<>();
        boolean inTable = false;
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            if (inTable && words.length >= 2 && words[0].startsWith("V")) {
                encoders.add(words[1]);
            }
            inTable |= line.strip().startsWith("------");
        }
        return encoders;
    }

    private static List<String> ask(Path program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Transcript said = new Transcript();
        Child child = Child.start(command, environment, said, line -> {});
        Child.Outcome outcome = child.await(PATIENCE);
        if (!outcome.succeeded()) {
            throw new IOException("it ended with code " + outcome.exitCode() + " saying '"
                    + String.join(" ", outcome.lastErrorLines()) + "'");
        }
        return said.lines();
    }
}
