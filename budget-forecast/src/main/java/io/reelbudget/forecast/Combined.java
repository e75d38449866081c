package io.reelbudget.forecast;

import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.RunwayQuestion;
import java.util.Locale;

/**
 * An account's own model and what was learnt across accounts, each as far as it deserves.
 *
 * @param outlook what will be spent
 * @param model the models' names
 * @param confidence how sure
 * @param reason why so sure, in one sentence or two
 */
record Combined(SpendOutlook outlook, String model, Confidence confidence, String reason) {

    static final String LEARNT = "learnt across accounts";

    /** Below this share a part is not worth its time. */
    private static final double NEGLIGIBLE = 0.005;

    static Combined of(
            SpendOutlook own, Selection selection, RunwayQuestion question, LearntCombination combination) {
        double steadiness = selection.steadiness();
        if (steadiness > 1 - NEGLIGIBLE || question.remainingMicros() <= 0) {
            return new Combined(own, selection.model(), selection.confidence(), selection.reason());
        }
        SpendOutlook learnt = LearntOutlook.of(question, combination);
        String shares = String.format(
                Locale.ROOT,
                " Own totals are that foreseeable to %.0f %%; running sums as learnt across accounts say the rest.",
                100 * steadiness);
        if (steadiness < NEGLIGIBLE) {
            return new Combined(learnt, LEARNT, selection.confidence(), selection.reason() + shares);
        }
        return new Combined(
                new MixedOutlook(own, learnt, steadiness),
                selection.model() + " and " + LEARNT,
                selection.confidence(),
                selection.reason() + shares);
    }
}
