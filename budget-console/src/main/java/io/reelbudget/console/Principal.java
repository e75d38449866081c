package io.reelbudget.console;

import io.reelbudget.account.AccountPath;
import java.util.Optional;

/**
 * Somebody who was recognised.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name who, for the audit log and the ledger's entries; 1 to {@value #MAX_NAME} characters without control
 *     characters
 * @param role what they may do
 * @param scope the account that they may do it with, and those below it; all, where empty
 */
public record Principal(String name, Role role, Optional<AccountPath> scope) {

    /** The longest name, in characters. */
    public static final int MAX_NAME = 64;

    public Principal {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Principal's name had " + name.length()
                    + " characters but must have 1 to " + MAX_NAME + ", none of them control characters; shorten it.");
        }
    }

    /** Returns somebody who may do something with all accounts. */
    public static Principal of(String name, Role role) {
        return new Principal(name, role, Optional.empty());
    }

    /** Returns whether an account is theirs to see. */
    public boolean covers(AccountPath account) {
        return scope.isEmpty() || account.levels().contains(scope.get());
    }
}
