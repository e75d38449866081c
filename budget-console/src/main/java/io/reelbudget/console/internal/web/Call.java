package io.reelbudget.console.internal.web;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Request;
import io.reelbudget.ledger.IdempotencyKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request that was let in.
 *
 * @param request as it came
 * @param principal who sent it
 * @param match who answers it, and what stands in the path's places, unescaped
 * @param key the client's name for a write; empty for all else
 */
public record Call(Request request, Principal principal, Router.Match match, String key) {

    /** What stands between the levels of an account in a path, since no level's name may have it. */
    public static final String LEVEL = "~";

    /** Returns what stands in a place of the path. */
    public String parameter(String name) {
        return java.util.Objects.requireNonNull(match.parameters().get(name), name);
    }

    /** Returns the account that the path names, if the principal may see it. */
    public AccountPath account() {
        return account(parameter("account").replace(LEVEL, "/"));
    }

    /** Returns an account by its path, if the principal may see it; otherwise it is as if there were none. */
    public AccountPath account(String path) {
        AccountPath account;
        try {
            account = AccountPath.of(path);
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid(String.valueOf(wrong.getMessage()));
        }
        if (!principal.covers(account)) {
            throw Problem.missing("There is no account '" + account + "' here; see GET /api/v1/accounts.");
        }
        return account;
    }

    /** Returns the fields of the body. */
    public Fields fields() {
        return Fields.parse(request.body());
    }

    /** Returns the ledger's key for this write: the same for the same client's same key, also after a restart. */
    public IdempotencyKey ledgerKey() {
        return IdempotencyKey.named("console " + name());
    }

    /** Returns what this write is called. However its path is escaped, it is the same. */
    String name() {
        return principal.name() + " " + request.method() + " "
                + match.route().filled(each -> parameter(each).replace("/", LEVEL)) + " " + key;
    }

    /** Returns a reason with who gave it, for the ledger; a problem where it could make either look otherwise. */
    public String signed(String reason) {
        if (reason.codePoints().anyMatch(Call::isUnseen)) {
            throw Problem.invalid(
                    "Reason had characters that cannot be seen, or that turn the rest round, but must have none; write it"
                            + " in letters, digits and signs, on one line.");
        }
        return reason + " (" + principal.name() + ")";
    }

    private static boolean isUnseen(int character) {
        return Character.isISOControl(character)
                || character == 0x2028 // the separators of lines and of paragraphs
                || character == 0x2029
                || (character >= 0x202a && character <= 0x202e) // what embeds and overrides directions of writing
                || (character >= 0x2066 && character <= 0x2069)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    /**
     * Returns whether a parameter of the query that has one of two values has the second; the first where it is
     * missing.
     */
    public boolean isOther(String name, String usual, String other) {
        String text = request.query(name).filter(given -> !given.isEmpty()).orElse(usual);
        if (!text.equals(usual) && !text.equals(other)) {
            throw Problem.invalid(
                    "Parameter " + name + " was '" + text + "' but must be " + usual + " or " + other + ".");
        }
        return text.equals(other);
    }

    /** Returns a whole number of the query within bounds, or the usual one. */
    public int limit(int usual, int most) {
        Optional<String> given = request.query("limit");
        if (given.isEmpty()) {
            return usual;
        }
        try {
            int limit = Integer.parseInt(given.get());
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException wrong) {
            // Told below, as for a number that is out of bounds.
        }
        throw Problem.invalid("Limit was '" + given.get() + "' but must be a whole number from 1 to " + most + ".");
    }

    static String unescaped(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
