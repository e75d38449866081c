package io.reelbudget.ffmpeg;

import io.reelbudget.job.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Learns what a source's content costs to code by encoding a few of its frames cheaply.
 *
 * <p>Samples are spread over the whole file. They are decoded once, the middle quarter of the picture is cut out and
 * encoded at two fast presets and constant quality: what takes more time and more bits is harder. A probe costs at most
 * a share of the job that it is for, by default {@value #USUAL_SHARE}; what that does not allow is not done.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class ContentProbe {

    /** The share of a job that its probe may cost, unless another is chosen. */
    public static final double USUAL_SHARE = 0.02;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Planned below what is allowed, as the plan rests on rough figures. */
    private static final double CAUTION = 0.85;

    private final Ffmpeg ffmpeg;
    private final double share;
    private final Duration timeout;
    private final Optional<ProbeCache> cache;
    private final Path workspace;

    private ContentProbe(Ffmpeg ffmpeg, double share, Duration timeout, Optional<ProbeCache> cache, Path workspace) {
        this.ffmpeg = ffmpeg;
        this.share = share;
        this.timeout = timeout;
        this.cache = cache;
        this.workspace = workspace;
    }

    /** Returns a probe that costs at most 2 % of the job, remembers nothing and allows each step two minutes. */
    public static ContentProbe of(Ffmpeg ffmpeg) {
        return new ContentProbe(
                ffmpeg, USUAL_SHARE, PATIENCE, Optional.empty(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Returns this probe with another share of the job's cost, more than 0 and at most 0.5. */
    public ContentProbe withShare(double newShare) {
        if (!(newShare > 0 && newShare <= 0.5)) {
            throw new IllegalArgumentException(
                    "Probe's share was " + newShare + " but must be more than 0 and at most 0.5; 0.02 is usual.");
        }
        return new ContentProbe(ffmpeg, newShare, timeout, cache, workspace);
    }

    /** Returns this probe, which kills each of its ffmpegs that runs longer than this. */
    public ContentProbe withTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw new IllegalArgumentException("Timeout was " + newTimeout + " but must be more than zero.");
        }
        return new ContentProbe(ffmpeg, share, newTimeout, cache, workspace);
    }

    /** Returns this probe, which remembers what it learned of each source in a directory. */
    public ContentProbe withCache(Path directory) {
        return new ContentProbe(ffmpeg, share, timeout, Optional.of(new ProbeCache(directory)), workspace);
    }

    /** Returns this probe, which keeps raw samples, at most 128 MB, in this directory while it runs. */
    public ContentProbe withWorkspace(Path directory) {
        return new ContentProbe(ffmpeg, share, timeout, cache, directory);
    }

    /**
     * Probes a source.
     *
     * @param file the source's file, which must be local
     * @param source what it is, such as {@link Ffprobe} says
     * @param jobCpuSeconds what the job is estimated to take without a probe, more than zero; best a low estimate, as
     *     the probe's cost is bounded by it
     * @return what was learned, that it would cost too much, or that it failed; a probe never throws for what is wrong
     *     with a source
     * @throws UncheckedIOException if ffmpeg could not be started or nothing could be written
     */
    public ProbeResult probe(Path file, Source source, double jobCpuSeconds) {
        if (!(jobCpuSeconds > 0 && jobCpuSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Job's estimate was " + jobCpuSeconds
                    + " CPU seconds but must be more than zero and finite; estimate it without a probe first.");
        }
        if (!Files.isRegularFile(file)) {
            return new ProbeResult.Failed("Source '" + file + "' is no file; give one that exists.", 0);
        }
        List<TrialPreset> presets = TrialPreset.of(ffmpeg);
        try {
            Optional<ProbeCache.Slot> slot =
                    cache.isPresent() ? Optional.of(cache.get().slot(file, presets)) : Optional.empty();
            Optional<ProbeResult.Probed> remembered = slot.flatMap(each -> each.read(source.content()));
            if (remembered.isPresent()) {
                return remembered.get();
            }
            ProbeResult result = measure(file, source, presets, jobCpuSeconds * share);
            if (slot.isPresent() && result instanceof ProbeResult.Probed probed) {
                slot.get().write(probed);
            }
            return result;
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not probe '" + file + "': " + failed.getMessage(), failed);
        }
    }

    private ProbeResult measure(Path file, Source source, List<TrialPreset> presets, double budget) throws IOException {
        Optional<ProbePlan> plan = ProbePlan.of(source, presets, budget * CAUTION);
        if (plan.isEmpty()) {
            return new ProbeResult.Skipped(
                    String.format(
                            Locale.ROOT,
                            "A probe may take %.3f CPU seconds, %.1f %% of the job, which is too little for samples"
                                    + " that tell anything.",
                            budget,
                            share * 100),
                    0);
        }
        Path directory = Files.createTempDirectory(workspace, "reelbudget-probe");
        try {
            return new ProbeRun(ffmpeg, file, source, plan.get(), directory, timeout, budget).run(presets);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
