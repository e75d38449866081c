package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.money.Amount;
import java.time.Instant;

/**
 * What a host has taken of an account, as the shared ledger knows it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id the slice's hold in the shared ledger
 * @param host the name of the host that took it
 * @param journal tells hosts of one name apart: a host whose directory was lost has another one
 * @param amount how much of it was neither reported as spent nor given back
 * @param taken when it was taken
 * @param leaseEnd until when the host may place holds on it
 * @param state whether its lease lasts
 */
public record EscrowSlice(
        HoldId id, String host, String journal, Amount amount, Instant taken, Instant leaseEnd, State state) {

    /** What may be expected of a slice. */
    public enum State {
        /** The host renews it, reports what it spends, and gives back the rest. */
        LEASED,
        /**
         * The lease has ended. The amount stays debited until the host is back with its journal, or an operator writes
         * it off.
         */
        UNRECONCILED
    }

    /** Returns whose it is a slice of. */
    public AccountPath account() {
        return id.account();
    }
}
