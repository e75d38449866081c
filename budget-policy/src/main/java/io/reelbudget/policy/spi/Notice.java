package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A text for people: what happened, what it means, what to do.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param dedupeKey the same for all notices of the same thing: send one of them
 * @param account whose budget it is about
 * @param level how serious it is
 * @param at when it was decided
 * @param title what it is about, in at most {@value #MAX_TITLE} characters
 * @param happened what happened, in a sentence or two of at most {@value #MAX_TEXT} characters
 * @param meaning what that means for the account's jobs, as long
 * @param advice what its owner can do, as long
 * @param numbers the figures behind it, by name; at most {@value #MAX_NUMBERS}, of at most {@value #MAX_NUMBER}
 *     characters each
 */
public record Notice(
        String dedupeKey,
        AccountPath account,
        NoticeLevel level,
        Instant at,
        String title,
        String happened,
        String meaning,
        String advice,
        SortedMap<String, String> numbers) {

    /** How long a title or a key may be, in characters. */
    public static final int MAX_TITLE = 2_000;

    /** How long each part of the text may be, in characters. */
    public static final int MAX_TEXT = 1_000;

    /** How many figures there may be. */
    public static final int MAX_NUMBERS = 32;

    /** How long the name or the text of a figure may be, in characters. */
    public static final int MAX_NUMBER = 128;

    public Notice {
        requireFits("Dedupe key", dedupeKey, MAX_TITLE);
        requireFits("Title", title, MAX_TITLE);
        requireFits("What happened", happened, MAX_TEXT);
        requireFits("What it means", meaning, MAX_TEXT);
        requireFits("What to do", advice, MAX_TEXT);
        if (numbers.size() > MAX_NUMBERS) {
            throw new IllegalArgumentException("Notice had " + numbers.size() + " numbers but must have at most "
                    + MAX_NUMBERS + "; keep those that people need.");
        }
        numbers.forEach((name, number) -> {
            requireFits("Name of a number", name, MAX_NUMBER);
            requireFits("Number '" + name + "'", number, MAX_NUMBER);
        });
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) numbers));
    }

    /** Returns the whole text in one line. */
    public String text() {
        return happened + " " + meaning + " " + advice;
    }

    static void requireFits(String what, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            throw new IllegalArgumentException(what + " had " + text.length() + " characters but must have 1 to " + most
                    + " and not be blank; say it in a sentence.");
        }
    }
}
