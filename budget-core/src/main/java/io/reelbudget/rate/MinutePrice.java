package io.reelbudget.rate;

import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What a minute costs before frame rate, passes and features: a base that size and codec multiply, or a table.
 *
 * <p>All prices are immutable and thread-safe.
 */
public sealed interface MinutePrice {

    /**
     * A price for a normalized minute: an output's minutes times the multipliers of its size class, its codec, its
     * frame rate, its passes and its features.
     *
     * @param tiers the price by the volume of a period, of {@link Measure#MINUTE}
     * @param period in which the volume is counted
     * @param codecs the multiplier of each codec, zero or more; a codec without one has no price
     */
    record Base(Tiers tiers, BillingPeriod period, Map<VideoCodec, BigDecimal> codecs) implements MinutePrice {
        public Base {
            if (tiers.measure() != Measure.MINUTE) {
                throw new IllegalArgumentException(
                        "Tiers counted " + tiers.measure() + " but must count minutes; use Measure.MINUTE.");
            }
            codecs = Map.copyOf(codecs);
            codecs.forEach((codec, times) -> Factors.require("Multiplier of codec " + codec, times));
        }
    }

    /**
     * A price for a minute by codec and size class, as published tables have it; multipliers of codec and size do not
     * apply.
     *
     * @param prices by codec and by the name of a size class, zero or more
     */
    record Table(Map<VideoCodec, Map<String, Amount>> prices) implements MinutePrice {
        public Table {
            Map<VideoCodec, Map<String, Amount>> copy = new HashMap<>();
            prices.forEach((codec, byClass) -> copy.put(codec, Map.copyOf(byClass)));
            prices = Map.copyOf(copy);
            prices.forEach((codec, byClass) -> byClass.forEach((name, price) -> {
                if (price.isNegative()) {
                    throw new IllegalArgumentException("Price of a minute of " + codec + " " + name + " was " + price
                            + " but must be zero or more; use zero for free.");
                }
            }));
        }
    }
}
