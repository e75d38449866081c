package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import java.util.ArrayList;
import java.util.List;

/** Finds all amounts of a card, so that they can be held to one unit. */
final class CardAmounts {

    private CardAmounts() {}

    static List<Amount> of(RateCard.Basis basis, ExtraRates extras) {
        List<Amount> amounts = new ArrayList<>(extras.audioPerMinute().values());
        amounts.addAll(extras.packagingPerMinute().values());
        extras.storagePerGigabyteMonth().ifPresent(amounts::add);
        if (basis instanceof RateCard.Basis.Compute compute) {
            compute.rates()
                    .instances()
                    .forEach(instance -> amounts.addAll(instance.perHour().values()));
        } else if (basis instanceof RateCard.Basis.ProcessorHours hours) {
            hours.tiers().steps().forEach(step -> amounts.add(step.price()));
        } else if (basis instanceof RateCard.Basis.Minutes minutes) {
            addMinutes(minutes.rates(), amounts);
        }
        return amounts;
    }

    private static void addMinutes(MinuteRates rates, List<Amount> amounts) {
        if (rates.price() instanceof MinutePrice.Base base) {
            base.tiers().steps().forEach(step -> amounts.add(step.price()));
        } else if (rates.price() instanceof MinutePrice.Table table) {
            table.prices().values().forEach(byClass -> amounts.addAll(byClass.values()));
        }
        rates.addends().forEach(addend -> {
            if (addend instanceof Addend.PerMinute priced) {
                amounts.add(priced.perMinute());
            }
        });
    }
}
