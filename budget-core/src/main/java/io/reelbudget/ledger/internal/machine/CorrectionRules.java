package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.RefundException;
import io.reelbudget.ledger.UnknownEntryException;
import java.util.ArrayList;
import java.util.List;

/** Decides what commands post without a hold, give back and forgive. All methods are pure. */
final class CorrectionRules {

    private CorrectionRules() {}

    static List<Event> usage(Book book, Command.RecordUsage usage, long now) {
        Account account = book.require(usage.account());
        long at = LedgerTime.micros(usage.at());
        if (at > now) {
            throw new IllegalArgumentException("Usage was at " + usage.at() + " but must not be after now, "
                    + LedgerTime.instant(now) + "; report it when it has happened.");
        }
        boolean late = at < LedgerTime.micros(account.periodAt(now).start());
        return charge(
                account,
                late ? Charge.LATE_USAGE : Charge.USAGE,
                0,
                0,
                Amounts.micros(account, usage.amount()),
                at,
                usage.labels(),
                "",
                now);
    }

    static List<Event> adjust(Book book, Command.Adjust adjust, long now) {
        Account account = book.require(adjust.account());
        long amount = Amounts.micros(account, adjust.amount());
        if (amount > 0) {
            return charge(account, Charge.ADJUSTMENT, 0, 0, amount, now, Labels.none(), adjust.reason(), now);
        }
        requirePosted(account, -amount);
        List<GivenBack> returns = new ArrayList<>();
        for (Account level : account.levels()) {
            Return back = new Return(level, now);
            back.giveToAccount(-amount);
            returns.add(back.result());
        }
        return List.of(new Event.Returned(
                account.number(), Charge.ADJUSTMENT, 0, 0, -amount, now, Labels.none(), adjust.reason(), returns));
    }

    /** An adjustment may have given back already what a capture still seems to be charged. */
    private static void requirePosted(Account account, long amount) {
        for (Account level : account.levels()) {
            if (amount > level.posted) {
                throw new RefundException(Outcomes.amount(amount, account), Outcomes.amount(level.posted, account));
            }
        }
    }

    static List<Event> refund(Book book, Command.Refund refund, long now, Past past) {
        Account account = book.require(refund.account());
        Past.PastCharge charge = require(account, refund.entry(), now, past);
        long amount = Amounts.micros(account, refund.amount());
        long charged = charged(book, refund.entry(), charge);
        if (amount > charged) {
            throw new RefundException(refund.amount(), Outcomes.amount(charged, account));
        }
        return List.of(giveBack(
                book, account, charge, refund.entry(), Charge.REFUND, amount, Labels.none(), refund.reason(), now));
    }

    static List<Event> correct(Book book, Command.Correct correct, long now, Past past) {
        Account account = book.require(correct.account());
        Past.PastCharge charge = require(account, correct.entry(), now, past);
        long difference = Amounts.micros(account, correct.total()) - charged(book, correct.entry(), charge);
        if (difference >= 0) {
            return charge(
                    account,
                    Charge.CORRECTION,
                    correct.entry(),
                    Amounts.micros(account, correct.total()),
                    difference,
                    charge.time(),
                    charge.labels().with(correct.labels()),
                    correct.reason(),
                    now);
        }
        return List.of(giveBack(
                book,
                account,
                charge,
                correct.entry(),
                Charge.CORRECTION,
                -difference,
                correct.labels(),
                correct.reason(),
                now));
    }

    static List<Event> writeOff(Book book, Command.WriteOff writeOff, long now) {
        Account account = book.require(writeOff.account());
        long amount = Math.min(account.debt, Amounts.micros(account, writeOff.amount()));
        if (amount == 0) {
            return List.of();
        }
        Amounts.requireRoomToGrant(account, amount);
        return List.of(new Event.DebtForgiven(account.number(), amount, now, writeOff.reason()));
    }

    private static Past.PastCharge require(Account account, long entry, long now, Past past) {
        return past.charge(account, entry)
                .filter(charge -> charge.account() == account.number() && charge.time() >= now - Corrections.KEPT)
                .orElseThrow(() -> new UnknownEntryException("Capture of the last 400 days", entry, account.path()));
    }

