package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** How often other hosts may have noted something about the account's root. */
    private final AtomicInteger heard;

    /** As of which of these the memory is. */
    private volatile int upTo;

    /** What the ledger said last, and up to which entry. */
    private DecisionLog.Newest recorded = DecisionLog.Newest.NONE;

    AccountWatch(AccountPath account, AtomicInteger heard) {
        this.account = account;
        this.heard = heard;
    }

    AccountPath account() {
        return account;
    }

    ReentrantLock turn() {
        return turn;
    }

    /**
     * Returns what is known of the account, reading it from the ledger at the first time, and again where another host
     * may have noted something since. Not while an evaluation goes on: that finds out by itself when it records.
     */
    Memory memory(DecisionLog log) {
        int asOf = upTo; // before the memory, which is never older than this says
        Memory known = memory;
        if (known == null) {
            return restored(log);
        }
        if (asOf != heard.get() && !turn.isHeldByCurrentThread() && turn.tryLock()) {
            try {
                refresh(log);
            } finally {
                turn.unlock();
            }
            return restored(log);
        }
        return known;
    }

    // Not the turn: whoever asks whether admission is paused must not wait for hooks.
    private synchronized Memory restored(DecisionLog log) {
        Memory known = memory;
        if (known == null) {
            known = read(log);
            memory = known;
        }
        return known;
    }

    private synchronized Memory read(DecisionLog log) {
        int now = heard.get(); // first: what is heard meanwhile is read the next time
        recorded = log.restore(account, recorded);
        upTo = now;
        return recorded.memory();
    }

    /** Reads what another host may have noted since. Whoever calls it has the turn. */
    synchronized void refresh(DecisionLog log) {
        if (memory != null && upTo != heard.get()) {
            Memory before = recorded.memory();
            Memory now = read(log);
            memory = now.equals(before) ? memory : now;
        }
    }

    /** Takes note of what came of a call, which is not in the ledger yet. */
    void remember(Memory newMemory) {
        memory = newMemory;
    }

    /** Takes note of what is in the ledger now. */
    synchronized void recorded(Memory newMemory) {
        recorded = new DecisionLog.Newest(newMemory, newMemory.base());
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
