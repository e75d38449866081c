package io.reelbudget.cli.check;

import io.reelbudget.money.Unit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pipeline fails by: a measure, a comparison and a limit, such as {@code p90>5 USD}, {@code runway<2h} or
 * {@code share-left<10%}.
 *
 * <pre>
 * condition  = measure comparison limit
 * comparison = "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * limit      = number unit            of money: a code of ISO 4217, or a compute unit such as vCPU-s
 *            | number ("s"|"m"|"h"|"d")   of time
 *            | number ["%"]               of a share: 0.1 and 10% are the same
 * number     = ["-"] digits ["." digits]
 * </pre>
 *
 * <p>Blanks may stand between the parts. This class is immutable and thread-safe.
 *
 * @param text as it was given
 * @param measure what is looked at
 * @param comparison how
 * @param limit in units, seconds, or parts of one
 * @param unit the unit of an amount of money; empty for other kinds
 */
record Condition(String text, Measure measure, Comparison comparison, BigDecimal limit, Optional<Unit> unit) {

    private static final Pattern FORM = Pattern.compile(
            "\\s*([A-Za-z][A-Za-z0-9-]*)\\s*(<=|>=|<|>)\\s*(-?[0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*(\\S*)\\s*");

    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none; it says which part, and what it must be
     */
    static Condition parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("Condition was '" + text
                    + "' but must be a measure, one of < <= > >=, and a limit, such as 'p90>5 USD', 'runway<2h' or"
                    + " 'share-left<0.1'; put it in quotes, or the shell takes < and > for itself.");
        }
        Measure measure = Measure.of(form.group(1))
                .orElseThrow(() -> new IllegalArgumentException("Measure of condition '" + text + "' was '"
                        + form.group(1) + "' but must be one of " + Measure.words() + "."));
        BigDecimal number = new BigDecimal(form.group(3));
        String word = form.group(4);
        Comparison comparison = Comparison.of(form.group(2));
        return switch (measure.kind()) {
            case MONEY -> new Condition(text, measure, comparison, number, Optional.of(unit(text, word)));
            case TIME ->
                new Condition(text, measure, comparison, number.multiply(seconds(text, word)), Optional.empty());
            case SHARE -> new Condition(text, measure, comparison, share(text, number, word), Optional.empty());
        };
    }

    private static Unit unit(String text, String word) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("Limit of condition '" + text
                    + "' had no unit but must have one, as it is an amount; write it such as '5 USD'.");
        }
        return word.matches("[A-Z]{3}") ? Unit.currency(word) : Unit.compute(word);
    }

    private static BigDecimal seconds(String text, String word) {
        Long seconds = SECONDS.get(word);
        if (seconds == null) {
            throw new IllegalArgumentException("Limit of condition '" + text + "' was in '" + word
                    + "' but must be in s, m, h or d, as it is a time; write it such as '2h'.");
        }
        return BigDecimal.valueOf(seconds);
    }

    private static BigDecimal share(String text, BigDecimal number, String word) {
        if (word.equals("%")) {
            return number.divide(HUNDRED);
        }
        if (!word.isEmpty()) {
            throw new IllegalArgumentException("Limit of condition '" + text + "' was in '" + word
                    + "' but must be a part of one or per cent, as it is a share; write it such as '0.1' or '10%'.");
        }
        return number;
    }

    /**
     * Returns whether it holds.
     *
     * @throws IllegalArgumentException if the value is in another unit
     */
    boolean holds(Reading value) {
        unit.ifPresent(expected -> {
            if (!value.unit().equals(unit)) {
                throw new IllegalArgumentException("Limit of condition '" + text + "' was in " + expected
                        + " but must be in " + value.unit().map(Unit::toString).orElse("none")
                        + ", as " + measure.word() + " of " + value.subject() + " is; convert it.");
            }
        });
        // What never ends is more than any limit.
        return comparison.holds(
                value.value().map(known -> known.compareTo(limit)).orElse(1));
    }
}
