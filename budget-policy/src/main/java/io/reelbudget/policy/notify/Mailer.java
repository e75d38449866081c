package io.reelbudget.policy.notify;

/**
 * The host's own way to send mail: Jakarta Mail, a framework's sender, or the interface of a mail service. The library
 * brings none, since a host that sends mail has one already, with its sender, its signatures and its handling of
 * bounces.
 *
 * <p>Implementations are thread-safe, encode what is not ASCII, and throw if the message was not handed over.
 */
@FunctionalInterface
public interface Mailer {

    /** Hands a message over; one with an id that was handed over before need not go out again. */
    void send(Mail mail);
}
