package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What debt of an account was forgiven, for as long as the charges can be corrected that made it: a refund of what was
 * never paid pays that back first. Guarded by its book's lock.
 */
final class Forgiveness {

    private record Forgiven(long at, long amount) {}

    /** What is older is put together beyond so many. */
    private static final int MOST = 100;

    private List<Forgiven> all = List.of();

    void add(long at, long amount, long now) {
        List<Forgiven> more = new ArrayList<>();
        for (Forgiven one : all) {
            if (one.at() >= now - Corrections.KEPT) {
                more.add(one);
            }
        }
        if (more.size() >= MOST) {
            // By the later time: refunds of all that either may have forgiven find it.
            Forgiven oldest = more.remove(0);
            Forgiven next = more.get(0);
            more.set(0, new Forgiven(next.at(), Math.addExact(oldest.amount(), next.amount())));
        }
        if (amount > 0) {
            more.add(new Forgiven(at, amount));
        }
        all = List.copyOf(more);
    }

    /** Returns what was forgiven since a time and not paid back. */
    long since(long time) {
        long sum = 0;
        for (Forgiven one : all) {
            sum = Math.addExact(sum, one.at() >= time ? one.amount() : 0);
        }
        return sum;
    }

    /** Takes away what a refund of a charge paid back, of what was forgiven first after that. */
    void payBack(long amount, long charged) {
        long rest = amount;
        List<Forgiven> left = new ArrayList<>();
        for (Forgiven one : all) {
            long part = one.at() >= charged ? Math.min(rest, one.amount()) : 0;
            rest -= part;
            if (part < one.amount()) {
                left.add(new Forgiven(one.at(), one.amount() - part));
            }
        }
        all = List.copyOf(left);
    }

    void write(SectionWriter out) {
        out.writeVarint(all.size());
        for (Forgiven one : all) {
            out.writeVarint(one.at());
            out.writeVarint(one.amount());
        }
    }

    void read(SectionReader in) {
        int count = in.readSize();
        List<Forgiven> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            read.add(new Forgiven(in.readVarint(), in.readVarint()));
        }
        all = List.copyOf(read);
    }
}
