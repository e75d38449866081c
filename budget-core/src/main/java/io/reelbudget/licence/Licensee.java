package io.reelbudget.licence;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who owes licence fees: a legal entity, usually the one that runs the service, for all its accounts together.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id its name, 1 to 32 letters, digits, dots and dashes; the owner of the counters
 * @param region where it is, as catalogues name regions; empty where none does
 * @param marks what is true of it, such as {@code grandfathered}
 * @param declared figures that it declares, by their names: {@code subscribers}, {@code users}, {@code seats},
 *     {@code encoder-units} and what catalogues add; zero where absent
 * @param expected how much it expects of a whole period, by name: {@code minutes}, {@code jobs}, {@code titles},
 *     {@code encoder-units}; what a period costs is shared out by it
 */
public record Licensee(
        String id, String region, Set<String> marks, Map<String, Long> declared, Map<String, Long> expected) {

    /** The figure by which fees that no job moves are shared out: minutes of output in the fee's codecs. */
    public static final String MINUTES = "minutes";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,31}");
    private static final long MOST = 1_000_000_000_000L;

    public Licensee {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Licensee's id was '" + id
                    + "' but must be 1 to 32 letters, digits, dots and dashes; use one such as 'example-inc'.");
        }
        marks = Set.copyOf(marks);
        declared = Map.copyOf(declared);
        expected = Map.copyOf(expected);
        declared.forEach((name, figure) -> require("Declared figure '" + name + "'", figure, 0));
        expected.forEach((name, figure) -> require("Expected figure '" + name + "'", figure, 1));
    }

    /** Returns the service itself, without figures. */
    public static Licensee host() {
        return new Licensee("host", "", Set.of(), Map.of(), Map.of());
    }

    /** Returns this licensee with a figure that it declares. */
    public Licensee declaring(String name, long figure) {
        return new Licensee(id, region, marks, with(declared, name, figure), expected);
    }

    /** Returns this licensee with what it expects of a whole period. */
    public Licensee expecting(String name, long figure) {
        return new Licensee(id, region, marks, declared, with(expected, name, figure));
    }

    /** Returns this licensee in a region. */
    public Licensee in(String newRegion) {
        return new Licensee(id, newRegion, marks, declared, expected);
    }

    /** Returns this licensee with marks, in place of those it had. */
    public Licensee marked(String... names) {
        return new Licensee(id, region, Set.of(names), declared, expected);
    }

    private static Map<String, Long> with(Map<String, Long> figures, String name, long figure) {
        Map<String, Long> more = new HashMap<>(figures);
        more.put(name, figure);
        return more;
    }

    private static void require(String field, long figure, long least) {
        if (figure < least || figure > MOST) {
            throw new IllegalArgumentException(
                    field + " was " + figure + " but must be " + least + " to " + MOST + "; check the count.");
        }
    }
}
