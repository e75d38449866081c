package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what a transaction answers to the command that made it: the first time and every time the command comes again.
 *
 * <p>All methods are pure.
 */
public final class Outcomes {

    private Outcomes() {}

    /**
     * Returns the answer of a transaction that a command made.
     *
     * @param book where the transaction's accounts are
     */
    public static Result of(Transaction made, Book book) {
        Account account = book.account(made.account());
        Balance balance = balance(account, made.after(), made.time());
        return of(made.purpose(), made.firstSequence(), made.events(), account, balance, book);
    }

    /**
     * Returns the answer of what a command just did.
     *
     * @param purpose which command it was
     * @param sequence the number of the first event's entry
     * @param events what happened
     * @param account the account that the command named
     * @param balance what that has afterwards
     * @param book where it is
     */
    public static Result of(
            Purpose purpose, long sequence, List<Event> events, Account account, Balance balance, Book book) {
        return switch (purpose) {
            case OPEN -> new Result.Opened(account.path(), openedWith(events, account), balance);
            case HOLD, EXTEND, RENEW_LEASE -> holdResult(events, account, balance, book);
            case CAPTURE -> captured(sequence, (Event.Captured) first(events), account, balance);
            case RELEASE -> {
                Event.Released released = (Event.Released) first(events);
                yield new Result.Released(
                        new HoldId(account.path(), released.hold()), amount(released.before(), account), balance);
            }
            case TOP_UP, CONFIRM_TOP_UP -> new Result.Granted(granted(sequence, events, account), balance);
            case RENEW -> new Result.Renewed(balance, expiredHolds(events, book));
            case NOTE -> new Result.Noted(sequence);
            case VOID_GRANT -> {
                Event.GrantVoided voided = (Event.GrantVoided) first(events);
                yield new Result.Voided(voided.grant(), amount(voided.amount(), account), balance);
            }
            case CANCEL_TOP_UP -> new Result.TopUpCancelled(((Event.TopUpCancelled) first(events)).request(), balance);
            case CHANGE_PLAN -> planChanged(events, account, balance);
            case RECORD_USAGE, ADJUST -> charged(sequence, events, account, balance);
            case REFUND, CORRECT -> corrected(events, account, balance);
            case WRITE_OFF -> {
                long amount = events.isEmpty() ? 0 : ((Event.DebtForgiven) first(events)).amount();
                yield new Result.WrittenOff(amount(amount, account), balance);
            }
            case TIME -> throw new IllegalStateException("Transaction of entry " + sequence + " answers no command.");
        };
    }

    private static Event first(List<Event> events) {
        return events.get(0);
    }

    /** An account that was open already answers with the plan it was opened with, whatever it has since. */
    private static Plan openedWith(List<Event> events, Account account) {
        return events.isEmpty() ? account.openedWith() : ((Event.Opened) first(events)).plan();
    }

    private static Grant granted(long sequence, List<Event> events, Account account) {
        Event event = first(events);
        if (event instanceof Event.GrantScheduled scheduled) {
            return grant(
                    new GrantState(
                            sequence, scheduled.terms(), scheduled.terms().amount()),
                    account);
        }
        Event.Granted granted = (Event.Granted) event;
        GrantTerms terms = granted.terms();
        return grant(new GrantState(sequence, terms, terms.amount() - granted.repaid()), account);
    }

    private static Result planChanged(List<Event> events, Account account, Balance balance) {
        if (first(events) instanceof Event.PlanScheduled scheduled) {
            return new Result.PlanChanged(
                    account.path(), scheduled.plan(), LedgerTime.instant(scheduled.effective()), balance);
        }
        Event.PlanChanged changed = (Event.PlanChanged) first(events);
        return new Result.PlanChanged(account.path(), changed.plan(), LedgerTime.instant(changed.from()), balance);
    }

    private static Result charged(long sequence, List<Event> events, Account account, Balance balance) {
        if (first(events) instanceof Event.Charged charged) {
            return new Result.Charged(
                    sequence, amount(charged.amount(), account), uses(charged.paidBy(), account), balance);
        }
        Event.Returned back = (Event.Returned) first(events);
        return new Result.Charged(sequence, amount(-back.amount(), account), List.of(), balance);
    }

    private static Result corrected(List<Event> events, Account account, Balance balance) {
        if (first(events) instanceof Event.Charged up) {
            return new Result.Corrected(
                    up.corrects(), amount(up.amount(), account), amount(up.total(), account), balance);
        }
        long amount = 0;
        Event.Returned down = (Event.Returned) first(events);
        for (Event event : events) {
            down = (Event.Returned) event;
            amount += down.amount();
        }
        return new Result.Corrected(down.corrects(), amount(-amount, account), amount(down.total(), account), balance);
    }

