package io.reelbudget.ffmpeg;

import io.reelbudget.job.Target;
import io.reelbudget.job.VideoFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes ffmpeg's argument list for a task. Arguments reach the program as they are: no shell reads them. */
public final class EncodeCommand {

    private EncodeCommand() {}

    /**
     * Returns the arguments, without the program itself: one thread count for decoder, filters and encoder, the first
     * video that is no cover picture, no sound, and ffmpeg's own measurement at the end.
     *
     * @param task what to encode; its output is overwritten by ffmpeg where it exists
     * @throws IllegalArgumentException if the target's encoder has no such preset or rate control
     */
    public static List<String> arguments(EncodeTask task) {
        Target target = task.target();
        String threads = Integer.toString(task.threads());
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-nostats", "-benchmark"));
        arguments.addAll(List.of("-progress", "pipe:1", "-loglevel", "info", "-filter_threads", threads));
        // Local files only: a playlist that calls itself a video must not make us fetch what it names.
        arguments.addAll(List.of("-protocol_whitelist", "file", "-threads", threads));
        task.limit().ifPresent(limit -> arguments.addAll(List.of("-t", seconds(limit))));
        arguments.addAll(List.of("-i", url(task.input()), "-map", "0:V:0", "-an", "-sn", "-dn"));
        arguments.addAll(List.of("-vf", filters(target), "-pix_fmt", "yuv420p"));
        arguments.addAll(EncoderOptions.of(target, task.threads()));
        arguments.addAll(List.of("-y", url(task.output())));
        return List.copyOf(arguments);
    }

    /**
     * Fields and noise first, as scaling would mix them into all lines; then the rate, as a frame that is dropped need
     * not be scaled. The filters are those that are in every build, whatever its licence.
     */
    private static String filters(Target target) {
        List<String> chain = new ArrayList<>();
        if (target.filters().contains(VideoFilter.DEINTERLACE)) {
            chain.add("bwdif=mode=send_frame");
        }
        if (target.filters().contains(VideoFilter.DENOISE)) {
            chain.add("atadenoise");
        }
        chain.add("fps=" + number(target.framesPerSecond()));
        chain.add("scale=" + target.width() + ":" + target.height() + ":flags=bicubic");
        if (target.filters().contains(VideoFilter.TONE_MAP)) {
            chain.add(
                    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable,zscale=t=bt709:m=bt709:r=tv");
        }
        chain.add("setsar=1");
        return String.join(",", chain);
    }

    /** The prefix keeps a file name that begins with a dash or looks like an address from being read as such. */
    static String url(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    private static String seconds(Duration duration) {
        return number(duration.toMillis() / 1e3);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
