package io.reelbudget.rate;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Prices that depend on how much is bought in a period.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param mode what a tier's price means
 * @param measure what is counted
 * @param steps the tiers, 1 to {@value #MAX_STEPS}, in rising order; only the last has no upper end
 */
public record Tiers(Mode mode, Measure measure, List<Step> steps) {

    /** How many tiers there may be. */
    public static final int MAX_STEPS = 32;

    /** What a tier's price means. */
    public enum Mode {
        /** Each one costs the price of the tier in which it falls; what came before keeps its price. */
        GRADUATED,
        /**
         * All cost the price of the tier that the whole volume reaches. The whole may get cheaper by buying more; what
         * each costs is known when the period is over, see {@link TrueUp}.
         */
        VOLUME,
        /** The tier's price is for the whole volume, however much of the tier is used; nothing costs nothing. */
        STEP
    }

    /**
     * One tier.
     *
     * @param upTo how many, in all, still belong to it; without end where empty
     * @param price for one in it, or for all in mode {@link Mode#STEP}; zero or more
     */
    public record Step(OptionalLong upTo, Amount price) {
        public Step {
            if (price.isNegative()) {
                throw new IllegalArgumentException(
                        "Price of a tier was " + price + " but must be zero or more; use zero for free.");
            }
        }

        /** Returns a tier that ends at a volume. */
        public static Step upTo(long volume, Amount price) {
            return new Step(OptionalLong.of(volume), price);
        }

        /** Returns a tier without end. */
        public static Step beyond(Amount price) {
            return new Step(OptionalLong.empty(), price);
        }
    }

    public Tiers {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "There were " + steps.size() + " tiers but there must be 1 to " + MAX_STEPS + "; join some.");
        }
        long below = 0;
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            steps.get(0).price().requireSameUnit(step.price());
            boolean last = at == steps.size() - 1;
            if (step.upTo().isEmpty() != last) {
                throw new IllegalArgumentException("Tier " + (at + 1) + " of " + steps.size()
                        + (last ? " had an upper end" : " had no upper end")
                        + " but only the last must have none; set or leave out its upTo.");
            }
            if (!last) {
                below = requireAbove(below, step.upTo().getAsLong(), measure);
            }
        }
    }

    private static long requireAbove(long below, long upTo, Measure measure) {
        if (upTo <= below || upTo > Long.MAX_VALUE / measure.parts()) {
            throw new IllegalArgumentException("Tier's upper end was " + upTo + " but must be more than " + below
                    + " and at most " + Long.MAX_VALUE / measure.parts() + " " + measure
                    + "; give the tiers in rising order.");
        }
        return upTo;
    }

    /** Returns one price for any volume. */
    public static Tiers flat(Measure measure, Amount price) {
        return new Tiers(Mode.GRADUATED, measure, List.of(Step.beyond(price)));
    }

    /** Returns what prices are counted in. */
    public Unit unit() {
        return steps.get(0).price().unit();
    }

    /** Returns whether the price of one depends on how many came before. */
    public boolean isFlat() {
        return steps.size() == 1 && mode != Mode.STEP;
    }

    /**
     * Returns what a whole volume costs, rounded up to a millionth.
     *
     * @param quantity in the measure's parts, zero or more
     * @throws ArithmeticException if that is more than an {@link Amount} holds
     */
    public Amount total(long quantity) {
        requireNotNegative(quantity);
        if (quantity == 0) {
            return Amount.zero(unit());
        }
        return switch (mode) {
            case GRADUATED -> graduated(quantity);
            case VOLUME -> by(reachedBy(quantity), quantity);
            case STEP -> reachedBy(quantity).price();
        };
    }

    /**
     * Returns what is charged for more after some: for graduated and step prices what the total grows by, so that the
     * charges of a period add up to its total exactly; for volume prices the price of the tier that both together
     * reach, times what is new, so that no charge is negative. What that differs from the tier that the period reaches
     * in the end, a {@link TrueUp} corrects.
     *
     * @param before how much came before, in the measure's parts, zero or more
     * @param quantity how much is new, zero or more
     * @throws ArithmeticException if that is more than an {@link Amount} holds
     */
    public Amount charge(long before, long quantity) {
        requireNotNegative(before);
        requireNotNegative(quantity);
        if (isFlat() || mode == Mode.VOLUME) {
            return by(reachedBy(Math.addExact(before, quantity)), quantity);
        }
        return total(Math.addExact(before, quantity)).minus(total(before));
    }

    /** Returns what a volume costs by the price of one tier, whichever it reaches, rounded up to a millionth. */
    public Amount by(Step step, long quantity) {
        return Rounding.up(step.price(), quantity, measure.parts());
    }

    /** Returns whether what is charged is final only when the period is over. */
    public boolean isFinalAtPeriodEnd() {
        return mode == Mode.VOLUME && !isFlat();
    }

    /** Returns the last quantity that still belongs to a tier, in the measure's parts; none for the last tier. */
    public OptionalLong endOf(Step step) {
        return step.upTo().isPresent()
                ? OptionalLong.of(measure.quantityOf(step.upTo().getAsLong()))
                : OptionalLong.empty();
    }

    /** Returns the tier that a volume reaches. */
    public Step reachedBy(long quantity) {
        return steps.get(stepOf(quantity));
    }

    /** Returns how much more, in the measure's parts, belongs to the tier that a volume reaches; without end, empty. */
    public OptionalLong leftInTier(long quantity) {
        OptionalLong end = steps.get(stepOf(quantity)).upTo();
        return end.isPresent() ? OptionalLong.of(measure.quantityOf(end.getAsLong()) - quantity) : OptionalLong.empty();
    }

    /** Returns the tier after the one that a volume reaches, if there is one. */
    public Optional<Step> nextTier(long quantity) {
        int next = stepOf(quantity) + 1;
        return next < steps.size() ? Optional.of(steps.get(next)) : Optional.empty();
    }

    private int stepOf(long quantity) {
        for (int at = 0; at < steps.size() - 1; at++) {
            if (quantity <= measure.quantityOf(steps.get(at).upTo().orElseThrow())) {
                return at;
            }
        }
        return steps.size() - 1;
    }

    private Amount graduated(long quantity) {
        BigInteger micros = BigInteger.ZERO;
        long below = 0;
        for (Step step : steps) {
            long end = step.upTo().isPresent() ? measure.quantityOf(step.upTo().getAsLong()) : quantity;
            long inTier = Math.min(end, quantity) - below;
            micros = micros.add(BigInteger.valueOf(step.price().micros()).multiply(BigInteger.valueOf(inTier)));
            below += inTier;
            if (below == quantity) {
                break;
            }
        }
        return Rounding.up(micros, measure.parts(), unit());
    }

    private static void requireNotNegative(long quantity) {
        if (quantity < 0) {
            throw new IllegalArgumentException(
                    "Quantity was " + quantity + " but must be zero or more; check what counted it.");
        }
    }
}
