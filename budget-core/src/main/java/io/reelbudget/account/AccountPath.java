package io.reelbudget.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an account and of those above it, such as {@code acme/video/ann}: what Ann spends counts for her, for her
 * team and for her organisation.
 *
 * <p>This class is immutable and thread-safe.
 *
 * <p>Two paths are equal if all their names are.
 */
public final class AccountPath {

    /** How many levels a path may have. */
    public static final int MAX_DEPTH = 16;

    private static final Pattern SEGMENT = Pattern.compile("[\\p{L}\\p{N}_:@-][\\p{L}\\p{N}._:@-]{0,63}");

    private final String text;

    /** Null where there is one: then its name is the text, and a million roots need not keep a list each. */
    private final @Nullable List<String> several;

    /**
     * Makes a path.
     *
     * @param segments the names from the organisation down, 1 to {@value #MAX_DEPTH} of them, each 1 to 64 letters,
     *     digits, dots, dashes, underscores, colons or at-signs, not beginning with a dot
     */
    public AccountPath(List<String> segments) {
        List<String> names = List.copyOf(segments);
        requireValid(names);
        this.text = names.size() == 1 ? names.get(0) : String.join("/", names);
        this.several = names.size() == 1 ? null : names;
    }

    private static void requireValid(List<String> segments) {
        if (segments.isEmpty() || segments.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("Account path had " + segments.size() + " levels but must have 1 to "
                    + MAX_DEPTH + "; use one such as 'acme/video/ann'.");
        }
        for (String segment : segments) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException("Account path had the level '" + visible(segment)
                        + "' but each must be 1 to 64 letters, digits or any of . _ : @ - and not begin with a dot;"
                        + " use one such as 'acme/video/ann'.");
            }
        }
    }

    /**
     * Returns the path written with slashes.
     *
     * @param path levels from the organisation down, such as {@code acme/video/ann}
     * @throws IllegalArgumentException if a level is empty or has a character that is not allowed
     */
    public static AccountPath of(String path) {
        return new AccountPath(List.of(path.split("/", -1)));
    }

    /** Returns the names from the organisation down. */
    public List<String> segments() {
        return several == null ? List.of(text) : several;
    }

    /** Returns the name of the topmost account. */
    public String rootName() {
        return several == null ? text : several.get(0);
    }

    /** Returns the topmost account. */
    public AccountPath root() {
        return several == null ? this : new AccountPath(several.subList(0, 1));
    }

    /** Returns the account above, none for a root. */
    public Optional<AccountPath> parent() {
        return several == null
                ? Optional.empty()
                : Optional.of(new AccountPath(several.subList(0, several.size() - 1)));
    }

    /** Returns the path of an account below this one. */
    public AccountPath child(String name) {
        List<String> longer = new ArrayList<>(segments());
        longer.add(name);
        return new AccountPath(longer);
    }

    /** Returns this account and all above it, the root first. */
    public List<AccountPath> levels() {
        List<String> segments = segments();
        List<AccountPath> levels = new ArrayList<>(segments.size());
        for (int depth = 1; depth <= segments.size(); depth++) {
            levels.add(depth == segments.size() ? this : new AccountPath(segments.subList(0, depth)));
        }
        return List.copyOf(levels);
    }

    /** Returns the levels with slashes between, as {@link #of} reads them. */
    @Override
    public String toString() {
        return text;
    }

    /** No name has a slash, so equal texts are equal paths. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof AccountPath path && text.equals(path.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Control and direction characters would forge lines of a log that prints the message. */
    private static String visible(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
