package io.reelbudget.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the model gives back at one level. */
final class ModelReturn {

    /** A stretch of the amount and the new grant that it becomes, null where it becomes none. */
    private record Piece(long amount, ModelReissue reissue) {}

    private final ModelAccount level;
    private final long now;
    private final List<Piece> pieces = new ArrayList<>();
    private long free;

    ModelReturn(ModelAccount level, long now) {
        this.level = level;
        this.now = now;
        this.free = level.free();
    }

    private void piece(long amount, ModelReissue reissue) {
        if (amount > 0) {
            pieces.add(new Piece(amount, reissue));
        }
    }

    /** Gives back to nobody in particular. */
    void toAccount(long amount) {
        long unowed = level.repay(amount);
        piece(amount - unowed, null);
        long unspent = unowed - spentFreely(unowed);
        piece(unspent, ModelReissue.ENDLESS);
    }

    private long spentFreely(long amount) {
        long part = Math.min(free, amount);
        free -= part;
        piece(part, null);
        return part;
    }

    void toPayers(List<ModelCharge.Paid> paidBy, long before, long amount, long charged) {
        long skip = before;
        long rest = amount;
        for (int i = paidBy.size() - 1; i >= 0; i--) {
            ModelCharge.Paid paid = paidBy.get(i);
            long skipped = Math.min(skip, paid.amount());
            skip -= skipped;
            long part = Math.min(rest, paid.amount() - skipped);
            rest -= part;
            toPayer(paid, part, charged);
        }
    }

    private void toPayer(ModelCharge.Paid paid, long amount, long charged) {
        ModelGrant grant = paid.grant();
        if (paid.free()) {
            lose(amount - spentFreely(amount));
        } else if (grant == null) {
            long paidOnce = level.payBackForgiven(amount, charged);
            piece(amount - paidOnce, null);
            long more = level.repay(paidOnce);
            piece(paidOnce - more, null);
            piece(more, ModelReissue.ENDLESS);
        } else if (grant.voided) {
            lose(amount);
        } else if (!grant.gone && grant.expiry > now) {
            grant.left += amount;
            piece(amount, null);
        } else if (level.reissue() > 0) {
            piece(amount, ModelReissue.of(grant, now + level.reissue()));
        } else {
            lose(amount);
        }
    }

    private void lose(long amount) {
        level.lose(amount);
        piece(amount, null);
    }

    /** Makes the new grants: one at each level, or one for each stretch that goes one way at every level. */
    static void reissue(List<ModelReturn> levels) {
        boolean oneEach = levels.stream().allMatch(level -> level.reissues() <= 1);
        TreeSet<Long> ends = new TreeSet<>();
        for (ModelReturn level : levels) {
            long end = 0;
            for (Piece piece : level.pieces) {
                end += piece.amount();
                ends.add(end);
            }
        }
        for (ModelReturn level : levels) {
            level.make(oneEach ? List.of(ends.isEmpty() ? 0 : ends.last()) : List.copyOf(ends));
        }
    }

    private long reissues() {
        return pieces.stream()
                .filter(piece -> piece.reissue() != null)
                .map(Piece::reissue)
                .distinct()
                .count();
    }

    private void make(List<Long> ends) {
        long begin = 0;
        for (long end : ends) {
            long sum = 0;
            ModelReissue like = null;
            long at = 0;
            for (Piece piece : pieces) {
                long part = Math.min(end, at + piece.amount()) - Math.max(begin, at);
                at += piece.amount();
                if (piece.reissue() != null && part > 0) {
                    sum += part;
                    like = piece.reissue();
                }
            }
            level.reissue(like, sum, now);
            begin = end;
        }
    }
}
