package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobEvent.Answer;
import io.reelbudget.history.JobHistory;
import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells the history beside the ledger what was asked, answered and ended.
 *
 * @param history where it is kept; nowhere where the ledger is in memory
 * @param clock when
 */
record Happenings(Optional<JobHistory> history, InstantSource clock) implements AutoCloseable {

    /** An answer that changes nothing is not kept: the same job was admitted, or paid for, before. */
    void asked(Instant at, AccountPath account, TranscodeJob job, Admission answer) {
        boolean isNews =
                answer.code() != Admission.Reason.ADMITTED_BEFORE && answer.code() != Admission.Reason.CAPTURED_BEFORE;
        if (history.isPresent() && isNews) {
            history.get()
                    .happened(new JobEvent.Asked(
                            at,
                            account,
                            job,
                            answer.fold(
                                    admitted -> Answer.ADMITTED,
                                    reduced -> Answer.REDUCED,
                                    queued -> Answer.QUEUED,
                                    asked -> Answer.APPROVAL_NEEDED,
                                    refused -> Answer.REFUSED),
                            answer.code().name(),
                            answer.job().targets(),
                            answer.estimate().model(),
                            answer.estimate().cpuSeconds(),
                            answer.estimate().meanCpuSeconds(),
                            answer.price().p50().tag().version(),
                            answer.price().p50().total().micros(),
                            answer.asked().micros()));
        }
    }

    void ended(Admitted admitted, JobEvent.Ending ending, double cpuSeconds, Amount charged) {
        history.ifPresent(kept -> kept.happened(new JobEvent.Ended(
                clock.instant(), admitted.account(), admitted.job().id(), ending, cpuSeconds, charged.micros())));
    }

    void progressed(Admitted admitted, double done, double cpuSeconds) {
        history.ifPresent(kept -> kept.happened(new JobEvent.Progressed(
                clock.instant(), admitted.account(), admitted.job().id(), done, cpuSeconds)));
    }

    JobHistoryFile.Kept read() {
        return history.map(JobHistory::read).orElseGet(() -> new JobHistoryFile.Kept(Optional.empty(), List.of(), 0));
    }

    @Override
    public void close() {
        history.ifPresent(JobHistory::close);
    }
}
