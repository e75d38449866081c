package io.reelbudget.policy;

import io.reelbudget.money.Amount;
import io.reelbudget.policy.Response.Remedy;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The words that a policy finds for its decision: to operators, to the account's owner and to programs.
 *
 * @param situation what it decided about
 * @param outlook what the forecast says about it
 * @param policy the policy's name
 */
record Reasoning(BudgetSituation situation, Outlook outlook, String policy) {

    Explanation lasting() {
        return new Explanation(
                ReasonCode.RUNWAY_LONG_ENOUGH, risk() + "; that is under the threshold.", numbers(), wouldActWith());
    }

    Explanation waiting(ReasonCode code, String clause) {
        return new Explanation(code, risk() + "; " + clause + ".", numbers(), wouldNotActWith());
    }

    Explanation acting(Remedy remedy) {
        return new Explanation(remedy.code(), risk() + "; " + remedy.clause() + ".", numbers(), wouldNotActWith());
    }

    Explanation recovering(String undone) {
        return new Explanation(
                ReasonCode.RUNWAY_RECOVERED, risk() + "; it has recovered: " + undone + ".", numbers(), wouldActWith());
    }

    Notice warning(NoticeLevel level, Remedy remedy) {
        String title = level == NoticeLevel.CRITICAL
                ? "Budget of " + situation.account() + " is used up"
                : "Budget of " + situation.account() + " " + soon();
        return notice(level, title, remedy.clause(), remedy.meaning(), advice());
    }

    Notice recovered(String undone) {
        return notice(
                NoticeLevel.RECOVERED,
                "Budget of " + situation.account() + " has recovered",
                undone,
                "Jobs run as usual.",
                "Nothing needs to be done.");
    }

    /** The words of a notice of another kind about the same situation. */
    Notice of(NoticeLevel level, String title, String clause, String meaning) {
        return notice(level, title, clause, meaning, advice());
    }

    private Notice notice(NoticeLevel level, String title, String clause, String meaning, String advice) {
        return new Notice(
                situation.dedupeKey(policy, level),
                situation.account(),
                level,
                situation.now(),
                title,
                "With " + Wording.of(situation.spendable()) + " left to spend, the account " + prospect() + ": "
                        + clause + ".",
                meaning,
                advice,
                numbers());
    }

    private String risk() {
        return situation.account() + " " + prospect();
    }

    /** What the threshold is about, to follow the account's name in a sentence. */
    private String prospect() {
        String chance = Wording.percent(outlook.probabilityWithinThreshold());
        return situation
                .threshold()
                .fold(
                        within -> "runs out within " + Wording.of(within.time()) + " with a probability of " + chance,
                        before -> "runs out before its renewal with a probability of " + chance,
                        share -> "has " + Wording.percent(situation.shareLeft()) + " of its budget left");
    }

    private String advice() {
        String renewal = "wait for the renewal at "
                + Wording.of(situation.balance().period().end(), ZoneOffset.UTC);
        return outlook.missing()
                .map(more -> "Top up " + Wording.of(more) + " or more, or " + renewal + ".")
                .orElse("Top up, or " + renewal + ".");
    }

    private String wouldNotActWith() {
        return outlook.missing()
                .map(more -> "Would not act with " + Wording.of(more) + " more.")
                .orElseGet(() -> "Would not act if " + otherwise("under ", "more than "));
    }

    private String wouldActWith() {
        return outlook.surplus()
                .map(less -> "Would act with " + Wording.of(less) + " less.")
                .orElseGet(() -> "Would act if " + otherwise("at least ", "at most "));
    }

    private String otherwise(String probability, String share) {
        Function<Double, String> likely =
                level -> "that probability were " + probability + Wording.percent(level) + ".";
        return situation
                .threshold()
                .fold(
                        within -> likely.apply(within.probability()),
                        before -> likely.apply(before.probability()),
                        left -> share + Wording.percent(left.share()) + " of the budget were left.");
    }

    private String soon() {
        return situation
                .threshold()
                .fold(
                        within -> "runs out in about " + Wording.of(outlook.timeLeft()),
                        before -> "may run out before its renewal",
                        share -> "is down to " + Wording.percent(situation.shareLeft()));
    }

    private SortedMap<String, String> numbers() {
        JointCost queue = JointCost.NONE;
        for (QueuedJob queued : situation.queue()) {
            queue = queue.plus(queued.priceMicros());
        }
        SortedMap<String, String> numbers = new TreeMap<>();
        numbers.put("held", situation.balance().held().toString());
        numbers.put("spendable", situation.spendable().toString());
        numbers.put("probabilityWithinThreshold", decimal(outlook.probabilityWithinThreshold()));
        numbers.put("probabilityBeforeRenewal", decimal(situation.forecast().probabilityBeforeRenewal()));
        numbers.put("shareLeft", decimal(situation.shareLeft()));
        numbers.putAll(situation
                .threshold()
                .fold(
                        within -> Map.of(
                                "thresholdProbability", decimal(within.probability()),
                                "thresholdTime", within.time().toString()),
                        before -> Map.of("thresholdProbability", decimal(before.probability())),
                        left -> Map.of("thresholdShare", decimal(left.share()))));
        numbers.put("queuedJobs", Integer.toString(situation.queue().size()));
        numbers.put("queueP50", money(queue.p50()));
        numbers.put("queueP90", money(queue.p90()));
        outlook.timeToExhaustion().ifPresent(time -> numbers.put("timeToExhaustion", time.toString()));
        return numbers;
    }

    private String money(double micros) {
        long capped = Math.round(Math.min(Amount.MAX_MICROS, micros));
        return Amount.ofMicros(capped, situation.spendable().unit()).toString();
    }

    private static String decimal(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }
}
