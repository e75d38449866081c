package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        return switch (made.purpose()) {
            case OPEN -> new Result.Opened(account.path(), account.plan(), balance);
            case HOLD, EXTEND -> holdResult(made, book, balance);
            case CAPTURE -> captured((Event.Captured) only(made), account, balance);
            case RELEASE -> {
                Event.Released released = (Event.Released) only(made);
                yield new Result.Released(
                        new HoldId(account.path(), released.hold()), amount(released.before(), account), balance);
            }
            case TOP_UP -> {
                GrantState grant = new GrantState(made.firstSequence(), (Event.Granted) only(made));
                yield new Result.Granted(grant(grant, account), balance);
            }
            case RENEW -> new Result.Renewed(balance, expiredHolds(made, book));
            case NOTE -> new Result.Noted(made.firstSequence());
            case TIME -> throw new IllegalStateException("Transaction " + made + " answers no command.");
        };
    }

    private static Event only(Transaction made) {
        return made.events().get(0);
    }

    private static Result holdResult(Transaction made, Book book, Balance balance) {
        Account account = book.account(made.account());
        Event event = only(made);
        if (event instanceof Event.Refused refused) {
            return new Result.Shortfall(
                    book.account(refused.level()).path(),
                    amount(refused.asked(), account),
                    amount(refused.available(), account));
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

    private static Result captured(Event.Captured captured, Account account, Balance balance) {
        return new Result.Captured(
                new HoldId(account.path(), captured.hold()),
                amount(captured.amount(), account),
                amount(Math.max(0, captured.amount() - captured.before()), account),
                captured.before() > 0 ? Result.HoldState.OPEN : Result.HoldState.EXPIRED,
                uses(captured, account),
                balance);
    }

    private static List<HoldId> expiredHolds(Transaction made, Book book) {
        List<HoldId> expired = new ArrayList<>(made.events().size());
        for (Event event : made.events()) {
            expired.add(new HoldId(book.account(event.account()).path(), ((Event.HoldExpired) event).hold()));
        }
        return expired;
    }

    /** Returns who paid a capture at the account's own level. */
    static List<GrantUse> uses(Event.Captured captured, Account account) {
        List<Payment> payments = captured.paidBy().get(captured.paidBy().size() - 1);
        List<GrantUse> uses = new ArrayList<>(payments.size());
        for (Payment payment : payments) {
            String kind =
                    payment.kind() == null ? "overdraft" : payment.kind().name().toLowerCase(Locale.ROOT);
            uses.add(new GrantUse(payment.grant(), kind, amount(payment.amount(), account)));
        }
        return uses;
    }

    /** Returns a balance as hosts see it. */
    public static Balance balance(Account account, BalanceSheet sheet, long time) {
        return new Balance(
                account.path(),
                LedgerTime.instant(time),
                amount(sheet.granted(), account),
                amount(sheet.posted(), account),
                amount(sheet.held(), account),
                amount(sheet.expired(), account),
                amount(sheet.overdraftLimit(), account),
                account.plan().periods().period(sheet.periodOrdinal()),
                amount(sheet.grantedInPeriod(), account),
                amount(sheet.postedInPeriod(), account));
    }

    /** Returns a grant as hosts see it. */
    public static Grant grant(GrantState grant, Account account) {
        return new Grant(
                grant.id,
                grant.kind,
                amount(grant.amount, account),
                amount(grant.remaining, account),
                LedgerTime.instant(grant.effective),
                grant.expiry == LedgerTime.NEVER ? Optional.empty() : Optional.of(LedgerTime.instant(grant.expiry)),
                origin(grant.kind, grant.effective, grant.origin, account));
    }

    static String origin(GrantKind kind, long effective, String reason, Account account) {
        if (kind != GrantKind.ALLOWANCE) {
            return reason;
        }
        var period = account.plan().periods().periodAt(LedgerTime.instant(effective));
        return "allowance for " + period.start() + " to " + period.end();
    }

    static Amount amount(long micros, Account account) {
        Unit unit = account.plan().unit();
        return Amount.ofMicros(micros, unit);
    }
}
