package io.reelbudget.ffmpeg;

import io.reelbudget.ffmpeg.Child.Outcome;
import io.reelbudget.job.Content;
import io.reelbudget.job.Source;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One probe of one source: the samples are decoded and cut out once, into raw frames, which each preset then encodes.
 * So decoding is paid once, and what a preset takes is told apart from it. Not thread-safe.
 */
final class ProbeRun {

    /** Samples are of no rate of their own; encoders want one. */
    private static final String RATE = "25";

    private final Ffmpeg ffmpeg;
    private final Path input;
    private final Source source;
    private final ProbePlan plan;
    private final Path directory;
    private final Duration timeout;
    private final double budget;
    private double cpuSeconds;

    ProbeRun(
            Ffmpeg ffmpeg, Path input, Source source, ProbePlan plan, Path directory, Duration timeout, double budget) {
        this.ffmpeg = ffmpeg;
        this.input = input;
        this.source = source;
        this.plan = plan;
        this.directory = directory;
        this.timeout = timeout;
        this.budget = budget;
    }

    /** Runs all of it. */
    ProbeResult run(List<TrialPreset> presets) throws IOException {
        Path samples = directory.resolve("samples.yuv");
        Step decoding = step(decodeArguments(samples));
        cpuSeconds += plan.segments().size() * ProbePlan.OPENING_SECONDS;
        if (decoding.failure() != null) {
            return new ProbeResult.Failed(
                    "Source '" + input + "' could not be sampled: " + decoding.failure(), spent());
        }
        long frames = Files.size(samples) / ProbePlan.frameBytes(plan.width(), plan.height());
        if (frames == 0) {
            return new ProbeResult.Failed(
                    "Source '" + input + "' had no frame where it was sampled; it is damaged or shorter than it says.",
                    spent());
        }
        List<TrialEncode> trials = new ArrayList<>();
        for (int i = 0; i < presets.size(); i++) {
            long affordable = affordable(presets.subList(i, presets.size()), frames);
            if (affordable < 1) {
                return new ProbeResult.Skipped(skipReason(), spent());
            }
            TrialPreset preset = presets.get(i);
            Path output = directory.resolve(preset.name() + ".mkv");
            Step trial = step(trialArguments(preset, samples, affordable, output));
            if (trial.failure() != null) {
                return new ProbeResult.Failed(
                        "Trial by '" + preset.encoder() + "' failed: " + trial.failure(), spent());
            }
            trials.add(trialOf(preset, affordable, trial.cpuSeconds(), output));
        }
        long decoded = frames + (long) segments(frames) * ProbePlan.FRAMES_AHEAD;
        double decodePerMegapixel =
                decoding.cpuSeconds() / (decoded * ((double) source.width() * source.height() / 1e6));
        Content content = source.content().withTrials(trials);
        return new ProbeResult.Probed(
                decodePerMegapixel > 0 ? content.withDecodeSecondsPerMegapixel(decodePerMegapixel) : content,
                plan.segments(),
                spent(),
                ProbeResult.Origin.MEASURED);
    }

    private double spent() {
        return cpuSeconds;
    }

    private String skipReason() {
        return String.format(
                Locale.ROOT,
                "A probe may take %.3f CPU seconds but decoding its samples took %.3f already; the source is dear to"
                        + " decode.",
                budget,
                cpuSeconds);
    }

    /** How many frames the trials that are left can be made of within the budget. */
    private long affordable(List<TrialPreset> presets, long frames) {
        double left = budget - cpuSeconds - presets.size() * ProbePlan.LOADING_SECONDS;
        return (long) Math.min((double) frames, left / ProbePlan.encodeSeconds(presets, plan.width(), plan.height()));
    }

    private TrialEncode trialOf(TrialPreset preset, long frames, double seconds, Path output) throws IOException {
        double pixels = (double) frames * plan.width() * plan.height();
        // A clock that did not tick says less than a microsecond, not nothing.
        double measured = Math.max(1e-6, seconds);
        return new TrialEncode(
                preset.encoder(),
                preset.preset(),
                plan.width(),
                plan.height(),
                frames,
                segments(frames),
                measured / (pixels / 1e6),
                Files.size(output) * 8.0 / pixels);
    }

