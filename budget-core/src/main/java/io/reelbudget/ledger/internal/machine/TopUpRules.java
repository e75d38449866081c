package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.UnknownEntryException;
import java.util.ArrayList;
import java.util.List;

/** Decides what commands grant and take back, and what accounts buy by themselves. All methods are pure. */
final class TopUpRules {

    /** What automatic top-ups say of themselves in the statement. */
    static final String AUTOMATIC = "automatic top-up";

    private TopUpRules() {}

    static List<Event> topUp(Book book, Command.TopUp topUp, long now) {
        Account account = book.require(topUp.account());
        GrantTerms terms = terms(topUp, Amounts.micros(account, topUp.amount()), now);
        Amounts.requireRoomToGrant(account, terms.amount());
        if (terms.effective() > now) {
            return List.of(new Event.GrantScheduled(account.number(), terms));
        }
        return List.of(granted(account, 0, 0, terms, account.debt));
    }

    private static GrantTerms terms(Command.TopUp topUp, long amount, long now) {
        GrantOffer offer = topUp.offer();
        long effective = offer.effective().map(LedgerTime::micros).orElse(now);
        return new GrantTerms(
                topUp.kind(),
                amount,
                Math.max(effective, now),
                offer.expiry().map(LedgerTime::micros).orElse(LedgerTime.NEVER),
                offer.priority(),
                offer.scope(),
                topUp.reason());
    }

    /**
     * Returns the event of a grant, which pays off what the account owes first.
     *
     * @param debt what the account owes then
     */
    static Event.Granted granted(Account account, long grant, long request, GrantTerms terms, long debt) {
        // Money set apart for one codec cannot pay what another one owes.
        long repaid = terms.scope().values().isEmpty() ? Math.min(debt, terms.amount()) : 0;
        return new Event.Granted(account.number(), grant, request, terms, repaid);
    }

    static List<Event> voidGrant(Book book, Command.VoidGrant command) {
        Account account = book.require(command.account());
        GrantState live = account.grants.findLive(command.grant());
        GrantState grant = live == null ? account.grants.findScheduled(command.grant()) : live;
        if (grant == null) {
            throw new UnknownEntryException("Grant with something left", command.grant(), account.path());
        }
        Event.Voiding voiding = live == null ? Event.Voiding.ANNOUNCED : Event.Voiding.WHOLE;
        return List.of(new Event.GrantVoided(account.number(), grant.id, grant.remaining, voiding, command.reason()));
    }

    static List<Event> confirm(Book book, Command.ConfirmTopUp confirm, long now) {
        Account account = book.require(confirm.account());
        AutoTopUps.Requested requested = requireRequest(account, confirm.request());
        Amounts.requireRoomToGrant(account, requested.amount());
        return List.of(granted(account, 0, confirm.request(), bought(requested.amount(), now), account.debt));
    }

    static List<Event> cancel(Book book, Command.CancelTopUp cancel) {
        Account account = book.require(cancel.account());
        requireRequest(account, cancel.request());
        return List.of(new Event.TopUpCancelled(account.number(), cancel.request(), cancel.reason()));
    }

    private static AutoTopUps.Requested requireRequest(Account account, long request) {
        AutoTopUps.Requested requested =
                account.hasAutoTopUps() ? account.autoTopUps().find(request) : null;
        if (requested == null) {
            throw new UnknownEntryException("Pending top-up", request, account.path());
        }
        return requested;
    }

    private static GrantTerms bought(long amount, long now) {
        return new GrantTerms(
                GrantKind.PAID, amount, now, LedgerTime.NEVER, GrantOffer.DEFAULT_PRIORITY, Labels.none(), AUTOMATIC);
    }

    /**
     * Returns an event and the automatic top-ups that it calls for, the root's first.
     *
     * @param change by how much it changes what is available at every level
     */
    static List<Event> withTopUps(Account account, long change, Event event, long now) {
        List<Event> events = null;
        for (int i = 0; i < account.depth(); i++) {
            Account level = account.level(i);
            AutoTopUp rule = level.autoTopUpRule();
            if (rule == null) {
                continue;
            }
            long amount =
                    Math.min(level.autoTopUpDue(rule, level.available() + change, now), Amounts.roomToGrant(level));
            if (amount > 0) {
                events = events == null ? new ArrayList<>(List.of(event)) : events;
                events.add(topUp(level, rule, amount, level.debt + overdraftOf(event, i), now));
            }
        }
        return events == null ? List.of(event) : events;
    }

    /**
     * Adds to what a renewal does the automatic top-ups that are due then on the account and above, the root's first.
     */
    static void addTopUps(Account account, List<Event> events, long now) {
        long granted = 0;
        long released = 0;
        for (Event event : events) {
            if (event instanceof Event.Granted grant) {
                granted = Math.addExact(granted, grant.terms().amount());
            } else if (event instanceof Event.DebtForgiven forgiven) {
                granted = Math.addExact(granted, forgiven.amount());
            } else if (event instanceof Event.HoldExpired expired) {
                released = Math.addExact(released, expired.before());
            }
        }
        for (Account level : account.levels()) {
            AutoTopUp rule = level.autoTopUpRule();
            long more = level == account ? granted : 0;
            long due = rule == null ? 0 : level.autoTopUpDue(rule, level.available() + released + more, now);
            long amount = Math.min(due, Amounts.roomToGrant(level) - more);
            if (rule != null && amount > 0) {
                events.add(topUp(level, rule, amount, Math.max(0, level.debt - more), now));
            }
        }
    }

    private static Event topUp(Account level, AutoTopUp rule, long amount, long debt, long now) {
        return rule.settlement() == AutoTopUp.Settlement.INVOICED
                ? granted(level, 0, Event.AT_ONCE, bought(amount, now), debt)
                : new Event.TopUpRequested(level.number(), amount);
    }

    /** Returns what an event spends beyond all grants at a level. */
    private static long overdraftOf(Event event, int level) {
        List<Payment> payments = List.of();
        if (event instanceof Event.Captured captured) {
            payments = captured.paidBy().get(level);
        } else if (event instanceof Event.Charged charged) {
            payments = charged.paidBy().get(level);
        }
        long overdraft = 0;
        for (Payment payment : payments) {
            overdraft += payment.grant() == GrantUse.OVERDRAFT ? payment.amount() : 0;
        }
        return overdraft;
    }
}
