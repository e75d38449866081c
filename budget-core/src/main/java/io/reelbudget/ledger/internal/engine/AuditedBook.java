package io.reelbudget.ledger.internal.engine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.Entries;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GrantState;
import io.reelbudget.ledger.internal.machine.HoldState;
import io.reelbudget.ledger.internal.machine.Payment;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts under one root as their entries alone make them: from the postings that hosts see, and none of the code
 * that keeps the live state.
 */
final class AuditedBook {

    private final Book live;
    private final Map<AccountPath, AuditedAccount> accounts = new HashMap<>();
    private final Map<HoldId, Long> holds = new HashMap<>();
    private long entries;
    private long time;
    private byte[] seal = Seal.first();

    AuditedBook(Book live) {
        this.live = live;
    }

    /** Returns a root's book that goes on from where a snapshot has it. */
    static AuditedBook from(Partition before, Book live) {
        AuditedBook book = new AuditedBook(live);
        book.entries = before.book.lastSequence();
        book.time = before.book.lastTime();
        book.seal = before.seal();
        for (Account account : before.book.accounts()) {
            book.accounts.put(
                    account.path(), AuditedAccount.from(account.sheet(book.time), liveGrants(account), account.plan()));
        }
        book.holds.putAll(holdsOf(before.book));
        return book;
    }

    int accounts() {
        return accounts.size();
    }

    /** Returns the seal of the newest transaction that was added. */
    byte[] seal() {
        return seal;
    }

    /** Adds up a transaction and says what is wrong with it, empty where nothing is. */
    Optional<String> add(StoredTransaction stored, byte[] record) {
        Transaction made = stored.made();
        seal = Seal.of(seal, record, stored.sealed());
        if (stored.seal().length > 0 && !Arrays.equals(seal, stored.seal())) {
            return Optional.of("Entry " + made.firstSequence() + " was not sealed as the entries before it say");
        }
        if (made.firstSequence() != entries + 1) {
            return Optional.of("Entry " + made.firstSequence() + " followed entry " + entries);
        }
        if (made.time() < time) {
            return Optional.of("Entry " + made.firstSequence() + " was earlier than the one before");
        }
        time = made.time();
        for (int i = 0; i < made.events().size(); i++) {
            entries++;
            Entry entry = Entries.of(made, i, live);
            if (!addHold(made.events().get(i), entry)) {
                return Optional.of(
                        "Entry " + entries + " changed " + entry.hold() + " from another amount than it had");
            }
            entry.postings().forEach(this::post);
            addGrant(made.events().get(i), entry);
        }
        String difference = account(live.account(made.account()).path()).differenceTo(made.after());
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of("Entry " + entries + " was recorded with a balance whose " + difference);
    }

    private void post(Posting posting) {
        account(posting.account()).post(posting);
    }

    private AuditedAccount account(AccountPath path) {
        return accounts.computeIfAbsent(path, absent -> new AuditedAccount());
    }

    /** Returns whether the event found the hold as the entries before had left it. */
    private boolean addHold(Event event, Entry entry) {
        if (event instanceof Event.Held held) {
            return setHold(entry, 0, held.amount());
        } else if (event instanceof Event.Changed changed) {
            return setHold(entry, changed.before(), changed.amount());
        } else if (event instanceof Event.Captured captured) {
            return setHold(entry, captured.before(), Math.max(0, captured.left()));
        } else if (event instanceof Event.Released released) {
            return setHold(entry, released.before(), 0);
        } else if (event instanceof Event.HoldExpired expired) {
            return setHold(entry, expired.before(), 0);
        }
        return true;
    }

    private boolean setHold(Entry entry, long before, long after) {
        HoldId hold = entry.hold().orElseThrow();
        long known = holds.getOrDefault(hold, 0L);
        if (after == 0) {
            holds.remove(hold);
        } else {
            holds.put(hold, after);
        }
        return known == before;
    }