    /** How many segments so many of the first frames are of. */
    private int segments(long frames) {
        int length = plan.segments().get(0).frames();
        return (int) Math.max(1, Math.min(plan.segments().size(), (frames + length - 1) / length));
    }

    private List<String> decodeArguments(Path samples) {
        List<String> arguments = common();
        StringBuilder graph = new StringBuilder();
        StringBuilder joined = new StringBuilder();
        List<ProbeSegment> segments = plan.segments();
        for (int i = 0; i < segments.size(); i++) {
            // Not accurate: a sample begins with a key frame, so that nothing before it has to be decoded.
            arguments.addAll(List.of("-protocol_whitelist", "file", "-threads", "1", "-noaccurate_seek"));
            arguments.addAll(List.of("-ss", EncodeCommand.number(segments.get(i).startSeconds())));
            arguments.addAll(List.of("-i", EncodeCommand.url(input)));
            graph.append('[')
                    .append(i)
                    .append(":V:0]trim=end_frame=")
                    .append(segments.get(i).frames());
            graph.append(",setpts=PTS-STARTPTS,crop=")
                    .append(plan.width())
                    .append(':')
                    .append(plan.height());
            graph.append(",setsar=1,format=yuv420p[s").append(i).append("];");
            joined.append("[s").append(i).append(']');
        }
        graph.append(joined)
                .append("concat=n=")
                .append(segments.size())
                .append(":v=1:a=0,settb=1/")
                .append(RATE);
        graph.append(",setpts=N[out]");
        arguments.addAll(List.of("-filter_complex", graph.toString(), "-map", "[out]", "-an", "-sn", "-dn"));
        arguments.addAll(List.of("-r", RATE, "-frames:v", Integer.toString(plan.frames())));
        arguments.addAll(List.of("-f", "rawvideo", "-c:v", "rawvideo", "-y", EncodeCommand.url(samples)));
        return arguments;
    }

    private List<String> trialArguments(TrialPreset preset, Path samples, long frames, Path output) {
        List<String> arguments = common();
        arguments.addAll(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of("-s", plan.width() + "x" + plan.height(), "-r", RATE));
        arguments.addAll(List.of("-i", EncodeCommand.url(samples), "-frames:v", Long.toString(frames)));
        arguments.addAll(preset.arguments());
        arguments.addAll(List.of("-y", EncodeCommand.url(output)));
        return arguments;
    }

    private List<String> common() {
        return new ArrayList<>(List.of(
                ffmpeg.program().toString(),
                "-hide_banner",
                "-nostdin",
                "-nostats",
                "-benchmark",
                "-loglevel",
                "info",
                "-filter_complex_threads",
                "1",
                "-filter_threads",
                "1"));
    }

    private Step step(List<String> command) throws IOException {
        BenchmarkLines benchmark = new BenchmarkLines();
        Child child = ffmpeg.start(command, line -> {}, benchmark::read);
        Outcome outcome = child.await(timeout);
        double seen = outcome.cpu().toNanos() / 1e9;
        double used = benchmark.times().map(BenchmarkLines.Times::cpuSeconds).orElse(seen);
        cpuSeconds += used + ProbePlan.LOADING_SECONDS;
        return new Step(used, outcome.succeeded() ? null : why(outcome));
    }

    private static String why(Outcome outcome) {
        return switch (outcome.ending()) {
            case TIMED_OUT -> "it was stopped as it took too long.";
            case INTERRUPTED -> "it was stopped as its thread was interrupted.";
            case EXITED -> {
                List<String> said = outcome.lastErrorLines().stream()
                        .filter(line -> !line.startsWith("bench:"))
                        .toList();
                yield "ffmpeg ended with code " + outcome.exitCode()
                        + (said.isEmpty() ? "." : ", saying '" + said.get(said.size() - 1) + "'.");
            }
        };
    }

    /** @param failure why it failed; null where it did not */
    private record Step(double cpuSeconds, @Nullable String failure) {}
}
