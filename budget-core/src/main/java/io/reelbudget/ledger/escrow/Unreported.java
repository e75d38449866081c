package io.reelbudget.ledger.escrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What was captured on a slice and no report has yet. A report is cut at an entry's number: it has all captures before
 * and none after. Captures are decided in the order of their numbers but heard of in any; so whoever cuts waits for
 * those that were under way.
 *
 * <p>This class is thread-safe.
 */
final class Unreported {

    /** The captures that were begun between two cuts. */
    static final class Flight {
        private int running;

        private Flight() {}
    }

    private final Map<Long, Charge> charges = new HashMap<>();
    private Flight flight = new Flight();
    private long through;

    /** Says that a capture begins; it must {@link #leave} whatever comes of it. */
    synchronized Flight enter() {
        flight.running++;
        return flight;
    }

    synchronized void leave(Flight begun) {
        begun.running--;
        if (begun.running == 0) {
            notifyAll();
        }
    }

    /** Adds a capture; one that was sent again, or is in a report already, counts once. */
    synchronized void add(long entry, Charge charge) {
        if (entry > through) {
            charges.put(entry, charge);
        }
    }

    synchronized boolean isEmpty() {
        return charges.isEmpty();
    }

    /** Returns how much went back unspent that no report says yet. */
    synchronized long returned() {
        long sum = 0;
        for (Charge charge : charges.values()) {
            sum += charge.isReturned() ? charge.micros() : 0;
        }
        return sum;
    }

    /** Takes up to an entry's number what is before it, waiting for what was begun before now. */
    synchronized List<Charge> takeThrough(long cut) {
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
        List<Charge> taken = new ArrayList<>();
        for (Iterator<Map.Entry<Long, Charge>> all = charges.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Long, Charge> charge = all.next();
            if (charge.getKey() <= cut) {
                taken.add(charge.getValue());
                all.remove();
            }
        }
        through = Math.max(through, cut);
        return taken;
    }

    /** Begins after an entry's number: all before it are in reports. */
    synchronized void beginAfter(long entry) {
        through = entry;
    }
}
