package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.UnknownHoldException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts under one root and their holds: the state that events change, and nothing else does.
 *
 * <p>This class is not thread-safe; whoever keeps a book guards it with one lock.
 */
public final class Book {

    private final List<Account> accounts = new ArrayList<>(1);
    private final Map<AccountPath, Account> byPath = new HashMap<>(2);
    private final Holds holds = new Holds();
    private long lastSequence;
    private long lastTime;

    /** Makes an empty book. */
    public Book() {}

    /** Makes a book whose accounts and holds are added by {@link BookImage}. */
    Book(long lastSequence, long lastTime) {
        this.lastSequence = lastSequence;
        this.lastTime = lastTime;
    }

    void add(Account account) {
        accounts.add(account);
        byPath.put(account.path(), account);
    }

    void add(HoldState hold) {
        holds.add(hold);
    }

    @Nullable
    Account parentOf(AccountPath path) {
        return path.parent().map(byPath::get).orElse(null);
    }

    /** Returns the number of the newest entry, zero where there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Returns the time of the newest transaction. */
    public long lastTime() {
        return lastTime;
    }

    /** Returns all accounts in the order of their numbers. */
    public List<Account> accounts() {
        return accounts;
    }

    /** Returns the account with a number. */
    public Account account(int number) {
        return accounts.get(number);
    }

    /** Returns the account with a name, null where it is not open. */
    public @Nullable Account find(AccountPath path) {
        return byPath.get(path);
    }

    /**
     * Returns the account with a name.
     *
     * @throws UnknownAccountException if it is not open
     */
    public Account require(AccountPath path) {
        Account account = byPath.get(path);
        if (account == null) {
            throw new UnknownAccountException(path);
        }
        return account;
    }

    /** Returns the open holds of the whole book, the oldest first. */
    public Collection<HoldState> openHolds() {
        return holds.open();
    }

    Collection<HoldState> expiredHolds() {
        return holds.expired();
    }

    List<HoldState> overdueHolds(Account account, long now, int limit) {
        return holds.overdue(account, now, limit);
    }

    @Nullable
    HoldState findHold(Account account, IdempotencyKey key, long now) {
        HoldState hold = holds.find(account.number(), key);
        // Those that expired too long ago are dropped with the next event, but must not be found before it either.
        return hold == null || Holds.isForgotten(hold, now) ? null : hold;
    }

    /**
     * Returns a hold that is open or expired.
     *
     * @throws UnknownAccountException if its account is not open
     * @throws UnknownHoldException if it was never placed, was captured or released, or expired too long ago
     */
    HoldState requireHold(HoldId id, long now) {
        HoldState hold = findHold(require(id.account()), id.key(), now);
        if (hold == null) {
            throw new UnknownHoldException(id);
        }
        return hold;
    }

    /**
     * Changes the state as an event says, and gives the event the next number.
     *
     * @param time when it happened, not before the time of the event before
     */
    public void apply(Event event, long time) {
        lastSequence++;
        lastTime = time;
        if (event instanceof Event.Held held) {
            apply(held, time);
        } else if (event instanceof Event.Captured captured) {
            apply(captured, time);
        } else if (event instanceof Event.Granted granted) {
            apply(granted);
        } else if (event instanceof Event.GrantExpired expired) {
            account(expired.account()).expireGrant(expired.grant(), expired.amount());
        } else if (event instanceof Event.Changed changed) {
            apply(changed);
        } else if (event instanceof Event.Released released) {
            HoldState hold = hold(released.account(), released.hold());
            addHeld(hold.account, -released.before());
            holds.end(hold);
        } else if (event instanceof Event.HoldExpired expired) {
            HoldState hold = hold(expired.account(), expired.hold());
            addHeld(hold.account, -expired.before());
            holds.expire(hold, time);
        } else if (event instanceof Event.Opened opened) {
            apply(opened, time);
        }
        // Refusals and notes are entries that change no account.
        holds.forget(time);
    }

    /** Notes the time of a transaction without events. */
    public void touch(long time) {
        lastTime = time;
    }

    private void apply(Event.Opened opened, long time) {
        add(new Account(opened.account(), opened.path(), opened.plan(), parentOf(opened.path()), time));
    }

    private void apply(Event.Granted granted) {
        Account account = account(granted.account());
        if (granted.kind() == GrantKind.ALLOWANCE) {
            account.allowanceDue = granted.expiry();
        }
        account.grant(new GrantState(lastSequence, granted), granted.repaid());
    }

    private void apply(Event.Held held, long time) {
        Account account = account(held.account());
        addHeld(account, held.amount());
        holds.put(new HoldState(account, held.hold(), held.amount(), time, held.leaseEnd(), held.labels()));
    }

    private void apply(Event.Changed changed) {
        HoldState hold = hold(changed.account(), changed.hold());
        addHeld(hold.account, changed.amount() - changed.before());
        hold.amount = changed.amount();
        hold.leaseEnd = changed.leaseEnd();
        holds.put(hold);
    }

    private void apply(Event.Captured captured, long time) {
        HoldState hold = hold(captured.account(), captured.hold());
        List<Account> levels = hold.account.levels();
        for (int level = 0; level < levels.size(); level++) {
            Account account = levels.get(level);
            account.held = Math.subtractExact(account.held, captured.before());
            account.post(captured.amount(), captured.paidBy().get(level), time);
        }
        holds.end(hold);
    }

    private static void addHeld(Account account, long amount) {
        for (Account level : account.levels()) {
            level.held = Math.addExact(level.held, amount);
        }
    }

    private HoldState hold(int account, IdempotencyKey key) {
        HoldState hold = holds.find(account, key);
        if (hold == null) {
            throw new IllegalStateException(
                    "Account '" + account(account).path() + "' had no hold " + key + " to be changed.");
        }
        return hold;
    }
}
