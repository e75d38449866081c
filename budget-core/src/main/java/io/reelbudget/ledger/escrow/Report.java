package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be told to the shared ledger, as it is noted in the host's own before: sent again after a crash it says
 * the same.
 *
 * @param key that of the note; those of its parts come from it
 * @param through the number of the last local entry that it is about
 * @param before what the slice held in the shared ledger when it was made, in millionths; {@link #UNKNOWN} where that
 *     was not known
 * @param charges what jobs cost, each more than zero, together within the slice
 * @param beyond what they cost beyond it, told after that: the slice goes on to cover what it did
 * @param at a time of the shared ledger, at which that was spent
 * @param returned how much went back unspent
 */
record Report(
        IdempotencyKey key,
        long through,
        long before,
        List<Charge> charges,
        List<Charge> beyond,
        Instant at,
        long returned) {

    static final long UNKNOWN = -1;

    private static final String LINE = "\n";
    private static final String FIELD = " ";
    private static final String BEYOND = "beyond";

    Report {
        charges = List.copyOf(charges);
        beyond = List.copyOf(beyond);
    }

    /**
     * Makes one of sums.
     *
     * @param overrun how much of it the slice does not cover, if it comes to so much
     */
    static Report of(IdempotencyKey key, Drafts.Draft draft, long before, long overrun, Instant at) {
        long total = draft.sums().values().stream().mapToLong(sum -> sum).sum();
        long within = Math.max(0, total - overrun);
        List<Charge> charges = new ArrayList<>();
        List<Charge> beyond = new ArrayList<>();
        for (Map.Entry<Labels, Long> sum : draft.sums().entrySet()) {
            long covered = Math.min(within, sum.getValue());
            within -= covered;
            add(charges, covered, sum.getKey());
            add(beyond, sum.getValue() - covered, sum.getKey());
        }
        return new Report(key, draft.through(), before, charges, beyond, at, draft.returned());
    }

    private static void add(List<Charge> charges, long micros, Labels labels) {
        if (micros > 0) {
            charges.add(new Charge(micros, labels));
        }
    }

    /** Returns how many parts are told, those within the slice first. */
    int parts() {
        return charges.size() + beyond.size();
    }

    Charge part(int part) {
        return isBeyond(part) ? beyond.get(part - charges.size()) : charges.get(part);
    }

    boolean isBeyond(int part) {
        return part >= charges.size();
    }

    /** Returns the key under which a part is told. */
    IdempotencyKey keyOf(int part) {
        return SliceNames.part(key, part);
    }

    /** Returns the key under which a part is told whose slice was given back by an operator. */
    IdempotencyKey lateKeyOf(int part) {
        return SliceNames.derived(keyOf(part), "late");
    }

    /** Returns all that jobs cost. */
    long total() {
        return total(charges) + beyondTotal();
    }

    long beyondTotal() {
        return total(beyond);
    }

    private static long total(List<Charge> charges) {
        return charges.stream().mapToLong(Charge::micros).sum();
    }

    String text() {
        String first = through + FIELD + before + FIELD + returned;
        String within = charges.stream().map(Report::line).collect(Collectors.joining());
        if (beyond.isEmpty()) {
            return first + within;
        }
        return first
                + FIELD
                + at.toEpochMilli()
                + within
                + LINE
                + BEYOND
                + beyond.stream().map(Report::line).collect(Collectors.joining());
    }

    private static String line(Charge charge) {
        return LINE + charge.micros() + FIELD + text(charge.labels());
    }

    static Report parse(IdempotencyKey key, String text) {
        List<String> lines = List.of(text.split(LINE, -1));
        List<String> head = fields(lines.get(0));
        int end = lines.indexOf(BEYOND);
        return new Report(
                key,
                Long.parseLong(head.get(0)),
                Long.parseLong(head.get(1)),
                charges(lines.subList(1, end < 0 ? lines.size() : end)),
                end < 0 ? List.of() : charges(lines.subList(end + 1, lines.size())),
                end < 0 ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(head.get(3))),
                Long.parseLong(head.get(2)));
    }

    private static List<Charge> charges(List<String> lines) {
        List<Charge> charges = new ArrayList<>();
        for (String line : lines) {
            List<String> fields = fields(line);
            charges.add(new Charge(Long.parseLong(fields.get(0)), labels(fields.get(1))));
        }
        return charges;
    }

    private static List<String> fields(String line) {
        return List.of(line.split(FIELD, -1));
    }

    /** Returns labels as a note has them; those of the longest names and texts fit into one. */
    static String text(Labels labels) {
        return labels.values().entrySet().stream()
                .map(label -> escaped(label.getKey()) + "=" + escaped(label.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Labels labels(String text) {
        Labels labels = Labels.none();
        for (String label : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            int equals = label.indexOf('=');
            labels = labels.with(plain(label.substring(0, equals)), plain(label.substring(equals + 1)));
        }
        return labels;
    }

    /** Only what parts a note from another is written as in an URL: a letter is one character, whatever its script. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter <= ' ' || "%+=&".indexOf(letter) >= 0) {
                escaped.append('%')
                        .append(Character.forDigit(letter >> 4, 16))
                        .append(Character.forDigit(letter & 15, 16));
            } else {
                escaped.append(letter);
            }
        }
        return escaped.toString();
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
