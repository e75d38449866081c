package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One account's place in a monitor.
 *
 * <p>The memory may be read by any thread; all else belongs to the thread that holds the turn.
 */
final class AccountWatch {

    private final AccountPath account;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Map<PendingAction, Backoff> backoffs = new HashMap<>();
    private Backoff replacements = Backoff.NONE;
    private volatile @Nullable Adopted adopted; // null until a policy was adopted
    private volatile @Nullable Memory memory; // null until it is read from the ledger

    AccountWatch(AccountPath account) {
        this.account = account;
    }

    AccountPath account() {
        return account;
    }

    ReentrantLock turn() {
        return turn;
    }

    /** Returns what is known of the account, reading it from the ledger at the first time. */
    Memory memory(DecisionLog log) {
        Memory known = memory;
        return known != null ? known : restored(log);
    }

    // Not the turn: whoever asks whether admission is paused must not wait for hooks.
    private synchronized Memory restored(DecisionLog log) {
        Memory known = memory;
        if (known == null) {
            known = log.restore(account);
            memory = known;
        }
        return known;
    }

    void remember(Memory newMemory) {
        memory = newMemory;
    }

    /** Makes the next reader ask the ledger. */
    void forget() {
        memory = null;
    }

    /** Returns the policy that a document says, which is read once; empty where it cannot be. */
    Optional<AccountPolicy> adopted(String document, Function<String, Optional<AccountPolicy>> compiler) {
        Adopted known = adopted;
        if (known == null || !known.document().equals(document)) {
            known = new Adopted(document, compiler.apply(document));
            adopted = known;
        }
        return known.policy();
    }

    /** A document and what it says. */
    private record Adopted(String document, Optional<AccountPolicy> policy) {}

    Backoff backoffOf(PendingAction pending) {
        return backoffs.getOrDefault(pending, Backoff.NONE);
    }

    void setBackoff(PendingAction pending, Backoff backoff) {
        backoffs.put(pending, backoff);
        backoffs.keySet().retainAll(pendingNow());
    }

    Backoff replacements() {
        return replacements;
    }

    void setReplacements(Backoff backoff) {
        replacements = backoff;
    }

    private Collection<PendingAction> pendingNow() {
        Memory known = memory;
        return known == null ? List.of() : known.pending();
    }
}
