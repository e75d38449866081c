package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.PendingTopUp;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.simulation.ModelHolds.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a ledger ought to do, written from its documentation and sharing no code with it: slow, in memory, and as plain
 * as possible. Outcomes are strings, see {@link Outcome}.
 */
final class ModelLedger {

    private record Known(Command<?> command, String outcome, long at) {}

    private static final long RETENTION = ModelAccount.micros(Instant.EPOCH.plus(Duration.ofDays(7)));

    private final Map<String, ModelAccount> accounts = new TreeMap<>();
    private final ModelHolds holds = new ModelHolds();
    private final ModelCorrections corrections = new ModelCorrections();
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** The latest time that each root has seen, and that of the newest change: only the latter is kept on disk. */
    private final Map<String, Long> times = new LinkedHashMap<>();

    private final Map<String, Long> written = new LinkedHashMap<>();

    private int carriedOut;

    /** Returns how many commands had an effect of their own, or an answer to be remembered. */
    int carriedOut() {
        return carriedOut;
    }

    String submit(Command<?> command, Instant clock) {
        String root = command.account().segments().get(0);
        boolean opensRoot = command instanceof Command.OpenAccount
                && command.account().parent().isEmpty();
        if (!accounts.containsKey(root) && !opensRoot) {
            return "UnknownAccountException";
        }
        long now = timeOf(root, clock);
        String scopedKey = root + " " + command.key();
        Known before = known.get(scopedKey);
        if (before != null && before.at() >= now - RETENTION) {
            return before.command().equals(command) ? before.outcome() : "IdempotencyConflictException";
        }
        String outcome;
        try {
            outcome = decide(command, root, now);
        } catch (Refusal refusal) {
            return refusal.getMessage();
        }
        known.put(scopedKey, new Known(command, outcome, now));
        written.put(root, now);
        carriedOut++;
        return outcome;
    }

    /** Returns whether a command would be answered as it was before. */
    boolean remembers(Command<?> command, Instant clock) {
        String root = command.account().segments().get(0);
        long now = Math.max(times.getOrDefault(root, 0L), ModelAccount.micros(clock));
        Known before = known.get(root + " " + command.key());
        return before != null
                && before.at() >= now - RETENTION
                && before.command().equals(command);
    }

    private long timeOf(String root, Instant clock) {
        return times.merge(root, ModelAccount.micros(clock), Math::max);
    }

    /** A process that starts again has seen no time but what is on disk. */
    void restart() {
        times.clear();
        times.putAll(written);
    }

    private List<ModelAccount> broughtUp(AccountPath path, long now) {
        List<ModelAccount> levels = new ArrayList<>();
        boolean changed = false;
        for (AccountPath level : path.levels()) {
            ModelAccount account = accounts.get(level.toString());
            changed |= account.bringUpTo(now);
            levels.add(account);
        }
        if (changed) {
            written.put(path.segments().get(0), now);
        }
        return levels;
    }

    private String decide(Command<?> command, String root, long now) {
        holds.forget(root, now);
        if (command instanceof Command.OpenAccount open) {
            return open(open, now);
        }
        if (!accounts.containsKey(command.account().toString())) {
            throw new Refusal("UnknownAccountException");
        }
        List<ModelAccount> levels = broughtUp(command.account(), now);
        ModelAccount account = levels.get(levels.size() - 1);
        if (command instanceof Command.PlaceHold place) {
            return holds.place(place, levels, now);
        } else if (command instanceof Command.ExtendHold extend) {
            return holds.extend(extend, now);
        } else if (command instanceof Command.RenewLease renew) {
            return holds.renewLease(renew, now);
        } else if (command instanceof Command.CaptureHold capture) {
            return holds.capture(capture, now, corrections.charges);
        } else if (command instanceof Command.ReleaseHold release) {
            return holds.release(release, now);
        } else if (command instanceof Command.RecordUsage usage) {
            return corrections.usage(usage, levels, now);
        } else if (command instanceof Command.Adjust adjust) {
            return corrections.adjust(adjust, levels, now);
        } else if (command instanceof Command.Refund refund) {
            return corrections.refund(refund, levels, now);
        } else if (command instanceof Command.Correct correct) {
            return corrections.correct(correct, levels, now);
        } else if (command instanceof Command.Renew) {
            account.renewByHand(now);
            return holds.expire(account, levels, now);
        } else if (command instanceof Command.Note) {
            return "noted";
        }
        return decideOnGrants(command, account, now) + " " + account.sheet(now);
    }

    private String decideOnGrants(Command<?> command, ModelAccount account, long now) {
        if (command instanceof Command.TopUp topUp) {
            return topUp(topUp, account, now);
        } else if (command instanceof Command.VoidGrant voided) {
            return "voided " + voidGrant(account, voided.grant(), now);
        } else if (command instanceof Command.WriteOff writeOff) {
            long amount = Math.min(account.debt(), writeOff.amount().micros());
            account.forgive(amount, now);
            return "written off " + amount;
        } else if (command instanceof Command.ConfirmTopUp confirm) {
            ModelAccount.Purchase purchase = requirePending(account, confirm.request());
            purchase.pending = false;
            return "granted " + ModelHolds.bought(account, purchase.amount, now).left;
        } else if (command instanceof Command.CancelTopUp cancel) {
            ModelAccount.Purchase purchase = requirePending(account, cancel.request());
            purchase.pending = false;
            purchase.cancelled = true;
            return "cancelled";
        }
        return changePlan((Command.ChangePlan) command, account, now);
    }

