package io.reelbudget.backtest;

import io.reelbudget.backtest.RecordedJob.Attempt;
import io.reelbudget.history.JobEvent.Ending;

/**
 * What the history's estimates and clocks were worth.
 *
 * @param bias what finished jobs took against their estimates' means
 * @param processors on how many processors at once they ran
 */
record PastPace(double bias, double processors) {

    static PastPace of(Iterable<RecordedJob> jobs) {
        double took = 0;
        double expected = 0;
        double seconds = 0;
        for (RecordedJob job : jobs) {
            for (Attempt attempt : job.attempts()) {
                if (attempt.end().filter(end -> end.ending() == Ending.FINISHED).isPresent()) {
                    took += attempt.end().orElseThrow().cpuSeconds();
                    expected += attempt.begin().meanCpuSeconds();
                    seconds += attempt.took().orElseThrow().toMillis() / 1e3;
                }
            }
        }
        return new PastPace(
                expected > 0 && took > 0 ? took / expected : 1, seconds > 0 && took > 0 ? took / seconds : 1);
    }
}
