package io.reelbudget.backtest;

import io.reelbudget.money.Amount;
import java.time.Duration;

/**
 * What came of a replay, between two instants.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param setting the setting's name
 * @param asked jobs that asked for the first time
 * @param admitted those of them that could run
 * @param refused those whose last answer was a refusal, or a question to their owner
 * @param waiting those that were to wait to the end
 * @param delayed those that ran later than they asked
 * @param delayMedian the median time that these waited; zero where none did
 * @param delayP95 the time that 95 % of these waited at most
 * @param degraded those that ran with less than was asked for
 * @param loss by how much, the ladder's losses added up; only sums by one ladder compare
 * @param overshoots charges that took an account, or one above it, beyond its budget and overdraft, or further beyond
 * @param overshoot by how much in all
 * @param warnings notices of level WARNING
 * @param criticals notices of level CRITICAL
 * @param recoveries notices of level RECOVERED
 * @param pauses decisions to pause new jobs, or to drain
 * @param spent what was posted
 * @param forgone the median prices, as they were quoted, of those jobs that did not run
 * @param byRatio attempts whose cost is that of another rung, times the model's ratio
 * @param neverRun attempts of jobs that never ran in truth: their cost is their estimate's mean, times what finished
 *     jobs took against theirs
 */
public record Outcome(
        String setting,
        long asked,
        long admitted,
        long refused,
        long waiting,
        long delayed,
        Duration delayMedian,
        Duration delayP95,
        long degraded,
        double loss,
        long overshoots,
        Amount overshoot,
        long warnings,
        long criticals,
        long recoveries,
        long pauses,
        Amount spent,
        Amount forgone,
        long byRatio,
        long neverRun) {}
