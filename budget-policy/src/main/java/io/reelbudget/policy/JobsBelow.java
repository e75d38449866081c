package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.scaling.FleetSlot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the jobs that run for an account and for those below it, as the queue of an account has both. An account below
 * that has instances of its own runs so many of its jobs on those.
 *
 * <p>Which accounts are below is remembered. What they and the account hold is held on the account: where the sums
 * differ, another was opened since, and all accounts are gone through again.
 *
 * <p>This class is thread-safe.
 */
final class JobsBelow {

    private final BlockingLedger ledger;
    private final Map<AccountPath, List<AccountPath>> below = new ConcurrentHashMap<>();

    JobsBelow(BlockingLedger ledger) {
        this.ledger = ledger;
    }

    /** What was found at one go through known accounts. */
    private record Count(long jobs, Amount held) {}

    long of(AccountPath account) {
        Amount held = ledger.balance(account).held();
        Count known = count(account, below.getOrDefault(account, List.of()));
        if (known.held().equals(held)) {
            return known.jobs();
        }
        String prefix = account + "/";
        List<AccountPath> found = ledger.accounts().stream()
                .filter(each -> each.toString().startsWith(prefix))
                .toList();
        below.put(account, found);
        return count(account, found).jobs();
    }

    private Count count(AccountPath account, List<AccountPath> accountsBelow) {
        List<OpenHold> own = ledger.openHolds(account);
        long jobs = own.stream().filter(hold -> !FleetSlot.isOne(hold)).count();
        Amount held = sum(own, Amount.zero(ledger.balance(account).held().unit()));
        for (AccountPath each : accountsBelow) {
            List<OpenHold> holds = ledger.openHolds(each);
            long instances = FleetSlot.among(holds).stream()
                    .filter(slot -> !slot.isLeaving())
                    .count();
            long running = holds.stream().filter(hold -> !FleetSlot.isOne(hold)).count();
            jobs += Math.max(0, running - instances);
            held = sum(holds, held);
        }
        return new Count(jobs, held);
    }

    private static Amount sum(List<OpenHold> holds, Amount none) {
        return holds.stream().map(OpenHold::amount).reduce(none, Amount::plus);
    }
}
