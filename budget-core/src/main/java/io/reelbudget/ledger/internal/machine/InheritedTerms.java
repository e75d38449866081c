package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Terms;
import io.reelbudget.money.Amount;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the plans of an account and of those above it say where money is short or given back: the nearest that says
 * something decides.
 *
 * <p>All methods are pure.
 */
final class InheritedTerms {

    private InheritedTerms() {}

    /** Returns how far holds may take what is available below zero. */
    static long overdraftLimit(List<Account> levels) {
        return nearest(levels, Terms::overdraftLimit).map(Amount::micros).orElse(0L);
    }

    /** Returns how much debt goes into the next period. */
    static long carriedDebt(List<Account> levels) {
        DebtCarry carry = nearest(levels, Terms::carriedDebt).orElse(DebtCarry.all());
        if (carry instanceof DebtCarry.UpTo upTo) {
            return upTo.cap().micros();
        }
        return carry instanceof DebtCarry.None ? 0 : Long.MAX_VALUE;
    }

    /** Returns how long a refund may be spent whose grant is gone, in microseconds. */
    static long reissue(List<Account> levels) {
        return nearest(levels, Terms::reissue).orElse(Terms.DEFAULT_REISSUE).toSeconds() * 1_000_000;
    }

    private static <T> Optional<T> nearest(List<Account> levels, Function<Terms, Optional<T>> term) {
        for (int level = levels.size() - 1; level >= 0; level--) {
            Optional<T> said = term.apply(levels.get(level).plan().terms());
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }
}
