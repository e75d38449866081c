package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Jobs as ffmpeg's argument lists. */
public final class FfmpegArguments {

    private FfmpegArguments() {}

    /**
     * Reads an argument list: each video stream of each output is a target, each track of sound that is encoded counts
     * in the delivery.
     *
     * @param id the job's name
     * @param arguments the arguments as the program gets them, with or without the program itself first
     * @param describe says what an input is, such as by {@link io.reelbudget.ffmpeg.Ffprobe}; asked only for inputs
     *     whose pictures are encoded
     * @throws JobDescriptionException if the arguments contradict themselves, or ask for what is no job: no input, no
     *     video that is encoded, pictures of several inputs, outputs of differing lengths
     */
    public static DescribedJob read(JobId id, List<String> arguments, Function<String, Source> describe) {
        CommandLineFiles files = CommandLineFiles.read(arguments);
        if (files.inputs().isEmpty()) {
            throw new JobDescriptionException("-i", "was missing but must name the source; add it.");
        }
        try {
            return new ArgumentReading(files, describe).read(id);
        } catch (IllegalArgumentException absurd) {
            throw new JobDescriptionException("Argument list", "describes what cannot be: " + absurd.getMessage());
        }
    }

    /**
     * Writes a job as one command with an output for each target, which {@link #read} reads as the same targets.
     *
     * @param input the source
     * @param outputs a file for each target, in order
     * @return the arguments without the program itself
     * @throws IllegalArgumentException if there are not as many outputs as targets, or a target has more than two
     *     passes, which ffmpeg has no word for
     */
    public static List<String> write(TranscodeJob job, String input, List<String> outputs) {
        if (outputs.size() != job.targets().size()) {
            throw new IllegalArgumentException("Outputs were " + outputs.size() + " but must be "
                    + job.targets().size() + ", one for each target; name them all.");
        }
        List<String> arguments = new ArrayList<>(List.of("-i", input));
        for (int i = 0; i < outputs.size(); i++) {
            write(job.source(), job.targets().get(i), arguments);
            arguments.add(outputs.get(i));
        }
        return List.copyOf(arguments);
    }

    private static void write(Source source, Target target, List<String> arguments) {
        arguments.addAll(List.of("-map", "0:V:0", "-an", "-vf", filters(source, target)));
        arguments.addAll(List.of("-r", number(target.framesPerSecond()), "-c:v", target.encoder()));
        if (EncoderNames.hasSpeed(target.encoder())) {
            arguments.addAll(List.of("-cpu-used", target.preset()));
        } else if (EncoderNames.hasPreset(target.encoder()) && !target.preset().equals("default")) {
            arguments.addAll(List.of("-preset", target.preset()));
        }
        if (target.rate() instanceof RateControl.Bitrate bitrate) {
            arguments.addAll(List.of("-b:v", Long.toString(bitrate.bitsPerSecond())));
        } else if (target.rate() instanceof RateControl.ConstantQuality quality) {
            arguments.addAll(List.of("-crf", number(quality.crf())));
        }
        if (target.passes() > 2) {
            throw new IllegalArgumentException("Target passes were " + target.passes()
                    + " but must be 1 or 2 to be written for ffmpeg; it knows no more.");
        }
        if (target.passes() == 2) {
            arguments.addAll(List.of("-pass", "2"));
        }
        if (!target.container().isEmpty()) {
            arguments.addAll(List.of("-f", target.container()));
        }
    }

    /** Fields and noise first, as scaling would mix them into all lines. */
    private static String filters(Source source, Target target) {
        List<String> chain = new ArrayList<>();
        if (target.filters().contains(VideoFilter.DEINTERLACE)) {
            chain.add("bwdif=mode=send_frame");
        }
        if (target.filters().contains(VideoFilter.DENOISE)) {
            chain.add("atadenoise");
        }
        boolean sized = target.width() != source.width() || target.height() != source.height();
        if (sized || target.filters().contains(VideoFilter.SCALE)) {
            chain.add("scale=" + target.width() + ":" + target.height());
        }
        if (target.filters().contains(VideoFilter.TONE_MAP)) {
            chain.add(
                    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable,zscale=t=bt709:m=bt709:r=tv");
        }
        return chain.isEmpty() ? "null" : String.join(",", chain);
    }

    private static String number(double value) {
        return value == Math.rint(value) && value < 1e9
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, "%.6f", value);
    }
}