    private void addGrant(Event event, Entry entry) {
        AuditedAccount account = account(entry.account());
        if (event instanceof Event.Opened opened) {
            account.follow(opened.plan());
        } else if (event instanceof Event.PlanChanged changed) {
            account.follow(changed.plan());
        } else if (event instanceof Event.Granted granted) {
            long id = granted.grant() == 0 ? entry.sequence() : granted.grant();
            account.grant(id, granted.terms().amount(), granted.repaid());
        } else if (event instanceof Event.GrantExpired expired) {
            account.take(expired.grant(), Math.addExact(expired.amount(), expired.rolled()));
            account.grant(entry.sequence(), expired.rolled(), 0);
        } else if (event instanceof Event.GrantVoided voided && !voided.scheduled()) {
            account.take(voided.grant(), voided.amount());
        } else if (event instanceof Event.DebtForgiven forgiven) {
            account.forgive(forgiven);
        } else if (event instanceof Event.Captured captured) {
            pay(entry.account(), captured.paidBy());
        } else if (event instanceof Event.Charged charged) {
            pay(entry.account(), charged.paidBy());
        } else if (event instanceof Event.Returned back) {
            List<AccountPath> levels = entry.account().levels();
            for (int level = 0; level < levels.size(); level++) {
                account(levels.get(level))
                        .giveBack(entry.sequence(), back.returns().get(level));
            }
        }
    }

    private void pay(AccountPath path, List<List<Payment>> paidBy) {
        List<AccountPath> levels = path.levels();
        for (int level = 0; level < levels.size(); level++) {
            paidBy.get(level).forEach(account(levels.get(level))::pay);
        }
    }

    /** Says what of the live state is not as the entries make it, empty where all is. */
    Optional<String> compareLive() {
        if (entries != live.lastSequence()) {
            return Optional.of("There were " + entries + " entries but the newest was " + live.lastSequence());
        }
        if (!holdsOf(live).equals(holds)) {
            return Optional.of("Open holds were " + holdsOf(live) + " but " + holds + " by the entries");
        }
        Map<AccountPath, Long> heldBelow = heldBelow();
        for (Account account : live.accounts()) {
            AuditedAccount audited = account(account.path());
            String difference = audited.differenceTo(account.sheet(live.lastTime()));
            if (difference.isEmpty()) {
                difference = otherwise(account, audited, heldBelow.getOrDefault(account.path(), 0L));
            }
            if (!difference.isEmpty()) {
                return Optional.of("Account '" + account.path() + "': " + difference);
            }
        }
        return Optional.empty();
    }

    private String otherwise(Account account, AuditedAccount audited, long heldBelow) {
        if (audited.sumOfPools() != 0) {
            return "the sum of all pools was " + audited.sumOfPools() + " but must be zero";
        } else if (!liveGrants(account).equals(audited.grants()) || account.debt() != audited.debt()) {
            return "grants had " + liveGrants(account) + " and debt was " + account.debt() + " but " + audited.grants()
                    + " and " + audited.debt() + " by the entries";
        } else if (account.usage().isWhole()
                && account.usage().total() != account.sheet(live.lastTime()).posted() + account.returned()) {
            return "usage by the hour added up to " + account.usage().total();
        } else if (heldBelow != account.sheet(live.lastTime()).held()) {
            return "open holds at and below it added up to " + heldBelow;
        }
        return "";
    }

    private Map<AccountPath, Long> heldBelow() {
        Map<AccountPath, Long> sums = new HashMap<>();
        for (HoldState hold : live.openHolds()) {
            hold.account().levels().forEach(level -> sums.merge(level.path(), hold.amount(), Math::addExact));
        }
        return sums;
    }

    private static Map<HoldId, Long> holdsOf(Book book) {
        Map<HoldId, Long> open = new HashMap<>();
        for (HoldState hold : book.openHolds()) {
            IdempotencyKey key = hold.key();
            if (hold.amount() == 0) {
                // Captured in part up to its amount: open, and holding nothing.
                continue;
            }
            open.put(new HoldId(hold.account().path(), key), hold.amount());
        }
        return open;
    }

    private static Map<Long, Long> liveGrants(Account account) {
        Map<Long, Long> left = new HashMap<>();
        for (GrantState grant : account.grants()) {
            left.put(grant.id(), grant.remaining());
        }
        return left;
    }
}
