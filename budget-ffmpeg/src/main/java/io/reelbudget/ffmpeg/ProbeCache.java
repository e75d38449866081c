package io.reelbudget.ffmpeg;

import io.reelbudget.job.Content;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers probes in a directory, a small file each: so many at most, of which those go first that were written first.
 * Thread-safe, also against other processes: files appear whole, and one that cannot be read counts as missing.
 *
 * @param directory where they are, made with the first of them
 * @param mostEntries how many there may be
 */
record ProbeCache(Path directory, int mostEntries) {

    private static final Logger log = LoggerFactory.getLogger(ProbeCache.class);

    private static final int USUAL_ENTRIES = 10_000;
    private static final String ENDING = ".probe";
    private static final String FORMAT = "reelbudget-probe-1";
    private static final int MOST_BYTES = 64 << 10;

    /** Remembers 10,000 probes, about 5 MB. */
    ProbeCache(Path directory) {
        this(directory, USUAL_ENTRIES);
    }

    /** Returns the place of a source, tried at some presets. */
    Slot slot(Path file, List<TrialPreset> presets) throws IOException {
        return new Slot(this, directory.resolve(SourceFingerprint.of(file, presets) + ENDING));
    }

    /** The place of one source. */
    record Slot(ProbeCache cache, Path file) {

        /** Returns what is remembered, added to what the host knows of the content; empty where nothing is. */
        Optional<ProbeResult.Probed> read(Content known) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    return Optional.empty();
                }
                return Optional.of(parse(Files.readAllLines(file, StandardCharsets.UTF_8), known));
            } catch (NoSuchFileException missing) {
                return Optional.empty();
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
                log.warn("The remembered probe '{}' cannot be read: {}. Probing again.", file, damaged.getMessage());
                return Optional.empty();
            }
        }

        void write(ProbeResult.Probed probed) throws IOException {
            Files.createDirectories(cache.directory);
            Path partial = cache.directory.resolve("." + UUID.randomUUID() + ENDING);
            try {
                Files.write(partial, lines(probed), StandardCharsets.UTF_8);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
            cache.dropOldest();
        }
    }

    private static List<String> lines(ProbeResult.Probed probed) {
        List<String> lines = new ArrayList<>(List.of(FORMAT));
        probed.content().decodeSecondsPerMegapixel().ifPresent(seconds -> lines.add("decode\t" + seconds));
        for (TrialEncode trial : probed.content().trials()) {
            lines.add(String.join(
                    "\t",
                    "trial",
                    trial.encoder(),
                    trial.preset(),
                    Integer.toString(trial.width()),
                    Integer.toString(trial.height()),
                    Long.toString(trial.frames()),
                    Integer.toString(trial.segments()),
                    Double.toString(trial.cpuSecondsPerMegapixel()),
                    Double.toString(trial.bitsPerPixel())));
        }
        for (ProbeSegment segment : probed.segments()) {
            lines.add("segment\t" + segment.startSeconds() + "\t" + segment.frames());
        }
        lines.add("end");
        return lines;
    }

    private static ProbeResult.Probed parse(List<String> lines, Content known) {
        if (!lines.get(0).equals(FORMAT) || !lines.get(lines.size() - 1).equals("end")) {
            throw new IllegalArgumentException("it is not of the format " + FORMAT + " or not whole");
        }
        Content content = known;
        List<TrialEncode> trials = new ArrayList<>();
        List<ProbeSegment> segments = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] field = line.split("\t", -1);
            switch (field[0]) {
                case "decode" -> content = content.withDecodeSecondsPerMegapixel(Double.parseDouble(field[1]));
                case "trial" -> trials.add(trial(field));
                case "segment" ->
                    segments.add(new ProbeSegment(Double.parseDouble(field[1]), Integer.parseInt(field[2])));
                default -> throw new IllegalArgumentException("it has an unknown line '" + field[0] + "'");
            }
        }
        return new ProbeResult.Probed(content.withTrials(trials), segments, 0, ProbeResult.Origin.REMEMBERED);
    }

    private static TrialEncode trial(String[] field) {
        return new TrialEncode(
                field[1],
                field[2],
                Integer.parseInt(field[3]),
                Integer.parseInt(field[4]),
                Long.parseLong(field[5]),
                Integer.parseInt(field[6]),
                Double.parseDouble(field[7]),
                Double.parseDouble(field[8]));
    }

    private void dropOldest() throws IOException {
        List<Path> entries;
        try (Stream<Path> files = Files.list(directory)) {
            entries = files.filter(each -> each.getFileName().toString().endsWith(ENDING))
                    .toList();
        }
        if (entries.size() <= mostEntries) {
            return;
        }
        // A tenth at a time, so that a full directory is not sorted for each entry.
        List<Path> oldest = entries.stream()
                .sorted(Comparator.comparing(ProbeCache::written).thenComparing(Comparator.naturalOrder()))
                .limit(entries.size() - (long) mostEntries + mostEntries / 10)
                .toList();
        for (Path each : oldest) {
            Files.deleteIfExists(each);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
