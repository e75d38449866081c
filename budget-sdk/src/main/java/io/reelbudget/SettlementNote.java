package io.reelbudget;

import io.reelbudget.rate.MeterKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the statement says when charges by volume prices were settled: a sentence for people, and behind it, in
 * brackets, the counter and the volume, so that no settlement is begun again.
 *
 * @param counter whose volume decided
 * @param volume how much it was
 */
record SettlementNote(MeterKey counter, long volume) {

    /** The kind of the notes. */
    static final String KIND = "price.settlement";

    private static final Logger LOG = LoggerFactory.getLogger(SettlementNote.class);
    private static final Pattern TAIL = Pattern.compile("\\[([^\\s;]+;[^\\s;]+;-?[0-9]{1,18});([0-9]{1,19})\\]$");

    String text(String sentence) {
        return sentence + " [" + MeterLabels.text(counter) + ";" + volume + "]";
    }

    /** Reads a note; nothing where it was not written by this library. */
    static Optional<SettlementNote> parse(String text) {
        Matcher tail = TAIL.matcher(text);
        if (!tail.find()) {
            LOG.warn("Note '{}' of kind '{}' names no counter and no volume; it is read past.", text, KIND);
            return Optional.empty();
        }
        return Optional.of(
                new SettlementNote(MeterLabels.key(tail.group(1).split(";", -1)), Long.parseLong(tail.group(2))));
    }
}
