package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Command;
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
        boolean late = at < LedgerTime.micros(account.runningAt(now).start());
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
        List<GivingBack> levels = new ArrayList<>();
        for (Account level : account.levels()) {
            GivingBack back = new GivingBack(level, now, now);
            back.toAccount(-amount);
            levels.add(back);
        }
        return List.of(new Event.Returned(
                account.number(),
                Charge.ADJUSTMENT,
                0,
                0,
                -amount,
                now,
                Labels.none(),
                adjust.reason(),
                GivingBack.next(levels, -amount)));
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
        Event.Returned whole = new Event.Returned(
                account.number(),
                Charge.REFUND,
                refund.entry(),
                charged - amount,
                amount,
                charge.time(),
                Labels.none(),
                refund.reason(),
                List.of());
        return giveBack(book, account, charge, whole, now, past);
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
        Event.Returned whole = new Event.Returned(
                account.number(),
                Charge.CORRECTION,
                correct.entry(),
                Amounts.micros(account, correct.total()),
                -difference,
                charge.time(),
                correct.labels(),
                correct.reason(),
                List.of());
        return giveBack(book, account, charge, whole, now, past);
    }

    static List<Event> writeOff(Book book, Command.WriteOff writeOff, long now) {
        Account account = book.require(writeOff.account());
        long amount = Math.min(account.debt, Amounts.micros(account, writeOff.amount()));
        if (amount == 0) {
            return List.of();
        }
        Amounts.requireRoomToGrant(account, amount);
        return List.of(new Event.DebtForgiven(account.number(), amount, now, writeOff.reason(), amount));
    }

    private static Past.PastCharge require(Account account, long entry, long now, Past past) {
        return past.charge(account, entry)
                .filter(charge -> charge.corrects() == 0
                        && charge.account() == account.number()
                        && charge.time() >= now - Corrections.KEPT)
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
            paidBy.add(level.burnDown(amount, labels, List.of(), 0));
        }
        Event charged = new Event.Charged(
                account.number(), cause, corrects, total, amount, at, labels, reason, List.copyOf(paidBy));
        return TopUpRules.withTopUps(account, -amount, charged, now);
    }

    /**
     * Returns what gives an amount back: to those who paid corrections, the last first, then to those who paid the
     * charge.
     *
     * @param whole the event, without what becomes of the amount
     */
    private static List<Event> giveBack(
            Book book, Account account, Past.PastCharge charge, Event.Returned whole, long now, Past past) {
        requirePosted(account, whole.amount());
        Corrections.Corrected corrected = book.corrections().of(whole.corrects());
        long fromAdded = Math.min(whole.amount(), corrected.added());
        List<GivingBack> levels = new ArrayList<>(account.levels().size());
        for (int i = 0; i < account.levels().size(); i++) {
            GivingBack back = new GivingBack(account.levels().get(i), charge.time(), now);
            giveToCorrectors(back, i, corrected, fromAdded, account, past);
            back.toPayers(charge.paidBy().get(i), corrected.returned(), whole.amount() - fromAdded);
            levels.add(back);
        }
        List<Event> events = new ArrayList<>(1);
        boolean inOne = levels.stream().allMatch(GivingBack::needsOneGrantAtMost);
        long rest = whole.amount();
        do {
            long part = inOne ? rest : GivingBack.stretch(levels, rest);
            rest -= part;
            events.add(new Event.Returned(
                    whole.account(),
                    whole.cause(),
                    whole.corrects(),
                    whole.total() + rest,
                    part,
                    whole.at(),
                    whole.labels(),
                    whole.reason(),
                    GivingBack.next(levels, part)));
        } while (rest > 0);
        return events;
    }

    private static void giveToCorrectors(
            GivingBack back, int level, Corrections.Corrected corrected, long amount, Account account, Past past) {
        long rest = amount;
        for (int i = corrected.upwards().size() - 1; i >= 0 && rest > 0; i--) {
            Corrections.Upwards up = corrected.upwards().get(i);
            long part = Math.min(rest, up.amount() - up.returned());
            Past.PastCharge posted = past.charge(account, up.entry()).orElse(null);
            if (posted != null) {
                back.toPayers(posted.paidBy().get(level), up.returned(), part);
                rest -= part;
            }
        }
        // Who paid corrections of which only the sum was kept nobody knows any more.
        back.toAccount(rest);
    }
}
