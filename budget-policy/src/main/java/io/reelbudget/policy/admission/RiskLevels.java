package io.reelbudget.policy.admission;

import java.util.Map;

/**
 * What finished jobs have taught about holds of a risk.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param risk the share of tight admissions that may overshoot
 * @param shared the level that all accounts share, in log-odds of a quantile; finite
 * @param own what each account adds to it; finite
 * @param <A> what names accounts
 */
public record RiskLevels<A>(double risk, double shared, Map<A, Double> own) {

    public RiskLevels {
        RiskSizing.requireRisk(risk);
        own = Map.copyOf(own);
        if (!Double.isFinite(shared) || !own.values().stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "Levels of risk " + risk + " must be finite; begin without what was learnt.");
        }
    }
}
