package io.reelbudget.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Facts that a host attaches to holds and captures, such as the codec, the job or the price version; the ledger keeps
 * them, and reads none of them but {@link #ESCROW}, {@link #ESCROW_SEEN} and those that a grant's scope names.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param values at most {@value #MAX_LABELS} labels; names of 1 to {@value #MAX_NAME} and texts of at most
 *     {@value #MAX_TEXT} characters; kept sorted by name
 */
public record Labels(Map<String, String> values) {

    /** How many labels there may be. */
    public static final int MAX_LABELS = 16;

    /** How long a name may be, in characters. */
    public static final int MAX_NAME = 64;

    /** How long a text may be, in characters. */
    public static final int MAX_TEXT = 512;

    /**
     * The label of a hold that is a host's slice of an account, see {@code io.reelbudget.ledger.escrow}: no
     * {@link Command.Renew} expires it, since what the host spent of it is not known before the host says so.
     */
    public static final String ESCROW = "reelbudget.escrow";

    /**
     * The label of a capture that ends a host's slice only if that is as it was seen: a capture with it is refused by a
     * {@link ChangedHoldException} where the lease end and the amount are not those that its text says, or where the
     * lease lasts by the ledger's time.
     */
    public static final String ESCROW_SEEN = "reelbudget.escrow.seen";

    private static final Labels NONE = new Labels(Map.of());

    public Labels {
        if (values.size() > MAX_LABELS) {
            throw new IllegalArgumentException("There were " + values.size() + " labels but there must be at most "
                    + MAX_LABELS + "; keep the rest beside your job.");
        }
        values.forEach(Labels::requireFits);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Returns no labels. */
    public static Labels none() {
        return NONE;
    }

    /** Returns one label. */
    public static Labels of(String name, String text) {
        return new Labels(Map.of(name, text));
    }

    /** Returns these labels and one more, which replaces an earlier one of the same name. */
    public Labels with(String name, String text) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, text);
        return new Labels(more);
    }

    /** Returns whether all of some labels are among these, with the same texts. */
    public boolean contain(Labels some) {
        for (Map.Entry<String, String> label : some.values.entrySet()) {
            if (!label.getValue().equals(values.get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Returns these labels and others, which replace those of the same name. */
    public Labels with(Labels others) {
        if (others.values.isEmpty()) {
            return this;
        } else if (values.isEmpty()) {
            return others;
        }
        Map<String, String> more = new TreeMap<>(values);
        more.putAll(others.values);
        return new Labels(more);
    }

    private static void requireFits(String name, String text) {
        if (name.isEmpty() || name.length() > MAX_NAME || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("Label had a name of " + name.length() + " and a text of "
                    + text.length() + " characters but must have 1 to " + MAX_NAME + " and at most " + MAX_TEXT
                    + "; shorten it.");
        }
        WrittenText.requireFits("Label name", name, MAX_NAME);
        WrittenText.requireFits("Label text", text, MAX_TEXT);
    }
}