    private static String topUp(Command.TopUp topUp, ModelAccount account, long now) {
        long effective = Math.max(
                now, topUp.offer().effective().map(ModelAccount::micros).orElse(now));
        long expiry = topUp.offer().expiry().map(ModelAccount::micros).orElse(ModelAccount.NEVER);
        ModelGrant grant = account.newGrant(topUp.kind(), topUp.amount().micros(), effective, expiry, topUp.offer());
        if (effective > now) {
            account.announced.add(grant);
        } else {
            account.add(grant);
        }
        return "granted " + grant.left;
    }

    private static long voidGrant(ModelAccount account, long id, long now) {
        ModelGrant live = account.findGrant(id);
        if (live != null) {
            return account.voidGrant(live, now);
        }
        for (ModelGrant grant : account.announced) {
            if (grant.id == id) {
                account.announced.remove(grant);
                return grant.left;
            }
        }
        throw new Refusal("UnknownEntryException");
    }

    private static ModelAccount.Purchase requirePending(ModelAccount account, long request) {
        for (ModelAccount.Purchase purchase : account.purchases) {
            if (purchase.pending && purchase.request == request) {
                return purchase;
            }
        }
        throw new Refusal("UnknownEntryException");
    }

    private static String changePlan(Command.ChangePlan change, ModelAccount account, long now) {
        if (change.change() != PlanChange.AT_RENEWAL) {
            account.changeNow(change.plan(), change.change() == PlanChange.NOW_PRORATED, now);
            return "plan changed at " + now;
        }
        Instant end = account.periodAt(now).end();
        if (!end.isBefore(SinglePeriod.NEVER)) {
            throw new Refusal("IllegalArgumentException");
        }
        account.schedule(change.plan(), ModelAccount.micros(end));
        return "plan changed at " + ModelAccount.micros(end);
    }

    private String open(Command.OpenAccount open, long now) {
        AccountPath path = open.account();
        ModelAccount there = accounts.get(path.toString());
        if (there != null) {
            List<ModelAccount> levels = broughtUp(path, now);
            if (!there.openedWith.equals(open.plan()) && !there.plan.equals(open.plan())) {
                throw new Refusal("PlanConflictException");
            }
            return "opened " + ModelHolds.sheet(levels, now);
        }
        ModelAccount parent =
                path.parent().map(above -> accounts.get(above.toString())).orElse(null);
        if (path.parent().isPresent() && parent == null) {
            throw new Refusal("UnknownAccountException");
        }
        ModelAccount account = new ModelAccount(path, parent, open.plan(), now, holds.byId.values());
        accounts.put(path.toString(), account);
        account.bringUpTo(now);
        return "opened " + account.sheet(now);
    }

    /** Notes the numbers that the real ledger gave: the model has none of its own. */
    void learn(Command<?> command, Result result) {
        ModelCharge charge = corrections.charges.remove(command);
        if (charge == null) {
            return;
        }
        String root = command.account().root() + " ";
        if (result instanceof Result.Captured captured) {
            corrections.byEntry.put(root + captured.entry(), charge);
        } else if (result instanceof Result.Charged charged) {
            corrections.byEntry.put(root + charged.entry(), charge);
        }
    }

    /** The same for grants and requests, in the order in which both ledgers show them. */
    void learn(AccountPath path, List<Grant> live, List<Grant> announced, List<PendingTopUp> pending) {
        ModelAccount account = accounts.get(path.toString());
        Iterator<Grant> numbers = live.iterator();
        account.liveGrants().forEach(grant -> grant.id = numbers.next().id());
        Iterator<Grant> later = announced.iterator();
        account.announced.stream()
                .sorted(java.util.Comparator.comparingLong(grant -> grant.effective))
                .forEach(grant -> grant.id = later.next().id());
        Iterator<PendingTopUp> requests = pending.iterator();
        account.purchases.stream()
                .filter(purchase -> purchase.pending)
                .forEach(purchase -> purchase.request = requests.next().request());
    }

    List<AccountPath> accounts() {
        return accounts.values().stream().map(account -> account.path).toList();
    }

    /** Returns what one account has, after bringing it up to a time. */
    String describe(AccountPath path, Instant clock) {
        long now = timeOf(path.segments().get(0), clock);
        List<ModelAccount> levels = broughtUp(path, now);
        return levels.get(levels.size() - 1).describe(now);
    }

    /** Returns what all accounts have, line by line. */
    List<String> describe(Instant clock) {
        return accounts().stream().map(path -> describe(path, clock)).toList();
    }

    ModelAccount account(AccountPath path) {
        return accounts.get(path.toString());
    }
}
