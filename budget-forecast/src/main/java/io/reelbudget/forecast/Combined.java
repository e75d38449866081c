package io.reelbudget.forecast;

import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.RunwayQuestion;
import java.util.function.Supplier;

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

    /**
     * Returns the mixture.
     *
     * @param own makes the outlook of the account's own model, asked for only where it counts
     * @param seen what the learnt part looks at, asked for only where that counts
     */
    static Combined of(Supplier<SpendOutlook> own, Selection selection, RunwayQuestion question, Supplier<Seen> seen) {
        double steadiness = selection.steadiness();
        Selection.Choice choice = selection.choice();
        double spendable = (double) question.remainingMicros()
                + question.funding().topUp().map(AutoTopUp::mostMicros).orElse(0.0);
        if (steadiness > 1 - NEGLIGIBLE || spendable <= 0) {
            return new Combined(own.get(), choice.model(), choice.confidence(), choice.reason());
        }
        SpendOutlook learnt = LearntOutlook.of(question, seen.get());
        if (steadiness < NEGLIGIBLE) {
            return new Combined(learnt, LEARNT, atMostMedium(choice.confidence()), selection.whyNone());
        }
        return new Combined(
                new MixedOutlook(own.get(), learnt, steadiness),
                choice.model() + " and " + LEARNT,
                steadiness > 0.5 ? choice.confidence() : atMostMedium(choice.confidence()),
                selection.whyPart());
    }

    private static Confidence atMostMedium(Confidence confidence) {
        return confidence == Confidence.HIGH ? Confidence.MEDIUM : confidence;
    }
}
