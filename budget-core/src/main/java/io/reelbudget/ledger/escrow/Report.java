package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be told to the shared ledger, as it is noted in the host's own before: sent again after a crash it says
 * the same.
 *
 * @param key that of the note; those of its captures come from it
 * @param through the number of the last local entry that it is about
 * @param before what the slice held in the shared ledger when it was made, in millionths
 * @param charges what jobs cost, each more than zero
 * @param returned how much went back unspent
 */
record Report(IdempotencyKey key, long through, long before, List<Charge> charges, long returned) {

    /** More sums than these are told without labels, as one: a note has an end. */
    static final int MOST_SUMS = 64;

    private static final String LINE = "\n";
    private static final String FIELD = " ";

    Report {
        charges = List.copyOf(charges);
    }

    /** Adds up what was captured, for each set of labels. */
    static Report of(IdempotencyKey key, long through, long before, List<Charge> all) {
        Map<Labels, Long> sums = new LinkedHashMap<>();
        long returned = 0;
        int length = 0;
        for (Charge charge : all) {
            if (charge.isReturned()) {
                returned += charge.micros();
            } else if (charge.micros() > 0) {
                boolean room =
                        sums.containsKey(charge.labels()) || (sums.size() < MOST_SUMS && length < Command.MAX_NOTE / 2);
                Labels labels = room ? charge.labels() : Labels.none();
                length += sums.containsKey(labels) ? 0 : text(labels).length();
                sums.merge(labels, charge.micros(), Math::addExact);
            }
        }
        List<Charge> charges = new ArrayList<>();
        sums.forEach((labels, micros) -> charges.add(new Charge(micros, labels)));
        return new Report(key, through, before, charges, returned);
    }

    /** Returns all that it takes from the slice. */
    long total() {
        return charges.stream().mapToLong(Charge::micros).sum();
    }

    String text() {
        String first = through + FIELD + before + FIELD + returned;
        return charges.stream()
                .map(charge -> LINE + charge.micros() + FIELD + text(charge.labels()))
                .collect(Collectors.joining("", first, ""));
    }

    static Report parse(IdempotencyKey key, String text) {
        List<String> lines = List.of(text.split(LINE, -1));
        List<String> head = fields(lines.get(0));
        List<Charge> charges = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = fields(line);
            charges.add(new Charge(Long.parseLong(fields.get(0)), labels(fields.get(1))));
        }
        return new Report(
                key, Long.parseLong(head.get(0)), Long.parseLong(head.get(1)), charges, Long.parseLong(head.get(2)));
    }

    private static List<String> fields(String line) {
        return List.of(line.split(FIELD, -1));
    }

    private static String text(Labels labels) {
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

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
