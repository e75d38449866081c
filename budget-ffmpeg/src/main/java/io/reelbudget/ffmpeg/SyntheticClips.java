package io.reelbudget.ffmpeg;

import io.reelbudget.ffmpeg.Child.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Draws clips with ffmpeg into a directory and keeps them: a clip that is already there is not drawn again.
 *
 * <p>This class is immutable and thread-safe, also against other processes that draw into the same directory.
 */
public final class SyntheticClips {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Ffmpeg ffmpeg;
    private final Path directory;

    private SyntheticClips(Ffmpeg ffmpeg, Path directory) {
        this.ffmpeg = ffmpeg;
        this.directory = directory;
    }

    /** Returns the clips of a directory, which is made with the first of them. */
    public static SyntheticClips in(Path directory, Ffmpeg ffmpeg) {
        return new SyntheticClips(ffmpeg, directory);
    }

    /**
     * Returns the file of a clip, which is drawn if it is missing: H.264 at a high bit rate where this ffmpeg has an
     * encoder for it, else Motion JPEG.
     *
     * @throws UncheckedIOException if it cannot be drawn or written
     */
    public Path file(SyntheticClip clip) {
        return file(new Drawing(
                clip.name(), clip.filterGraph(), clip.width(), clip.height(), clip.framesPerSecond(), clip.seconds()));
    }

    /**
     * Returns the file of a film, likewise.
     *
     * @throws UncheckedIOException if it cannot be drawn or written
     */
    public Path file(SyntheticFilm film) {
        return file(new Drawing(
                film.name(), film.filterGraph(), film.width(), film.height(), film.framesPerSecond(), film.seconds()));
    }

    private Path file(Drawing clip) {
        Mezzanine mezzanine = Mezzanine.of(ffmpeg);
        Path file = directory.resolve(clip.name() + mezzanine.ending());
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(directory);
            Path partial = directory.resolve("." + UUID.randomUUID() + mezzanine.ending());
            try {
                draw(clip, mezzanine, partial);
                // Whoever draws the same clip draws the same file: the last one to finish may replace it.
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not draw clip '" + file + "': " + failed.getMessage(), failed);
        }
    }

    private void draw(Drawing clip, Mezzanine mezzanine, Path file) throws IOException {
        List<String> command = new ArrayList<>(List.of(ffmpeg.program().toString(), "-hide_banner", "-nostdin"));
        command.addAll(List.of("-nostats", "-loglevel", "error", "-filter_threads", "1", "-f", "lavfi"));
        command.addAll(List.of("-i", clip.graph(), "-t", Integer.toString(clip.seconds())));
        command.addAll(
                List.of("-pix_fmt", mezzanine.pixelFormat(), "-g", Integer.toString(2 * clip.framesPerSecond())));
        command.addAll(mezzanine.options(clip));
        command.addAll(List.of("-threads", "1", "-y", EncodeCommand.url(file)));
        Child child = ffmpeg.start(command, line -> {}, line -> {});
        Outcome outcome = child.await(PATIENCE);
        if (!outcome.succeeded()) {
            throw new IOException(ffmpeg + " ended with code " + outcome.exitCode() + " saying '"
                    + String.join(" ", outcome.lastErrorLines()) + "'");
        }
    }

    /** What is drawn, whoever thought of it. */
    private record Drawing(String name, String graph, int width, int height, int framesPerSecond, int seconds) {}

    /** How a clip is stored. */
    private enum Mezzanine {
        OPENH264("libopenh264", ".mp4", "yuv420p"),
        X264("libx264", ".mp4", "yuv420p"),
        MOTION_JPEG("mjpeg", ".mkv", "yuvj420p");

        private final String encoder;
        private final String ending;
        private final String pixelFormat;

        Mezzanine(String encoder, String ending, String pixelFormat) {
            this.encoder = encoder;
            this.ending = ending;
            this.pixelFormat = pixelFormat;
        }

        static Mezzanine of(Ffmpeg ffmpeg) {
            return ffmpeg.has(OPENH264.encoder) ? OPENH264 : ffmpeg.has(X264.encoder) ? X264 : MOTION_JPEG;
        }

        String ending() {
            return ending;
        }

        String pixelFormat() {
            return pixelFormat;
        }

        List<String> options(Drawing clip) {
            String bitsPerSecond = Long.toString(clip.width() * (long) clip.height() * clip.framesPerSecond() / 4);
            return switch (this) {
                case OPENH264 -> List.of("-c:v", encoder, "-rc_mode", "bitrate", "-b:v", bitsPerSecond);
                case X264 -> List.of("-c:v", encoder, "-preset", "ultrafast", "-b:v", bitsPerSecond);
                case MOTION_JPEG -> List.of("-c:v", encoder, "-q:v", "3");
            };
        }
    }
}
