package io.reelbudget;

import io.reelbudget.ledger.Command;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The counters of a root as notes in its own journal, so that they are as durable as what they stand for, and cannot be
 * of another ledger. Where one note is too short for them they are several, each a part; only all parts together count.
 *
 * <p>A part is lines: the format and what it is part of, then a counter ({@code c}) or the state of volume prices
 * ({@code v}) on each, at last a CRC-32C of the root's name and all lines before.
 *
 * @param part which part, from 1 on
 * @param parts of how many
 * @param state what it says; of its part of the counters only
 */
record CounterCheckpoint(int part, int parts, CounterState state) {

    /** The kind of the notes. */
    static final String KIND = "price.counters";

    static final Comparator<MeterKey> ORDER = Comparator.comparing(MeterKey::period)
            .thenComparing(MeterKey::scope)
            .thenComparing(MeterKey::meter);

    private static final String FORMAT = "reelbudget-counters-1";

    /** What is left for lines beside the first and the last. */
    private static final int MOST_CHARACTERS = Command.MAX_NOTE - 256;

    private static final int MOST_PARTS = 10_000;

    /** Returns the texts of the notes, in the order in which they are to be written. */
    static List<String> write(String root, CounterState state) {
        List<String> lines = new ArrayList<>();
        sorted(state.tallies())
                .forEach(
                        (key, tally) -> lines.add("c " + MeterLabels.text(key) + ";" + MeterLabels.text(tally) + "\n"));
        sorted(state.volumes())
                .forEach((key, volume) -> lines.add("v " + MeterLabels.text(key) + ";"
                        + volume.due().getEpochSecond() + ";"
                        + (volume.settledAt().isPresent() ? volume.settledAt().getAsLong() : "") + ";"
                        + String.join(
                                ",",
                                volume.bounds().stream().map(String::valueOf).toList()) + "\n"));
        List<String> bodies = bodies(lines);
        List<String> texts = new ArrayList<>();
        for (String body : bodies) {
            String text = FORMAT + ";" + (texts.size() + 1) + ";" + bodies.size() + ";" + state.through() + ";"
                    + state.from().getEpochSecond() + "\n" + body;
            texts.add(text + checksum(root, text));
        }
        return texts;
    }

    private static List<String> bodies(List<String> lines) {
        List<String> bodies = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            if (body.length() + line.length() > MOST_CHARACTERS) {
                bodies.add(body.toString());
                body.setLength(0);
            }
            body.append(line);
        }
        bodies.add(body.toString());
        return bodies;
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException if it is damaged, of another root, or was not written by this library
     */
    static CounterCheckpoint parse(String root, String text) {
        int last = text.lastIndexOf('\n') + 1;
        if (!text.substring(last).equals(checksum(root, text.substring(0, last)))) {
            throw new IllegalArgumentException("Checkpoint of '" + root + "' had the checksum '" + text.substring(last)
                    + "' but must have '" + checksum(root, text.substring(0, last)) + "'; it is read past.");
        }
        List<String> lines = List.of(text.substring(0, last).split("\n", -1));
        String[] head = lines.get(0).split(";", -1);
        if (head.length != 5 || !head[0].equals(FORMAT)) {
            throw new IllegalArgumentException("Checkpoint of '" + root + "' began with '" + lines.get(0)
                    + "' but must begin with '" + FORMAT + "'; it is read past.");
        }
        Map<MeterKey, Tally> tallies = new HashMap<>();
        Map<MeterKey, VolumeState> volumes = new HashMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] parts = line.substring(2).split(";", -1);
            if (line.startsWith("c ")) {
                tallies.put(MeterLabels.key(parts), MeterLabels.tally(parts[3], parts[4]));
            } else {
                volumes.put(MeterLabels.key(parts), volume(parts));
            }
        }
        int parts = Integer.parseInt(head[2]);
        if (parts < 1 || parts > MOST_PARTS) {
            throw new IllegalArgumentException("Checkpoint of '" + root + "' had " + parts
                    + " parts but must have 1 to " + MOST_PARTS + "; it is read past.");
        }
        Instant from = Instant.ofEpochSecond(Long.parseLong(head[4]));
        return new CounterCheckpoint(
                Integer.parseInt(head[1]), parts, new CounterState(from, Long.parseLong(head[3]), tallies, volumes));
    }

    private static VolumeState volume(String... parts) {
        OptionalLong settledAt = parts[4].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[4]));
        TreeSet<Long> bounds = new TreeSet<>();
        Arrays.stream(parts[5].split(",", -1))
                .filter(bound -> !bound.isEmpty())
                .forEach(bound -> bounds.add(Long.parseLong(bound)));
        return new VolumeState(Instant.ofEpochSecond(Long.parseLong(parts[3])), settledAt, bounds);
    }

    private static <V> Map<MeterKey, V> sorted(Map<MeterKey, V> map) {
        Map<MeterKey, V> sorted = new TreeMap<>(ORDER);
        sorted.putAll(map);
        return sorted;
    }

    private static String checksum(String root, String text) {
        CRC32C sum = new CRC32C();
        sum.update((root + "\n" + text).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
