package io.reelbudget.policy.spi;

/**
 * Tells people what happened to their budget.
 *
 * <p>A call that throws, or has not returned within the monitor's time-out, is made again later with the same notice: a
 * notifier that must not tell twice remembers {@link Notice#dedupeKey()}. Implementations are thread-safe and do not
 * call the monitor.
 */
@FunctionalInterface
public interface Notifier {

    /** Sends a notice. */
    void send(Notice notice);

    /** Returns a notifier that writes each notice as one line to the log of this interface. */
    static Notifier logging() {
        return LoggingNotifier.INSTANCE;
    }
}
