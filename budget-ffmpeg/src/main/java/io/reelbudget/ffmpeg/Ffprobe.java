package io.reelbudget.ffmpeg;

import io.reelbudget.ffmpeg.Child.Outcome;
import io.reelbudget.job.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Says what a file is, in ffprobe's eyes.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Ffprobe {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ENTRIES = "format=format_name,duration,size,bit_rate"
            + ":stream=index,codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,duration,bit_rate,nb_frames"
            + ",field_order,color_transfer:stream_tags=rotate,DURATION,BPS"
            + ":stream_disposition=attached_pic,timed_thumbnails:stream_side_data=side_data_type,rotation";

    private final Ffmpeg ffmpeg;

    private Ffprobe(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** Returns the ffprobe that belongs to an ffmpeg. */
    public static Ffprobe of(Ffmpeg ffmpeg) {
        return new Ffprobe(ffmpeg);
    }

    /**
     * Returns the source that a file is.
     *
     * @throws NotAVideoException if the file does not exist or is no video that can be transcoded
     * @throws UncheckedIOException if ffprobe could not be started
     */
    public Source describe(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NotAVideoException(file.toString(), "there is no such file");
        }
        Transcript json = new Transcript();
        Outcome outcome = run(file, json);
        if (!outcome.succeeded()) {
            List<String> said = outcome.lastErrorLines();
            throw new NotAVideoException(
                    file.toString(),
                    said.isEmpty()
                            ? "ffprobe ended with code " + outcome.exitCode() + " and said nothing"
                            : "ffprobe said '" + said.get(said.size() - 1) + "'");
        }
        return SourceReader.read(file.toString(), String.join("\n", json.lines()));
    }

    private Outcome run(Path file, Transcript json) {
        List<String> command = List.of(
                ffmpeg.probe().toString(),
                "-v",
                "error",
                "-protocol_whitelist",
                "file",
                "-print_format",
                "json",
                "-show_entries",
                ENTRIES,
                "-i",
                EncodeCommand.url(file));
        try {
            Child child = ffmpeg.start(command, json, line -> {});
            return child.await(PATIENCE);
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not start '" + ffmpeg.probe() + "': " + failed.getMessage(), failed);
        }
    }
}
