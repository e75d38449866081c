package io.reelbudget.policy.admission;

import java.util.HashMap;
import java.util.Map;

/**
 * At which level of its joint cost the jobs of an account are held, so that the budget is overshot as often as its
 * owner accepts. Steered by what came of earlier admissions: each that overshot raises the level, each that did not
 * lowers it, in such a ratio that the level rests where the wanted share overshoots, whatever the predictions are worth
 * (Gibbs and Candès, Adaptive Conformal Inference under Distribution Shift, NeurIPS 2021).
 *
 * <p>The level is a sum of two: one that all accounts of the host share, so that a new account begins with what others
 * have taught, and the account's own.
 *
 * <p>This class is not thread-safe.
 */
final class OvershootLevel<A> {

    /** How far an outcome moves the shared level and the account's own, in log-odds. */
    private static final double SHARED_STEP = 0.03;

    private static final double OWN_STEP = 0.15;

    private static final double LOWEST = -5;
    private static final double HIGHEST = 9;

    private final double risk;
    private final Map<A, Double> own = new HashMap<>();
    private double shared;

    OvershootLevel(double risk) {
        this.risk = risk;
        this.shared = Math.log((1 - risk) / risk);
    }

    /** Goes on with what was learnt before. */
    void restore(RiskLevels<A> learnt) {
        shared = learnt.shared();
        own.putAll(learnt.own());
    }

    /** Returns what was learnt. */
    RiskLevels<A> learnt() {
        return new RiskLevels<>(risk, shared, own);
    }

    /** Returns the log-odds of the quantile to hold for an account. */
    double of(A account) {
        return within(shared + own.getOrDefault(account, 0.0));
    }

    /** Takes note of what came of an admission of an account. */
    void observe(A account, TightOutcome outcome) {
        double surprise = (outcome == TightOutcome.OVERSHOT ? 1 : 0) - risk;
        // Neither is cut: what bursts of overshoots left behind is worked off, so that the share comes out right.
        shared += SHARED_STEP * surprise;
        own.merge(account, OWN_STEP * surprise, Double::sum);
    }

    private static double within(double level) {
        return Math.max(LOWEST, Math.min(HIGHEST, level));
    }
}
