package io.reelbudget.forecast;

import io.reelbudget.forecast.exhaustion.BusyDays;
import io.reelbudget.forecast.exhaustion.HourlySums;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.forecast.exhaustion.UsageSums;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.RunwayQuestion;

/**
 * What the learnt part looks at beside the budget, and by which coefficients.
 *
 * @param sums the account's running sums, in micro-units; jobs that run or wait count as spent
 * @param host how busy all accounts of the host are
 * @param combination fitted where as much was known
 */
record Seen(UsageSums sums, BusyDays host, LearntCombination combination) {

    /** Returns what an hourly history tells. */
    static Seen inHistory(RunwayQuestion question, LearntCombination combination) {
        double handedIn = KnownSpend.of(question, Kind.HOLD).mean()
                + KnownSpend.of(question, Kind.QUEUE).mean();
        return new Seen(HourlySums.of(question.history(), question.now(), handedIn), BusyDays.unknown(), combination);
    }
}