    /** Returns what a charge costs after all corrections. */
    static long charged(Book book, long entry, Past.PastCharge charge) {
        Corrections.Corrected corrected = book.corrections().of(entry);
        return charge.amount() + corrected.added() - corrected.returned();
    }

    private static List<Event> charge(
            Account account,
            Charge cause,
            long corrects,
            long total,
            long amount,
            long at,
            Labels labels,
            String reason,
            long now) {
        List<List<Payment>> paidBy = new ArrayList<>(account.levels().size());
        for (Account level : account.levels()) {
            Amounts.requireRoomToSpend(level, amount, 0);
            long reach = level.grants.reach(level.held, 0, List.of());
            paidBy.add(level.grants.burnDown(amount, labels, List.of(), reach));
        }
        Event charged = new Event.Charged(
                account.number(), cause, corrects, total, amount, at, labels, reason, List.copyOf(paidBy));
        return TopUpRules.withTopUps(account, -amount, charged, now);
    }

    private static Event giveBack(
            Book book,
            Account account,
            Past.PastCharge charge,
            long entry,
            Charge cause,
            long amount,
            Labels labels,
            String reason,
            long now) {
        Corrections.Corrected corrected = book.corrections().of(entry);
        requirePosted(account, amount);
        long fromAdded = Math.min(amount, corrected.added());
        List<GivenBack> returns = new ArrayList<>(account.levels().size());
        for (int i = 0; i < account.levels().size(); i++) {
            Return back = new Return(account.levels().get(i), now);
            back.giveToAccount(fromAdded);
            back.giveToPayers(charge.paidBy().get(i), corrected.returned(), amount - fromAdded);
            returns.add(back.result());
        }
        return new Event.Returned(
                account.number(),
                cause,
                entry,
                charged(book, entry, charge) - amount,
                amount,
                charge.time(),
                labels,
                reason,
                List.copyOf(returns));
    }

    /** Works out what becomes of an amount that is given back at one level. */
    private static final class Return {
        private final Account level;
        private final long now;
        private final List<Payment> restored = new ArrayList<>(1);
        private long debt;
        private long repaid;
        private long reissued;
        private boolean endless;
        private long lost;

        Return(Account level, long now) {
            this.level = level;
            this.now = now;
            this.debt = level.debt;
        }

        /** Pays off debt; the rest becomes a grant without end, since nobody knows any more who paid. */
        void giveToAccount(long amount) {
            long part = Math.min(debt, amount);
            repaid += part;
            debt -= part;
            // What was spent without bounds was never granted.
            if (part < amount && !level.plan().isUnlimited()) {
                reissued += amount - part;
                endless = true;
            }
        }

        /** Gives to those who paid, the last first, passing over what they have been given back already. */
        void giveToPayers(List<Payment> payments, long alreadyReturned, long amount) {
            long skip = alreadyReturned;
            long rest = amount;
            for (int i = payments.size() - 1; i >= 0 && rest > 0; i--) {
                Payment payment = payments.get(i);
                long skipped = Math.min(skip, payment.amount());
                skip -= skipped;
                long part = Math.min(rest, payment.amount() - skipped);
                rest -= part;
                if (part > 0) {
                    giveTo(payment, part);
                }
            }
        }

        private void giveTo(Payment payment, long amount) {
            if (payment.grant() == GrantUse.OVERDRAFT) {
                giveToAccount(amount);
            } else if (level.grants.findUnexpired(payment.grant(), now) != null) {
                restored.add(new Payment(payment.grant(), payment.kind(), amount));
            } else if (level.reissue() > 0) {
                reissued += amount;
            } else {
                lost += amount;
            }
        }

        GivenBack result() {
            long validity = level.reissue();
            return new GivenBack(
                    List.copyOf(restored),
                    repaid,
                    reissued,
                    reissued == 0 || endless ? LedgerTime.NEVER : now + validity,
                    lost);
        }
    }
}
