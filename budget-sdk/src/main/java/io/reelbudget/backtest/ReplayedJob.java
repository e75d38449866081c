package io.reelbudget.backtest;

import io.reelbudget.Admission;
import io.reelbudget.history.JobEvent.Asked;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where one job stands in a replay. This class is for one thread. */
final class ReplayedJob {

    private final RecordedJob recorded;
    private final Instant firstAskedAt;
    private TranscodeJob job;
    private Asked asked;
    private int asks;
    private int attempts;
    private Optional<Instant> admittedAt = Optional.empty();
    private Optional<Admission> last = Optional.empty();
    private List<Target> ran = List.of();
    private Stage stage = Stage.IDLE;

    /** What it does. */
    enum Stage {
        /** It does not run, and is not kept waiting. */
        IDLE,
        /** It was told to wait. */
        WAITING,
        /** It runs. */
        RUNNING,
        /** It delivered. */
        DONE
    }

    ReplayedJob(RecordedJob recorded, Instant firstAskedAt, TranscodeJob job) {
        this.recorded = recorded;
        this.firstAskedAt = firstAskedAt;
        this.job = job;
        this.asked = recorded.asks().get(0).asked();
    }

    RecordedJob recorded() {
        return recorded;
    }

    Asked first() {
        return recorded.asks().get(0).asked();
    }

    Instant firstAskedAt() {
        return firstAskedAt;
    }

    Optional<Instant> admittedAt() {
        return admittedAt;
    }

    List<Target> ran() {
        return ran;
    }

    Stage stage() {
        return stage;
    }

    void become(Stage next) {
        stage = next;
    }

    TranscodeJob job() {
        return job;
    }

    void replace(TranscodeJob other) {
        job = other;
    }

    /** Returns what it said when it last asked. */
    Asked asked() {
        return asked;
    }

    /** Takes note that a recorded question is asked. */
    void asks(Asked now) {
        asked = now;
        asks++;
    }

    /** Returns whether it asks again by itself, as was recorded. */
    boolean asksAgain() {
        return asks < recorded.asks().size();
    }

    void answered(Admission answer) {
        last = Optional.of(answer);
    }

    /** Takes note that it begins to run, and returns which attempt it is, from 0. */
    int begin(Instant now, List<Target> targets) {
        stage = Stage.RUNNING;
        ran = targets;
        admittedAt = admittedAt.or(() -> Optional.of(now));
        return attempts++;
    }

    /** Returns how many attempts it has begun. */
    int begun() {
        return attempts;
    }

    boolean isDegraded() {
        return !ran.equals(first().job().targets());
    }

    boolean isWaiting() {
        return admittedAt.isEmpty()
                && last.filter(Admission.Queued.class::isInstance).isPresent();
    }

    boolean isRefused() {
        return admittedAt.isEmpty() && !isWaiting();
    }
}
