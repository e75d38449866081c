package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import java.util.Optional;

/**
 * Says which of the hosts that share a ledger looks after a root: evaluates its accounts, acts, calls hooks. Any host
 * may hold, capture and ask; only what a host does by itself goes by turns, so that it is done by one of them.
 *
 * <p>A turn has an end that only its holder's signs of life put off. A host that dies, or that is suspended for longer
 * than that, loses its turns to others; whatever it would still do it must not, so it asks {@link Turn#holds} right
 * before. As nobody can call back what was begun a moment before the turn ended, what is done in a turn carries a key,
 * too.
 *
 * <p>Ledgers that no other process can open need no turns: theirs are {@link #always} this host's. All methods are
 * thread-safe.
 */
public interface HostTurns {

    /** Returns those of a ledger that is this process's alone: each root's turn is its own, for ever. */
    static HostTurns always() {
        return OnlyHost.TURNS;
    }

    /**
     * Says that this host knows how to look after the accounts of a root, so that its turn may come. Said again, it
     * changes nothing; it counts until the ledger is closed.
     *
     * @param account any account of that root
     */
    void offer(AccountPath account);

    /**
     * Returns whether it is this host's turn, as far as it knows: answered from memory.
     *
     * @param account any account of a root
     */
    boolean isOurs(AccountPath account);

    /**
     * Begins something about an account, which keeps this host from giving the turn away until it is over.
     *
     * @return empty where it is another host's turn, or nobody's
     */
    Optional<Turn> begin(AccountPath account);

    /** Tells the host whose turn it is, within a second, that something happened to an account. It may be lost. */
    void tell(AccountPath account);

    /** Has a listener told from now on, on a thread that must not be kept for long. */
    void listen(Listener listener);

    /** Something that is done in a turn. */
    interface Turn extends AutoCloseable {

        /** Returns a number that is higher in each later turn of the same root; zero where turns never end. */
        long number();

        /**
         * Asks whether the turn still goes on: where hosts share a database it is the database that says so, by its own
         * clock.
         *
         * @throws LedgerUnavailableException if it could not be asked; nothing must be done then, and whoever wanted to
         *     must try again, for this may well be the host whose turn it is
         */
        boolean holds();

        /** What was begun is over. Closing again does nothing. */
        @Override
        void close();
    }

    /** Whoever keeps things in memory that other hosts may change, or acts by itself. */
    interface Listener {

        /** It is this host's turn to look after a root now: what the one before it left is to be taken over. */
        default void begun(AccountPath root) {}

        /** Another host may have kept notes about accounts of a root, or changed their plans. */
        default void noted(AccountPath root) {}

        /** The same of all roots: for a while nothing was heard of the others. */
        default void notedAnywhere() {}

        /** Something happened to an account at another host; it is this host's turn to look at it. */
        default void happened(AccountPath account) {}

        /** Another host died, so that it may have had something to tell about any account. */
        default void hostDied() {}
    }
}
