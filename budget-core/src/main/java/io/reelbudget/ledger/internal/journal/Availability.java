package io.reelbudget.ledger.internal.journal;

import static java.util.Objects.requireNonNull;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a journal can be used, and why not where it cannot. This class is thread-safe. */
final class Availability {

    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    /** Why nothing is answered any more. */
    private record Outage(String message, @Nullable Throwable cause) {}

    private final String place;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Outage outage;
    private volatile boolean closing;

    /** Is for the journal at a place, such as "in directory …". */
    Availability(String place) {
        this.place = place;
    }

    /** Lets someone know of every change afterwards. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    boolean isUsable() {
        return outage == null;
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * Lets nothing more be appended; what was, is still written and can be read.
     *
     * @return whether that was still to do
     */
    boolean beginClosing() {
        synchronized (this) {
            if (closing) {
                return false;
            }
            closing = true;
        }
        watchers.forEach(Runnable::run);
        return true;
    }

    /** Throws if the journal is closed or failed. */
    void requireUsable() {
        if (outage != null) {
            throw exception();
        }
    }

    /** Throws if nothing may be appended. */
    void requireOpen() {
        requireUsable();
        if (closing) {
            throw new LedgerUnavailableException(closed());
        }
    }

    /** Says why nothing is answered any more; only where that is so. */
    LedgerUnavailableException exception() {
        Outage why = requireNonNull(outage, "outage");
        return new LedgerUnavailableException(why.message(), why.cause());
    }

    /** Gives up for good. */
    void fail(Throwable cause) {
        if (isNews(cause)) {
            watchers.forEach(Runnable::run);
        }
    }

    private synchronized boolean isNews(Throwable cause) {
        if (outage != null || (closing && cause instanceof LedgerUnavailableException)) {
            return false;
        }
        outage = new Outage(
                "Ledger " + place + " failed (" + cause + ") and must not go on; open it anew, which keeps all that"
                        + " was acknowledged.",
                cause);
        LOG.error("Ledger {} failed and answers no more", place, cause);
        return true;
    }

    synchronized void close() {
        if (outage == null) {
            outage = new Outage(closed(), null);
        }
    }

    private String closed() {
        return "Ledger " + place + " was closed but must be open; open it anew.";
    }
}
