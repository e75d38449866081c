package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was captured on a slice since it was gathered last. Captures are decided in the order of their numbers but heard
 * of in any; so whoever gathers up to an entry's number waits for those that were under way. Where the answer to a
 * capture is not known, that is asked for first: the disk may have kept what it said it refused.
 *
 * <p>This class is thread-safe.
 */
final class Unreported {

    /** The captures that were begun between two cuts. */
    static final class Flight {
        private int running;

        private Flight() {}
    }

    private final NavigableMap<Long, Charge> charges = new TreeMap<>();
    private final Map<IdempotencyKey, Consumer<Result.Captured>> doubts = new HashMap<>();
    private Flight flight = new Flight();
    private long through;
    private int underWay;
    private boolean closed;

    /**
     * Says that a capture begins; it must {@link #leave} whatever comes of it. Null once this is closed: the slice is
     * to be looked for anew.
     */
    synchronized @Nullable Flight enter() {
        if (closed) {
            return null;
        }
        underWay++;
        flight.running++;
        return flight;
    }

    synchronized void leave(Flight begun) {
        underWay--;
        begun.running--;
        if (begun.running == 0) {
            notifyAll();
        }
    }

    /** Adds a capture; one that was sent again, or was gathered already, counts once. */
    synchronized void add(long entry, Charge charge) {
        if (entry > through) {
            charges.putIfAbsent(entry, charge);
        }
    }

    /** Says that nobody knows whether a capture was recorded; it is told to {@code heard} if it was. */
    synchronized void doubt(IdempotencyKey key, Consumer<Result.Captured> heard) {
        doubts.put(key, heard);
    }

    synchronized Map<IdempotencyKey, Consumer<Result.Captured>> doubts() {
        return Map.copyOf(doubts);
    }

    /** Says that it is known what became of a capture. */
    synchronized void clear(IdempotencyKey key) {
        doubts.remove(key);
    }

    synchronized boolean isEmpty() {
        return charges.isEmpty() && doubts.isEmpty();
    }

    /** Returns whether there is nothing, and nothing under way. */
    synchronized boolean isAtRest() {
        return isEmpty() && underWay == 0;
    }

    /** Takes nothing more where this is at rest; returns whether it does so now. */
    synchronized boolean close() {
        closed = closed || isAtRest();
        return closed;
    }

    /** Returns how much went back unspent that was not gathered yet. */
    synchronized long returned() {
        long sum = 0;
        for (Charge charge : charges.values()) {
            sum += charge.isReturned() ? charge.micros() : 0;
        }
        return sum;
    }

    /** Waits for what was begun before now. */
    synchronized void awaitFlights() {
        Flight before = flight;
        flight = new Flight();
        boolean interrupted = false;
        while (before.running > 0) {
            try {
                wait();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes what is there up to an entry's number, in order. */
    synchronized NavigableMap<Long, Charge> takeThrough(long cut) {
        NavigableMap<Long, Charge> before = charges.headMap(cut, true);
        NavigableMap<Long, Charge> taken = new TreeMap<>(before);
        before.clear();
        through = Math.max(through, cut);
        return taken;
    }

    /** Begins after an entry's number: all before it are in reports. */
    synchronized void beginAfter(long entry) {
        through = entry;
    }
}
