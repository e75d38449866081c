package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.PastCommand;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells transactions as the commands that asked for them, where these are about an account's money or terms.
 *
 * <p>All methods are pure.
 */
public final class PastCommands {

    private PastCommands() {}

    /** Returns what a transaction says of an account, in order. What the ledger did by itself no command asked for. */
    public static List<PastCommand> of(Transaction made, Account account) {
        List<PastCommand> told = new ArrayList<>();
        if (made.key().equals(IdempotencyKey.NONE)) {
            return told;
        } else if (made.purpose() == Purpose.RENEW) {
            return renewal(made, account);
        }
        for (int i = 0; i < made.events().size(); i++) {
            Event event = made.events().get(i);
            Command<?> command = event.account() == account.number()
                    ? command(event, account, made.key(), LedgerTime.instant(made.time()))
                    : null;
            if (command != null) {
                told.add(new PastCommand(made.firstSequence() + i, LedgerTime.instant(made.time()), command));
                if (command instanceof Command.OpenAccount || command instanceof Command.ChangePlan) {
                    break; // what follows is what the plan grants, or takes
                }
            }
        }
        return told;
    }

    /** Tells a renewal by hand; what it forgave and ended beside, it will elsewhere too. */
    private static List<PastCommand> renewal(Transaction made, Account account) {
        for (int i = 0; i < made.events().size(); i++) {
            boolean isAllowance = made.events().get(i) instanceof Event.Granted granted
                    && granted.account() == account.number()
                    && granted.terms().kind() == GrantKind.ALLOWANCE;
            if (isAllowance) {
                Instant time = LedgerTime.instant(made.time());
                Command<?> renew = new Command.Renew(account.path(), made.key());
                return List.of(new PastCommand(made.firstSequence() + i, time, renew));
            }
        }
        return List.of();
    }

    private static @Nullable Command<?> command(Event event, Account account, IdempotencyKey key, Instant time) {
        AccountPath path = account.path();
        if (event instanceof Event.Opened opened) {
            return new Command.OpenAccount(path, key, opened.plan());
        } else if (event instanceof Event.PlanChanged changed) {
            return new Command.ChangePlan(path, key, changed.plan(), PlanChange.NOW_IN_FULL);
        } else if (event instanceof Event.PlanScheduled scheduled) {
            return new Command.ChangePlan(path, key, scheduled.plan(), PlanChange.AT_RENEWAL);
        } else if (event instanceof Event.Granted granted) {
            // What the plan bought by itself, it will buy by itself elsewhere.
            return granted.request() == Event.AT_ONCE ? null : topUp(granted.terms(), account, key, time);
        } else if (event instanceof Event.GrantScheduled granted) {
            return topUp(granted.terms(), account, key, time);
        } else if (event instanceof Event.Noted noted) {
            return new Command.Note(path, key, noted.kind(), noted.text());
        }
        return charge(event, path, key, account.plan().unit());
    }

    private static @Nullable Command<?> charge(Event event, AccountPath path, IdempotencyKey key, Unit unit) {
        if (event instanceof Event.Charged charged) {
            Amount amount = Amount.ofMicros(charged.amount(), unit);
            return switch (charged.cause()) {
                case USAGE, LATE_USAGE ->
                    new Command.RecordUsage(path, key, amount, LedgerTime.instant(charged.at()), charged.labels());
                case ADJUSTMENT -> new Command.Adjust(path, key, amount, charged.reason());
                case REFUND, CORRECTION -> null; // they name an entry, which has another number elsewhere
            };
        } else if (event instanceof Event.Returned returned && returned.cause() == Charge.ADJUSTMENT) {
            return new Command.Adjust(path, key, Amount.ofMicros(-returned.amount(), unit), returned.reason());
        } else if (event instanceof Event.DebtForgiven forgiven) {
            return new Command.WriteOff(path, key, Amount.ofMicros(forgiven.amount(), unit), forgiven.reason());
        }
        return null;
    }

    private static Command<?> topUp(GrantTerms terms, Account account, IdempotencyKey key, Instant time) {
        Instant effective = LedgerTime.instant(terms.effective());
        GrantOffer offer = new GrantOffer(
                effective.isAfter(time) ? Optional.of(effective) : Optional.empty(),
                terms.expiry() == LedgerTime.NEVER ? Optional.empty() : Optional.of(LedgerTime.instant(terms.expiry())),
                terms.priority(),
                terms.scope());
        Amount amount = Amount.ofMicros(terms.amount(), account.plan().unit());
        return new Command.TopUp(account.path(), key, amount, terms.kind(), offer, terms.origin());
    }
}
