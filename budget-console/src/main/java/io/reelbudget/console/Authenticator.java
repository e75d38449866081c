package io.reelbudget.console;

import java.util.Optional;

/**
 * Says who sends a request: the host's own accounts, perhaps by {@link Request#user}, or {@link BearerTokens}.
 *
 * <p>Implementations are thread-safe and quick: every request to the interface waits for one.
 */
@FunctionalInterface
public interface Authenticator {

    /** Returns who sent a request; empty for strangers, who are refused. */
    Optional<Principal> authenticate(Request request);
}
