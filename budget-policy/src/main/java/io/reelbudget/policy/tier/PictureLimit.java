package io.reelbudget.policy.tier;

import io.reelbudget.job.Target;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The largest picture that is allowed, whichever way it is turned: neither its longer nor its shorter side may be
 * longer than that of the limit, so that portrait video has the same classes as landscape.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param longer pixels of the longer side, 1 to 32,768
 * @param shorter pixels of the shorter side, 1 to {@code longer}
 */
public record PictureLimit(int longer, int shorter) {

    private static final int MOST = 32_768;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

    public PictureLimit {
        if (shorter < 1 || shorter > longer || longer > MOST) {
            throw new IllegalArgumentException("Largest picture was " + longer + "x" + shorter + " but must have 1 to "
                    + MOST + " pixels a side, the longer first; write '1920x1080'.");
        }
    }

    /**
     * Reads a limit such as {@code 1920x1080}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static PictureLimit parse(String text) {
        Matcher sides = TEXT.matcher(text);
        if (!sides.matches()) {
            throw new IllegalArgumentException("Largest picture was '" + (text.length() > 32 ? "…" : text)
                    + "' but must be two numbers of pixels, the longer first; write '1920x1080'.");
        }
        return new PictureLimit(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    /** Returns whether a rendition is no larger. */
    public boolean allows(Target target) {
        return Math.max(target.width(), target.height()) <= longer
                && Math.min(target.width(), target.height()) <= shorter;
    }

    /** Returns whether this allows all that another allows. */
    public boolean allowsAllOf(PictureLimit other) {
        return longer >= other.longer && shorter >= other.shorter;
    }

    /** Returns the sides with an {@code x} between. */
    @Override
    public String toString() {
        return longer + "x" + shorter;
    }
}
