package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All slices of a host, by account.
 *
 * <p>This class is thread-safe.
 */
final class Slices {

    /** The account of the host's own ledger that says whose it is has a name that begins so. */
    private static final String IDENTITY = "host:";

    private static final String SLICE = "slice-";

    private final Ledger shared;
    private final BlockingLedger local;
    private final EscrowTerms terms;
    private final HostTime time;
    private final Executor threads;
    private final String journalName;
    private final Map<AccountPath, Rounds> all = new ConcurrentHashMap<>();

    private Slices(
            Ledger shared, Ledger local, EscrowTerms terms, HostTime time, Executor threads, String journalName) {
        this.shared = shared;
        this.local = local.blocking();
        this.terms = terms;
        this.time = time;
        this.threads = threads;
        this.journalName = journalName;
    }

    /** Opens those that the host's own ledger knows of. */
    static Slices open(
            Ledger shared, Ledger local, EscrowTerms terms, HostTime time, Executor threads, String freshName) {
        String name = identity(local.blocking(), terms.host(), freshName);
        Slices slices = new Slices(shared, local, terms, time, threads, name);
        for (AccountPath account : slices.local.accounts()) {
            if (account.rootName().startsWith(SLICE)) {
                slices.recover(account);
            }
        }
        return slices;
    }

    /** Returns the name of the host's own ledger, which is given one when it is new. */
    private static String identity(BlockingLedger local, String host, String freshName) {
        for (AccountPath account : local.accounts()) {
            String name = account.rootName();
            if (name.startsWith(IDENTITY)) {
                int end = name.lastIndexOf(':');
                String known = name.substring(IDENTITY.length(), end);
                if (!known.equals(host)) {
                    throw new IllegalArgumentException("Host was '" + host + "' but its directory is that of host '"
                            + known + "'; give each host a directory of its own.");
                }
                return name.substring(end + 1);
            }
        }
        Amount nothing = Amount.zero(Unit.USD);
        local.open(AccountPath.of(IDENTITY + host + ":" + freshName), Plan.prepaid(nothing.unit(), ZoneOffset.UTC));
        return freshName;
    }

    /** Those at rest are looked for when they are asked for. */
    private void recover(AccountPath name) {
        SliceJournal journal = SliceJournal.at(local, name);
        Unreported unreported = new Unreported();
        journal.recover(unreported, terms.reportedLabels()).ifPresent(known -> {
            boolean isAtRest = known.standing().ending() == Standing.Ending.OVER
                    && known.inDoubt().isEmpty()
                    && unreported.isEmpty();
            if (!isAtRest || !journal.openHolds().isEmpty()) {
                AccountPath account = known.standing().account();
                all.put(account, resumed(account, journal, unreported, known));
            }
        });
    }

    private Rounds resumed(AccountPath account, SliceJournal journal, Unreported unreported, SliceJournal.Found known) {
        journal.releaseUnfinished();
        Slice slice = new Slice(account, journal, unreported, time, terms);
        slice.resume(journal.openHolds());
        return rounds(slice, known);
    }

    private Rounds rounds(Slice slice, SliceJournal.Found found) {
        Labels labels = SliceNames.ofSlice(terms.host(), journalName);
        SharedSide side = new SharedSide(shared, slice.account, labels);
        Reporting reporting = new Reporting(slice, side, terms, time, journalName, found);
        return new Rounds(slice, new Settlement(slice, side, terms, time, reporting), threads);
    }

    /** Returns the slice of an account, null where this host never had one. */
    @Nullable
    Rounds find(AccountPath account) {
        Rounds known = all.get(account);
        return known == null && isKnownHere(account) ? of(account) : known;
    }

    private boolean isKnownHere(AccountPath account) {
        try {
            AccountPath name = SliceNames.local(account);
            return local.balance(name).account().equals(name);
        } catch (UnknownAccountException never) {
            return false;
        }
    }

    /** Returns the slice of an account, which the shared ledger must know. */
    Rounds of(AccountPath account) {
        Rounds known = all.get(account);
        if (known != null) {
            return known;
        }
        if (!isKnownHere(account)) {
            Unit unit = shared.blocking().read(new Query.PlanOf(account)).unit();
            SliceJournal.open(local, account, unit);
        }
        synchronized (all) {
            Rounds other = all.get(account);
            return other == null ? restored(account) : other;
        }
    }

    private Rounds restored(AccountPath account) {
        SliceJournal journal = SliceJournal.at(local, SliceNames.local(account));
        Unreported unreported = new Unreported();
        SliceJournal.Found known = journal.recover(unreported, terms.reportedLabels())
                .orElseGet(() -> new SliceJournal.Found(
                        Standing.atRest(account, journal.balance().granted().micros()), Optional.empty()));
        Rounds restored = resumed(account, journal, unreported, known);
        all.put(account, restored);
        return restored;
    }

    /** Forgets those of which nothing is left; what the host's own ledger knows of them it is asked again. */
    void dropIdle() {
        all.values().removeIf(Rounds::retire);
    }

    /** Forgets one that takes no captures any more. */
    void drop(Rounds retired) {
        all.remove(retired.slice().account, retired);
    }

    /** Returns whether a hold of the shared ledger is a slice of this host. */
    boolean isOwn(OpenHold hold) {
        return journalName.equals(hold.labels().values().get(SliceNames.JOURNAL));
    }

    Collection<Rounds> all() {
        return all.values();
    }
}
