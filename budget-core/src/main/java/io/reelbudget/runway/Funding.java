package io.reelbudget.runway;

import java.util.List;
import java.util.Optional;

/**
 * What is known of an account's money beside what remains of it now.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param allowance what the period's budget is; empty where there is none or it is not known
 * @param changes grants that start or expire before the renewal, in any order
 * @param topUp money that comes by itself
 */
public record Funding(Optional<Allowance> allowance, List<FundsChange> changes, Optional<AutoTopUp> topUp) {

    private static final Funding UNKNOWN = new Funding(Optional.empty(), List.of(), Optional.empty());

    public Funding {
        changes = List.copyOf(changes);
    }

    /** Returns funding of which nothing is known: what remains stays as it is until the renewal. */
    public static Funding unknown() {
        return UNKNOWN;
    }

    /** Returns the funding of an account that has an allowance and nothing else to come. */
    public static Funding of(Allowance allowance) {
        return new Funding(Optional.of(allowance), List.of(), Optional.empty());
    }

    /** Returns this funding with grants that start or expire. */
    public Funding withChanges(List<FundsChange> newChanges) {
        return new Funding(allowance, newChanges, topUp);
    }

    /** Returns this funding with an automatic top-up. */
    public Funding withTopUp(AutoTopUp newTopUp) {
        return new Funding(allowance, changes, Optional.of(newTopUp));
    }
}
