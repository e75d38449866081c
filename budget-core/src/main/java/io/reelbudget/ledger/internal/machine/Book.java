package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.UnknownHoldException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts under one root and their holds: the state that events change, and nothing else does.
 *
 * <p>This class is not thread-safe; whoever keeps a book guards it with one lock.
 */
public final class Book extends BookHolds {

    // Most books are of one account without holds and corrections: what only others need is made when they need it.
    private @Nullable Account root;

    /** Empty where there is the root alone. */
    private List<Account> accounts = List.of();

    private @Nullable Map<AccountPath, Account> byPath;
    private @Nullable Corrections corrections;
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
        if (root == null) {
            root = account;
            return;
        }
        Map<AccountPath, Account> paths = byPath;
        if (paths == null) {
            accounts = new ArrayList<>();
            accounts.add(root);
            paths = new HashMap<>();
            paths.put(root.path(), root);
            byPath = paths;
        }
        accounts.add(account);
        paths.put(account.path(), account);
    }

    void add(HoldState hold) {
        holds().add(hold);
    }

    @Nullable
    Account parentOf(AccountPath path) {
        return path.parent().map(this::find).orElse(null);
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
        return accounts.isEmpty() && root != null ? List.of(root) : accounts;
    }

    /** Returns the account with a number. */
    @Override
    public Account account(int number) {
        return number == 0 && root != null ? root : accounts.get(number);
    }

    /** Returns the account with a name, null where it is not open. */
    public @Nullable Account find(AccountPath path) {
        if (byPath != null) {
            return byPath.get(path);
        }
        return root != null && root.path().equals(path) ? root : null;
    }

    /**
     * Returns the account with a name.
     *
     * @throws UnknownAccountException if it is not open
     */
    public Account require(AccountPath path) {
        Account account = find(path);
        if (account == null) {
            throw new UnknownAccountException(path);
        }
        return account;
    }

    Corrections corrections() {
        return corrections == null ? Corrections.NONE : corrections;
    }

    Corrections correctionsToChange() {
        Corrections all = corrections == null ? new Corrections() : corrections;
        corrections = all;
        return all;
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

    /** The same, of a hold that is open. */
    HoldState requireOpenHold(HoldId id, long now) {
        HoldState hold = requireHold(id, now);
        if (!hold.isOpen()) {
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
            place(held, time);
        } else if (event instanceof Event.Captured captured) {
            apply(captured, time);
        } else if (event instanceof Event.Changed changed) {
            apply(changed, time);
        } else if (event instanceof Event.Released released) {
            apply(released, time);
        } else if (event instanceof Event.HoldExpired expired) {
            HoldState hold = hold(expired.account(), expired.hold());
            hold.addToLevels(-expired.before(), time);
            hold.earmark(-1);
            holds().expire(hold, time);
        } else if (event instanceof Event.Charged charged) {
            apply(charged, time);
        } else if (event instanceof Event.Returned back) {
            apply(back, time);
        } else {
            applyToOne(event, time);
        }
        forgetHolds(time);
    }

    /** Applies what changes one account alone; refusals and notes change none. */
    private void applyToOne(Event event, long time) {
        if (event instanceof Event.Granted granted) {
            apply(granted, time);
        } else if (event instanceof Event.GrantExpired expired) {
            account(expired.account()).expireGrant(expired, lastSequence);
        } else if (event instanceof Event.GrantScheduled scheduled) {
            Account account = account(scheduled.account());
            account.grants.schedule(new GrantState(
                    lastSequence, scheduled.terms(), scheduled.terms().amount()));
            account.refreshNextDue();
        } else if (event instanceof Event.GrantVoided voided) {
            Account account = account(voided.account());
            if (voided.scheduled()) {
                account.grants.unschedule(voided.grant());
            } else {
                account.enterPeriod(time);
                account.voidGrant(voided.grant(), voided.amount(), voided.voiding());
                forgetEarmarks(account, voided.grant());
            }
            account.refreshNextDue();
        } else if (event instanceof Event.DebtForgiven forgiven) {
            account(forgiven.account()).enterPeriod(forgiven.at());
            account(forgiven.account()).forgive(forgiven, time);
        } else if (event instanceof Event.TopUpRequested requested) {
            Account account = account(requested.account());
            account.autoTopUps().request(lastSequence, requested.amount(), time);
            account.countAutoTopUp(requested.amount(), time);
        } else if (event instanceof Event.TopUpCancelled cancelled) {
            Account account = account(cancelled.account());
            account.autoTopUps().cancel(cancelled.request());
        } else if (event instanceof Event.PlanScheduled scheduled) {
            Account account = account(scheduled.account());
            account.pending = new PendingPlan(scheduled.plan(), scheduled.effective());
            account.refreshNextDue();
        } else if (event instanceof Event.PlanChanged changed) {
            apply(changed, time);
        } else if (event instanceof Event.Opened opened) {
            apply(opened, time);
        }
    }

    /** Notes the time of a transaction without events. */
    public void touch(long time) {
        lastTime = time;
    }

    private void apply(Event.Opened opened, long time) {
        add(new Account(opened.account(), opened.path(), opened.plan(), parentOf(opened.path()), time));
    }

    private void apply(Event.PlanChanged changed, long time) {
        Account account = account(changed.account());
        List<HoldState> open = new ArrayList<>();
        for (HoldState hold : openHolds()) {
            if (hold.account.isWithin(account)) {
                open.add(hold);
            }
        }
        List<Account> idle = accounts().stream().filter(Account::isIdle).toList();
        account.changePlan(changed, time, open);
        // Accounts below may inherit terms that decide when something is due: from the next period on.
        for (Account other : idle) {
            if (other != account && !other.isIdle()) {
                other.skipTo(changed.awake() == Event.NOTICED ? time : changed.awake() - 1);
            }
        }
        accounts().forEach(Account::refreshTerms);
    }

    private void apply(Event.Granted granted, long time) {
        Account account = account(granted.account());
        GrantTerms terms = granted.terms();
        long id = granted.grant() == 0 ? lastSequence : granted.grant();
        if (terms.kind() == GrantKind.ALLOWANCE) {
            account.grantedThrough = terms.expiry();
        }
        if (granted.grant() != 0) {
            account.grants.unschedule(id);
        }
        if (granted.request() == Event.AT_ONCE) {
            account.countAutoTopUp(terms.amount(), time);
        } else if (granted.request() != 0) {
            account.autoTopUps().end(granted.request());
        }
        account.grant(new GrantState(id, terms, terms.amount() - granted.repaid()), granted.repaid());
    }

    private void apply(Event.Changed changed, long time) {
        HoldState hold = hold(changed.account(), changed.hold());
        hold.earmark(-1);
        if (changed.amount() > changed.before()) {
            // Raised, it counts whole in the windows that run now.
            hold.addToLevels(-changed.before(), time);
            hold.counted = time;
            hold.addToLevels(changed.amount(), time);
        } else {
            hold.addToLevels(changed.amount() - changed.before(), time);
        }
        hold.amount = changed.amount();
        hold.leaseEnd = changed.leaseEnd();
        hold.earmarks = changed.earmarks();
        hold.open = true;
        hold.earmark(1);
        holds().put(hold);
    }

    private void apply(Event.Captured captured, long time) {
        Account account = account(captured.account());
        if (captured.left() == Event.ENDED && isSole(captured.account(), captured.hold())) {
            HoldState.addToLevels(account, -captured.taken(), soleCounted(), time);
            post(captured, account, time);
            endSole();
            return;
        }
        HoldState hold = hold(captured.account(), captured.hold());
        hold.addToLevels(-captured.taken(), time);
        hold.releaseEarmarks(captured);
        post(captured, account, time);
        if (captured.left() == Event.ENDED) {
            holds().end(hold);
        } else {
            hold.amount = captured.left();
        }
    }

    private static void post(Event.Captured captured, Account account, long time) {
        for (int level = 0; level < account.depth(); level++) {
            account.level(level).post(captured.amount(), captured.paidBy().get(level), time, time);
        }
    }

    private void apply(Event.Released released, long time) {
        HoldState hold = hold(released.account(), released.hold());
        hold.addToLevels(-released.before(), time);
        hold.earmark(-1);
        holds().end(hold);
    }

    private void apply(Event.Charged charged, long time) {
        List<Account> levels = account(charged.account()).levels();
        for (int level = 0; level < levels.size(); level++) {
            levels.get(level).post(charged.amount(), charged.paidBy().get(level), time, charged.at());
        }
        if (charged.corrects() != 0) {
            correctionsToChange().forgetBefore(time - Corrections.KEPT);
            correctionsToChange().add(charged.corrects(), lastSequence, charged.amount(), charged.at());
        }
    }

    private void apply(Event.Returned back, long time) {
        List<Account> levels = account(back.account()).levels();
        for (int level = 0; level < levels.size(); level++) {
            GivenBack given = back.returns().get(level);
            Reissue reissue = given.reissue();
            GrantTerms terms = new GrantTerms(
                    reissue.kind(),
                    reissue.amount(),
                    time,
                    reissue.expiry(),
                    reissue.priority(),
                    reissue.scope(),
                    back.reason());
            GrantState reissued = new GrantState(lastSequence, terms, reissue.amount());
            levels.get(level).giveBack(back.amount(), given, reissued, back.at(), time);
        }
        if (back.corrects() != 0) {
            correctionsToChange().forgetBefore(time - Corrections.KEPT);
            correctionsToChange().giveBack(back.corrects(), back.amount(), back.at());
        }
    }

    /** Holds no longer count on a grant that was taken back: a refund may bring it back without what they had of it. */
    private void forgetEarmarks(Account account, long grant) {
        if (account.grants.findLive(grant) != null) {
            return;
        }
        int level = account.levels().size() - 1;
        for (HoldState hold : openHolds()) {
            if (!hold.earmarks.isEmpty() && hold.account.isWithin(account)) {
                List<List<Earmark>> rest = new ArrayList<>(hold.earmarks);
                rest.set(level, Grants.without(hold.earmarks.get(level), grant));
                hold.earmarks = List.copyOf(rest);
            }
        }
    }
}
