package io.reelbudget.ledger.simulation;

import java.util.stream.LongStream;

/**
 * Which seeds a property is tried with: the first ones, as many as {@code -Dreelbudget.seeds} says, or the one that
 * {@code -Dreelbudget.seed} names, to replay a failure.
 */
public final class Seeds {

    private Seeds() {}

    /** Returns the seeds; so many where no property says otherwise. */
    public static LongStream of(int usually) {
        Long one = Long.getLong("reelbudget.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("reelbudget.seeds", usually));
    }
}
