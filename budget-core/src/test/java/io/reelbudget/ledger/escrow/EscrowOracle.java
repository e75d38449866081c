package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares what hosts with slices spent and promised, which it asks each of them, with what their shared ledger has
 * debited. It has nothing of how slices work. Not thread-safe.
 */
final class EscrowOracle {

    private final Ledger shared;
    private final List<AccountPath> accounts;
    private final List<SimulatedHost> hosts;
    private long directlySpent;
    private long overrunDirectly;
    private long forgiven;
    private @Nullable AssertionError broken;

    EscrowOracle(Ledger shared, List<AccountPath> accounts, List<SimulatedHost> hosts) {
        this.shared = shared;
        this.accounts = accounts;
        this.hosts = hosts;
    }

    /** Notes what a host had captured in the shared ledger itself. */
    void spentDirectly(Result.Captured captured) {
        directlySpent += captured.amount().micros();
        overrunDirectly += captured.overrun().micros();
    }

    /** Notes what an operator gave back of a slice by mistake. */
    void gaveBack(Amount amount) {
        forgiven += amount.micros();
    }

    /** Looks between any two calls of a host, which go on whatever it finds. */
    void watch() {
        try {
            requireDebited();
        } catch (AssertionError found) {
            broken = broken == null ? found : broken;
        }
    }

    /** Everything the hosts spent or promised is debited, save what was captured beyond holds and not reported yet. */
    void requireDebited() {
        long debited = 0;
        long real = directlySpent;
        for (AccountPath account : accounts) {
            var balance = shared.blocking().balance(account);
            debited += balance.posted().micros() + balance.held().micros();
            for (OpenHold hold : shared.blocking().openHolds(account)) {
                real += hold.labels().values().containsKey(Labels.ESCROW)
                        ? 0
                        : hold.amount().micros();
            }
            for (SimulatedHost host : hosts) {
                real += host.spent(account) + host.promised(account);
            }
        }
        long overrun = hosts.stream().mapToLong(SimulatedHost::overrunNotTold).sum();
        requireCovers(debited, forgiven + overrun, real);
    }

    /** No account's available amount is less than what hosts were allowed to overrun it by. */
    void requireNotOverspent() {
        AssertionError between = broken;
        if (between != null) {
            throw between;
        }
        long overrun = hosts.stream().mapToLong(SimulatedHost::overrun).sum();
        for (AccountPath account : accounts) {
            var balance = shared.blocking().balance(account);
            require(
                    balance.available().micros() >= -overrun - overrunDirectly - forgiven,
                    () -> "account " + account + " was overspent: " + balance);
        }
    }

    private static void requireCovers(long debited, long overrun, long real) {
        require(
                real <= debited + overrun,
                () -> "hosts spent and promised " + real + " but only " + debited + " were debited, with overruns of "
                        + overrun);
    }

    /** Once all is settled: what is posted is what jobs cost, to the millionth, and nothing is held. */
    void requireReconciled() {
        long posted = 0;
        long real = directlySpent;
        for (AccountPath account : accounts) {
            var balance = shared.blocking().balance(account);
            posted += balance.posted().micros();
            require(
                    balance.held().isZero(),
                    () -> "slices of " + account + " were left: " + balance + " "
                            + shared.blocking().openHolds(account));
            for (SimulatedHost host : hosts) {
                real += host.spent(account);
            }
        }
        requireEqual(posted, real);
        require(shared.blocking().verify().passed(), () -> "the shared ledger is wrong");
    }

    private static void requireEqual(long posted, long real) {
        require(posted == real, () -> "jobs cost " + real + " but " + posted + " were posted");
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}
