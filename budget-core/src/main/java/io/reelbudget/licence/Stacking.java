package io.reelbudget.licence;

import io.reelbudget.money.Amount;
import io.reelbudget.rate.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Applies rules and combined caps to amounts by fee. */
final class Stacking {

    private Stacking() {}

    /** Applies a rule to those of its fees that are among the amounts, which are changed in place. */
    static void apply(StackingRule rule, Map<String, Amount> amounts) {
        List<String> fees = rule.fees().stream().filter(amounts::containsKey).toList();
        if (fees.size() < 2) {
            return;
        }
        switch (rule.kind()) {
            case LOWER_OF -> keepOnly(extreme(fees, amounts, -1), fees, amounts);
            case HIGHER_OF -> keepOnly(extreme(fees, amounts, 1), fees, amounts);
            case BUNDLE -> bundle(rule.times().orElseThrow(), fees, amounts);
            case OFFSET -> offset(fees, amounts);
        }
    }

    /** Takes the credit off the first fees first, and what is beyond the cap off the last ones first. */
    static void apply(CombinedCap cap, Map<String, Amount> amounts) {
        List<String> fees =
                new ArrayList<>(cap.fees().stream().filter(amounts::containsKey).toList());
        Amount zero = Amount.zero(cap.amount().unit());
        takeOff(cap.creditPerPeriod(), fees, amounts);
        Amount sum = fees.stream().map(amounts::get).reduce(zero, Amount::plus);
        Collections.reverse(fees);
        takeOff(sum.minus(cap.amount()).max(zero), fees, amounts);
    }

    private static void takeOff(Amount all, List<String> fees, Map<String, Amount> amounts) {
        Amount left = all;
        for (String fee : fees) {
            Amount taken = left.min(amounts.getOrDefault(fee, left));
            amounts.merge(fee, taken, Amount::minus);
            left = left.minus(taken);
        }
    }

    private static String extreme(List<String> fees, Map<String, Amount> amounts, int sign) {
        String best = fees.get(0);
        for (String fee : fees) {
            Amount found = amounts.get(fee);
            Amount known = amounts.get(best);
            if (found != null && known != null && sign * found.compareTo(known) > 0) {
                best = fee;
            }
        }
        return best;
    }

    private static void keepOnly(String kept, List<String> fees, Map<String, Amount> amounts) {
        for (String fee : fees) {
            if (!fee.equals(kept)) {
                amounts.computeIfPresent(fee, (id, amount) -> Amount.zero(amount.unit()));
            }
        }
    }

    private static void bundle(BigDecimal times, List<String> fees, Map<String, Amount> amounts) {
        long owed = fees.stream()
                .map(amounts::get)
                .filter(amount -> amount != null && amount.isPositive())
                .count();
        if (owed > 1) {
            fees.forEach(fee -> amounts.computeIfPresent(fee, (id, amount) -> Rounding.up(amount, times)));
        }
    }

    private static void offset(List<String> fees, Map<String, Amount> amounts) {
        Amount first = amounts.get(fees.get(0));
        if (first == null || !first.isPositive()) {
            return;
        }
        Amount credit = first;
        for (String fee : fees.subList(1, fees.size())) {
            Amount owed = amounts.getOrDefault(fee, Amount.zero(first.unit()));
            Amount taken = credit.min(owed).max(Amount.zero(first.unit()));
            amounts.put(fee, owed.minus(taken));
            credit = credit.minus(taken);
        }
    }
}
