package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out what becomes of an amount that is given back at one level, part by part. Not thread-safe. */
final class GivingBack {

    private enum To {
        GRANT,
        DEBT,
        NEW_GRANT,
        NOBODY,
        LOST
    }

    /**
     * A part of the amount.
     *
     * @param payment who had paid it, and how much
     * @param reissue the new grant that it becomes, where it becomes one
     */
    private record Part(To to, Payment payment, Reissue reissue) {
        Part withAmount(long amount) {
            return new Part(to, payment.withAmount(amount), reissue);
        }

        long amount() {
            return payment.amount();
        }
    }

    private final Account level;
    private final long now;
    private final List<Part> parts = new ArrayList<>(1);
    private long debt;
    private long free;
    private long forgiven;

    /**
     * Begins with nothing.
     *
     * @param charged when that was charged which is given back
     */
    GivingBack(Account level, long charged, long now) {
        this.level = level;
        this.now = now;
        this.debt = level.debt;
        this.free = level.free();
        this.forgiven = level.forgivenSince(charged);
    }

    /** Pays off debt; the rest becomes a grant without end. What an unlimited plan lets be spent needs neither. */
    void toAccount(long amount) {
        Payment payment = new Payment(GrantUse.OVERDRAFT, null, amount);
        long rest = amount - add(To.DEBT, payment, Math.min(debt, amount));
        debt -= amount - rest;
        long spentFreely = add(To.NOBODY, payment, Math.min(free, rest));
        free -= spentFreely;
        reissue(payment, rest - spentFreely, Reissue.withoutScope(0, LedgerTime.NEVER));
    }

    /** Gives to those who paid, the last first, passing over what they have been given back already. */
    void toPayers(List<Payment> payments, long alreadyReturned, long amount) {
        long skip = alreadyReturned;
        long rest = amount;
        for (int i = payments.size() - 1; i >= 0 && rest > 0; i--) {
            Payment payment = payments.get(i);
            long skipped = Math.min(skip, payment.amount());
            skip -= skipped;
            long part = Math.min(rest, payment.amount() - skipped);
            rest -= part;
            if (part > 0) {
                toPayer(payment, part);
            }
        }
    }

    private void toPayer(Payment payment, long amount) {
        if (payment.grant() == Payment.FREE) {
            // Settled when the plan was changed, it was forgiven.
            long part = add(To.NOBODY, payment, Math.min(free, amount));
            free -= part;
            add(To.LOST, payment, amount - part);
        } else if (payment.grant() == GrantUse.OVERDRAFT) {
            long part = add(To.LOST, payment, Math.min(forgiven, amount));
            forgiven -= part;
            toOwner(payment, amount - part);
        } else if (level.grants.findUnexpired(payment.grant(), now) != null) {
            add(To.GRANT, payment, amount);
        } else {
            toGone(payment, amount, level.grants.findGone(payment.grant()));
        }
    }

    /** Debt that nobody forgave was paid since, or is owed still. */
    private void toOwner(Payment payment, long amount) {
        long part = add(To.DEBT, payment, Math.min(debt, amount));
        debt -= part;
        reissue(payment, amount - part, Reissue.withoutScope(0, LedgerTime.NEVER));
    }

    private void toGone(Payment payment, long amount, @Nullable GrantState gone) {
        if (level.reissue() == 0 || (gone != null && gone.voided)) {
            add(To.LOST, payment, amount);
            return;
        }
        GrantKind kind = payment.kind() == GrantKind.PROMOTIONAL ? GrantKind.PROMOTIONAL : GrantKind.ADJUSTMENT;
        Reissue general = Reissue.withoutScope(0, now + level.reissue());
        Reissue same = gone == null
                ? new Reissue(kind, 0, general.expiry(), general.priority(), general.scope())
                : new Reissue(kind, 0, general.expiry(), gone.terms.priority(), gone.terms.scope());
        reissue(payment, amount, same);
    }

    private void reissue(Payment payment, long amount, Reissue terms) {
        if (amount > 0) {
            parts.add(new Part(To.NEW_GRANT, payment.withAmount(amount), terms));
        }
    }

    private long add(To to, Payment payment, long amount) {
        if (amount > 0) {
            parts.add(new Part(to, payment.withAmount(amount), Reissue.NONE));
        }
        return amount;
    }

    /** Returns the next part of what is left that goes one way at every level. */
    static long stretch(List<GivingBack> levels, long left) {
        long most = left;
        for (GivingBack level : levels) {
            most = level.parts.isEmpty()
                    ? most
                    : Math.min(most, level.parts.get(0).amount());
        }
        return most;
    }

    /** Returns whether one event is enough: new grants have an entry of their own each. */
    boolean needsOneGrantAtMost() {
        return parts.stream()
                        .filter(part -> part.to() == To.NEW_GRANT)
                        .map(Part::reissue)
                        .distinct()
                        .count()
                <= 1;
    }

    /** Takes the next part of the amount at each level and says what becomes of it. */
    static List<GivenBack> next(List<GivingBack> levels, long amount) {
        return levels.stream().map(level -> level.next(amount)).toList();
    }

    private GivenBack next(long amount) {
        List<Payment> restored = new ArrayList<>(1);
        List<Payment> lost = new ArrayList<>(0);
        long repaid = 0;
        Reissue reissue = Reissue.NONE;
        long rest = amount;
        while (rest > 0) {
            Part first = parts.remove(0);
            long size = Math.min(rest, first.amount());
            rest -= size;
            if (size < first.amount()) {
                parts.add(0, first.withAmount(first.amount() - size));
            }
            Part part = first.withAmount(size);
            switch (part.to()) {
                case GRANT -> restored.add(part.payment());
                case DEBT -> repaid += size;
                case NEW_GRANT -> reissue = part.reissue().withAmount(reissue.amount() + size);
                case LOST -> lost.add(part.payment());
                case NOBODY -> {}
            }
        }
        return new GivenBack(List.copyOf(restored), repaid, reissue, List.copyOf(lost));
    }
}
