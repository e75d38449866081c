package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Labels;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * What was captured and is not in a report yet, added up: while the shared ledger is away there are as many sums as
 * there are kinds of jobs, not as many as there are jobs. A draft becomes one report, whose note must have room for it.
 *
 * <p>Guarded by its {@link Settlement}.
 */
final class Drafts {

    /** More sums than these are told without labels, as one. */
    static final int MOST_SUMS = 64;

    /** More drafts than these there are not: the last takes all, without labels where it is full. */
    static final int MOST = 32;

    /** What the numbers of a sum take of a note at most. */
    private static final int NUMBERS = 24;

    /** What labels take of half a note: those of one sum may stand there twice. */
    private static final int ROOM = (Command.MAX_NOTE - (MOST_SUMS + 6) * NUMBERS) / 2;

    /** A report to be. */
    static final class Draft {
        private final Map<Labels, Long> sums = new LinkedHashMap<>();
        private long returned;
        private long through;
        private int length;

        long through() {
            return through;
        }

        long returned() {
            return returned;
        }

        Map<Labels, Long> sums() {
            return sums;
        }

        private boolean isTooLongWith(Labels labels, int labelLength) {
            boolean mayBeAdded = !sums.containsKey(labels) && sums.size() < MOST_SUMS && labelLength <= ROOM;
            return mayBeAdded && length + labelLength > ROOM;
        }

        private void add(Charge charge, int labelLength) {
            boolean fits = sums.size() < MOST_SUMS && length + labelLength <= ROOM;
            Labels labels = sums.containsKey(charge.labels()) || fits ? charge.labels() : Labels.none();
            length += sums.containsKey(labels) || labels.values().isEmpty() ? 0 : labelLength;
            sums.merge(labels, charge.micros(), Math::addExact);
        }
    }

    private final Deque<Draft> drafts = new ArrayDeque<>();

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    /** Returns how much of it went back unspent. */
    long returned() {
        return drafts.stream().mapToLong(Draft::returned).sum();
    }

    /** Takes the oldest, of which there must be one. */
    Draft take() {
        return drafts.remove();
    }

    /** Adds what was captured after all that is here, up to an entry's number. */
    void add(SortedMap<Long, Charge> charges, long cut) {
        if (charges.isEmpty()) {
            return;
        }
        charges.forEach(this::add);
        drafts.getLast().through = cut;
    }

    private void add(long entry, Charge charge) {
        if (drafts.isEmpty()) {
            drafts.add(new Draft());
        }
        Draft draft = drafts.getLast();
        if (charge.isReturned()) {
            draft.returned = Math.addExact(draft.returned, charge.micros());
        } else if (charge.micros() > 0) {
            int length = Report.text(charge.labels()).length();
            if (draft.isTooLongWith(charge.labels(), length) && drafts.size() < MOST) {
                draft = new Draft();
                drafts.add(draft);
            }
            draft.add(charge, length);
        }
        draft.through = entry;
    }
}
