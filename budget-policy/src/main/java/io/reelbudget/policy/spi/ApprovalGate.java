package io.reelbudget.policy.spi;

/**
 * Asks people whether a policy may go on. The answer comes back whenever it is there, through the monitor's
 * {@code answer}.
 *
 * <p>The call should return once the question is on its way. One that throws, or has not returned within the monitor's
 * time-out, is made again later with the same request: a gate that must not ask twice remembers
 * {@link ApprovalRequest#id()} by account. Implementations are thread-safe and do not call the monitor.
 */
@FunctionalInterface
public interface ApprovalGate {

    /** Puts a question to whoever may answer it. */
    void ask(ApprovalRequest request);
}
