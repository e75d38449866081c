package io.reelbudget.console.internal.web;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.Response;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Sees to it that an edit is of what its editor saw. Edits wait for each other, by account; what others than this
 * console change between the look and the write is not seen. Thread-safe.
 */
public final class Etags {

    private static final int STRIPES = 64;

    private final Object[] turns = new Object[STRIPES];

    public Etags() {
        for (int i = 0; i < STRIPES; i++) {
            turns[i] = new Object();
        }
    }

    /** Returns what something shows, with its tag. */
    public static Response tagged(Doc shown) {
        return shown.response().with("ETag", tag(shown));
    }

    private static String tag(Doc shown) {
        return "\"" + Digest.shortOf(shown.bytes()) + "\"";
    }

    /** Any one of a list, or whatever there is (RFC 9110, 13.1.1). */
    private static boolean names(String match, String now) {
        return match.strip().equals("*")
                || Arrays.stream(match.split(",", -1)).map(String::strip).anyMatch(now::equals);
    }

    /**
     * Carries an edit out if its {@code If-Match} names what there is.
     *
     * @param shown what there is now
     * @param edit the edit, of which {@code shown} then tells the result
     */
    public Response edit(Call call, AccountPath account, Supplier<Doc> shown, Runnable edit) {
        String match = call.request()
                .header("If-Match")
                .orElseThrow(() -> new Problem(
                        428,
                        "precondition-required",
                        "If-Match was missing but must be the ETag of what is edited; GET it first."));
        synchronized (turns[Math.floorMod(account.hashCode(), STRIPES)]) {
            String now = tag(shown.get());
            if (!names(match, now)) {
                throw new Problem(
                                412,
                                "changed-meanwhile",
                                "It was changed since it was read; read it again, and decide anew.")
                        .with("ETag", now);
            }
            edit.run();
            return tagged(shown.get());
        }
    }
}
