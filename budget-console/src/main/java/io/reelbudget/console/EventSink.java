package io.reelbudget.console;

import java.io.IOException;

/** A connection that stays open, for events. */
public interface EventSink {

    /**
     * Writes some bytes and flushes them. Called by one thread at a time.
     *
     * @throws IOException if the other side is gone
     */
    void send(byte[] bytes) throws IOException;

    /** Ends the connection, from any thread, also while {@link #send} waits. Closing again does nothing. */
    void close();
}
