package io.reelbudget.policy.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * Prices by how busy the machines are: a straight line from one factor to another between two utilisations, flat
 * outside.
 *
 * <p>Utilisation is smoothed first, by an exponentially weighted average of continuous time in which what was last
 * observed is taken to have lasted until the next observation: after one time constant of a new utilisation 63 % of the
 * way is gone (the moving average with previous-point interpolation for unevenly spaced series; Eckner, 2012). Then the
 * factor moves by whole steps only, and only when the line has come a whole step away from it: what swings by less than
 * a step changes no price.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param from up to which utilisation the factor is {@code least}, 0 or more
 * @param full from which utilisation on it is {@code most}; more than {@code from}, at most 1
 * @param least the smallest factor, more than zero
 * @param most the largest, no less than {@code least}
 * @param timeConstant over which time utilisation is smoothed, more than zero
 * @param step by how much the factor moves at least, more than zero, and no more than from {@code least} to
 *     {@code most} where those differ
 */
public record Surge(
        BigDecimal from, BigDecimal full, BigDecimal least, BigDecimal most, Duration timeConstant, BigDecimal step) {

    /**
     * How far it is.
     *
     * @param smoothed the smoothed utilisation, 0 to 1
     * @param last the utilisation that was observed last, 0 to 1
     * @param at when that was
     * @param factor what prices are multiplied by
     */
    public record State(double smoothed, double last, Instant at, BigDecimal factor) {}

    public Surge {
        if (from.signum() < 0 || full.compareTo(from) <= 0 || full.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("Surge was from a utilisation of " + from + " to " + full
                    + " but must be within 0 to 1 and rise; use 0.6 to 0.95, say.");
        }
        if (least.signum() <= 0 || most.compareTo(least) < 0 || step.signum() <= 0) {
            throw new IllegalArgumentException("Surge was from " + least + " to " + most + " times by steps of " + step
                    + " but must be more than zero and not fall; use 1 to 2 by 0.1, say.");
        }
        BigDecimal rise = most.subtract(least);
        if (rise.signum() > 0 && step.compareTo(rise) > 0) {
            throw new IllegalArgumentException("Step of the surge was " + step + " but must be at most " + rise
                    + ", which is all of it; use a tenth, say.");
        }
        if (timeConstant.isZero() || timeConstant.isNegative()) {
            throw new IllegalArgumentException("Time constant of the surge was " + timeConstant
                    + " but must be more than zero; 10 minutes smooth well.");
        }
    }

    /** Returns the state after the first observation, which counts in full. */
    public State begin(double utilisation, Instant at) {
        double first = clamped(utilisation);
        return new State(first, first, at, stepped(line(first)));
    }

    /** Returns the state after a further observation; one from the past counts as made at the time of the last. */
    public State next(State state, double utilisation, Instant at) {
        Instant now = at.isBefore(state.at()) ? state.at() : at;
        double smoothed = smoothedAt(state, now);
        return new State(smoothed, clamped(utilisation), now, moved(state.factor(), smoothed));
    }

    /** Returns the factor at a time, if nothing else is observed until then. */
    public BigDecimal factorAt(State state, Instant at) {
        return moved(state.factor(), smoothedAt(state, at.isBefore(state.at()) ? state.at() : at));
    }

    private double smoothedAt(State state, Instant now) {
        Duration gone = Duration.between(state.at(), now);
        double constants =
                (gone.getSeconds() + gone.getNano() / 1e9) / (timeConstant.getSeconds() + timeConstant.getNano() / 1e9);
        double weight = Math.exp(-constants);
        return state.smoothed() * weight + state.last() * (1 - weight);
    }

    /** A price stays where the line is less than a step away from it; at the ends of the line it reaches the bound. */
    private BigDecimal moved(BigDecimal factor, double smoothed) {
        BigDecimal target = line(smoothed);
        boolean atBound = target.compareTo(least) == 0 || target.compareTo(most) == 0;
        boolean near = target.subtract(factor).abs().compareTo(step) < 0;
        return near && !atBound ? factor : stepped(target);
    }

    private BigDecimal stepped(BigDecimal target) {
        if (target.compareTo(most) == 0) {
            return most.stripTrailingZeros(); // also where steps do not lead there
        }
        BigDecimal steps = target.subtract(least).divide(step, 0, RoundingMode.HALF_UP);
        return least.add(steps.multiply(step)).min(most).stripTrailingZeros();
    }

    private BigDecimal line(double smoothed) {
        double share = (smoothed - from.doubleValue()) / full.subtract(from).doubleValue();
        if (share <= 0) {
            return least;
        } else if (share >= 1) {
            return most;
        }
        BigDecimal rise = most.subtract(least).multiply(BigDecimal.valueOf(share));
        return least.add(rise).setScale(9, RoundingMode.HALF_UP);
    }

    private static double clamped(double utilisation) {
        if (Double.isNaN(utilisation)) {
            throw new IllegalArgumentException(
                    "Utilisation was NaN but must be a number; observe busy machines divided by all.");
        }
        return Math.max(0, Math.min(1, utilisation));
    }
}
