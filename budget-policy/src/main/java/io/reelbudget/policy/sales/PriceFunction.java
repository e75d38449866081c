package io.reelbudget.policy.sales;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Tiers.Step;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;

/**
 * What some units cost. It is pure: the same question has the same answer.
 *
 * <p>Implementations must be immutable and thread-safe.
 */
@FunctionalInterface
public interface PriceFunction {

    /**
     * Returns the price, exact and more than zero.
     *
     * @throws io.reelbudget.money.UnitMismatchException if the units are of another kind than those sold
     */
    ExactPrice price(PriceQuestion question);

    /** Returns this price multiplied by a factor. */
    default PriceFunction times(PriceFactor factor) {
        return question -> price(question).times(factor.of(question));
    }

    /**
     * Returns one price for each pack, whatever is bought; parts of a pack cost their share.
     *
     * @param pack how much one pack is, such as 3,600 vCPU seconds; more than zero
     * @param price what a pack costs, more than zero
     */
    static PriceFunction fixed(Amount pack, Amount price) {
        return volume(pack, Tiers.flat(Measure.PIECE, price));
    }

    /**
     * Returns prices by the volume of one purchase, in the words of rate cards: graduated, volume or step. Tiers end
     * after whole packs; parts of a pack cost their share, a step its whole price.
     *
     * @param pack how much one pack is; more than zero
     * @param tiers prices for packs, in {@link Measure#PIECE}; each more than zero, since what costs nothing is granted
     *     and not sold
     */
    static PriceFunction volume(Amount pack, Tiers tiers) {
        requirePack(pack);
        if (tiers.measure() != Measure.PIECE || tiers.unit().kind() != Unit.Kind.CURRENCY) {
            throw new IllegalArgumentException("Prices were for " + tiers.measure() + " in " + tiers.unit()
                    + " but must be for packs, as pieces, in money; give a currency.");
        }
        for (Step step : tiers.steps()) {
            if (!step.price().isPositive()) {
                throw new IllegalArgumentException("Price of a tier was " + step.price()
                        + " but must be more than zero to be sold; grant what is free as a promotional top-up.");
            }
        }
        return question -> byVolume(pack, tiers, pack.requireSameUnit(question.units()));
    }

    /** Returns what a pack is, or refuses an empty one. */
    static Amount requirePack(Amount pack) {
        if (!pack.isPositive()) {
            throw new IllegalArgumentException("Pack was " + pack + " but must be more than zero; say what is sold.");
        }
        return pack;
    }

    private static ExactPrice byVolume(Amount pack, Tiers tiers, Amount units) {
        BigInteger packs = BigInteger.valueOf(pack.micros());
        BigInteger wanted = BigInteger.valueOf(units.micros());
        BigInteger total = BigInteger.ZERO;
        BigInteger below = BigInteger.ZERO;
        List<Step> steps = tiers.steps();
        for (Step step : steps) {
            OptionalLong upTo = step.upTo();
            BigInteger end = upTo.isPresent() ? packs.multiply(BigInteger.valueOf(upTo.getAsLong())) : wanted;
            BigInteger price = BigInteger.valueOf(step.price().micros());
            boolean reached = wanted.compareTo(end) <= 0;
            if (reached && tiers.mode() == Tiers.Mode.STEP) {
                return ExactPrice.of(step.price());
            } else if (reached && tiers.mode() == Tiers.Mode.VOLUME) {
                return new ExactPrice(price.multiply(wanted), packs, tiers.unit());
            }
            total = total.add(price.multiply(end.min(wanted).subtract(below)));
            below = end;
            if (reached) {
                break;
            }
        }
        return new ExactPrice(total, packs, tiers.unit());
    }
}