    private static Result holdResult(List<Event> events, Account account, Balance balance, Book book) {
        Event event = first(events);
        if (event instanceof Event.Refused refused) {
            Account level = book.account(refused.level());
            return new Result.Shortfall(
                    level.path(),
                    amount(refused.asked(), account),
                    amount(refused.available(), account),
                    Optional.ofNullable(refused.inTheWay()));
        }
        if (event instanceof Event.Changed changed) {
            return held(account, changed.hold(), changed.amount(), changed.leaseEnd(), balance);
        }
        Event.Held held = (Event.Held) event;
        return held(account, held.hold(), held.amount(), held.leaseEnd(), balance);
    }

    private static Result.Held held(Account account, IdempotencyKey hold, long amount, long leaseEnd, Balance balance) {
        return new Result.Held(
                new HoldId(account.path(), hold), amount(amount, account), LedgerTime.instant(leaseEnd), balance);
    }

    private static Result captured(long sequence, Event.Captured captured, Account account, Balance balance) {
        Amount amount = amount(captured.amount(), account);
        return new Result.Captured(
                new HoldId(account.path(), captured.hold()),
                sequence,
                amount,
                amount(Math.max(0, captured.amount() - captured.before()), account),
                captured.found(),
                uses(captured.paidBy(), account, amount),
                balance);
    }

    private static List<HoldId> expiredHolds(List<Event> events, Book book) {
        List<HoldId> expired = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event instanceof Event.HoldExpired gone) {
                expired.add(new HoldId(book.account(event.account()).path(), gone.hold()));
            }
        }
        return expired;
    }

    /** Returns who paid at the account's own level. */
    static List<GrantUse> uses(List<List<Payment>> paidBy, Account account) {
        return uses(paidBy, account, Amount.zero(account.unit()));
    }

    /**
     * The same.
     *
     * @param whole what was paid in all, which one grant mostly pays alone
     */
    private static List<GrantUse> uses(List<List<Payment>> paidBy, Account account, Amount whole) {
        List<Payment> payments = paidBy.get(paidBy.size() - 1);
        if (payments.size() == 1) {
            return List.of(use(payments.get(0), account, whole));
        }
        List<GrantUse> uses = new ArrayList<>(payments.size());
        for (Payment payment : payments) {
            uses.add(use(payment, account, whole));
        }
        return uses;
    }

    private static GrantUse use(Payment payment, Account account, Amount whole) {
        Amount amount = payment.amount() == whole.micros() ? whole : amount(payment.amount(), account);
        return new GrantUse(payment.shown(), word(payment.kind()), amount);
    }

    static GrantUse use(Payment payment, Account account) {
        return use(payment, account, Amount.zero(account.unit()));
    }

    private static String word(@Nullable GrantKind kind) {
        if (kind == null) {
            return "overdraft";
        }
        return switch (kind) {
            case ALLOWANCE -> "allowance";
            case PROMOTIONAL -> "promotional";
            case PAID -> "paid";
            case ROLLOVER -> "rollover";
            case ADJUSTMENT -> "adjustment";
        };
    }

    /** Returns what an account has at a time, which is not before its last change. */
    public static Balance balance(Account account, long time) {
        boolean samePeriod = account.isInPeriod(time);
        return new Balance(
                account.path(),
                time,
                account.unit(),
                account.granted,
                account.posted,
                account.held,
                account.expired,
                account.debt,
                account.overdraftLimit,
                account.runningAt(time),
                samePeriod ? account.grantedInPeriod : 0,
                samePeriod ? account.postedInPeriod : 0);
    }

    /** Returns a balance as hosts see it. */
    public static Balance balance(Account account, BalanceSheet sheet, long time) {
        return new Balance(
                account.path(),
                time,
                account.unit(),
                sheet.granted(),
                sheet.posted(),
                sheet.held(),
                sheet.expired(),
                sheet.debt(),
                sheet.overdraftLimit(),
                sheet.period() == null ? account.plan().periods().periodAt(LedgerTime.instant(time)) : sheet.period(),
                sheet.grantedInPeriod(),
                sheet.postedInPeriod());
    }

    /** Returns a grant as hosts see it. */
    public static Grant grant(GrantState grant, Account account) {
        GrantTerms terms = grant.terms;
        return new Grant(
                grant.id,
                terms.kind(),
                amount(terms.amount(), account),
                amount(grant.remaining, account),
                LedgerTime.instant(terms.effective()),
                terms.expiry() == LedgerTime.NEVER ? Optional.empty() : Optional.of(LedgerTime.instant(terms.expiry())),
                terms.priority(),
                terms.scope(),
                origin(terms));
    }

    /** Says where a grant comes from; an allowance by the span in which it may be spent. */
    static String origin(GrantTerms terms) {
        if (terms.kind() != GrantKind.ALLOWANCE) {
            return terms.origin();
        }
        String start = "allowance for " + LedgerTime.instant(terms.effective());
        String span = terms.expiry() == LedgerTime.NEVER ? start : start + " to " + LedgerTime.instant(terms.expiry());
        return terms.origin().isEmpty() ? span : span + ", " + terms.origin();
    }

    static Amount amount(long micros, Account account) {
        return Amount.ofMicros(micros, account.unit());
    }
}
