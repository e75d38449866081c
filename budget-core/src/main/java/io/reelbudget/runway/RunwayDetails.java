package io.reelbudget.runway;

import java.util.List;

/**
 * What a forecast rests on, for people and pictures: worked out only where it is asked for.
 *
 * @param curve cumulative spending and exhaustion at rising instants, from now to the renewal; at least these two
 * @param expectedShortfallMicros by how much the spending until the renewal exceeds what remains, on average over all
 *     outcomes, those without a shortfall too; in millionths of the unit
 * @param burn how fast the account spends, compared with an even pace
 * @param terms what the spending until the renewal is made of
 */
public record RunwayDetails(List<SpendPoint> curve, double expectedShortfallMicros, Burn burn, List<RunwayTerm> terms) {

    public RunwayDetails {
        curve = List.copyOf(curve);
        terms = List.copyOf(terms);
        if (curve.size() < 2) {
            throw new IllegalArgumentException("Forecast's curve had " + curve.size()
                    + " points but must have at least two; give it one at now and one at the renewal.");
        }
    }
}
