package io.reelbudget.backtest;

import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Action;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.QueueOrder;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what comes of a replay while it is within the range. This class is for one thread. */
final class Tally {

    private final QualityLadder ladder;
    private final Map<NoticeLevel, Long> notices = new EnumMap<>(NoticeLevel.class);
    private long pauses;
    private long overshoots;
    private long overshootMicros;
    private long byRatio;
    private long neverRun;

    Tally(QualityLadder ladder) {
        this.ladder = ladder;
    }

    void notice(NoticeLevel level) {
        notices.merge(level, 1L, Long::sum);
    }

    void looked(Evaluation evaluation) {
        Decision decision = evaluation.decision();
        boolean pauses =
                decision instanceof Decision.Act && decision.actions().stream().anyMatch(Tally::pausesNew);
        this.pauses += pauses ? 1 : 0;
    }

    private static boolean pausesNew(Action action) {
        return action instanceof Action.PauseNewJobs || action instanceof QueueOrder.DrainQueue;
    }

    void overshot(long micros) {
        overshoots++;
        overshootMicros += micros;
    }

    void ranByRatio() {
        byRatio++;
    }

    void ranNever() {
        neverRun++;
    }

    Outcome outcome(String setting, List<ReplayedJob> jobs, long spentMicros, Unit unit) {
        List<ReplayedJob> admitted =
                jobs.stream().filter(job -> job.admittedAt().isPresent()).toList();
        Duration[] delays = admitted.stream()
                .map(job ->
                        Duration.between(job.firstAskedAt(), job.admittedAt().orElseThrow()))
                .filter(delay -> !delay.isZero())
                .sorted()
                .toArray(Duration[]::new);
        List<ReplayedJob> degraded =
                admitted.stream().filter(ReplayedJob::isDegraded).toList();
        long forgone = jobs.stream()
                .filter(job -> job.admittedAt().isEmpty())
                .mapToLong(job -> job.first().priceMicros())
                .sum();
        return new Outcome(
                setting,
                jobs.size(),
                admitted.size(),
                jobs.stream().filter(ReplayedJob::isRefused).count(),
                jobs.stream().filter(ReplayedJob::isWaiting).count(),
                delays.length,
                quantile(delays, 0.5),
                quantile(delays, 0.95),
                degraded.size(),
                degraded.stream()
                        .mapToDouble(job -> loss(job.first().job(), job.ran()))
                        .sum(),
                overshoots,
                Amount.ofMicros(overshootMicros, unit),
                notices.getOrDefault(NoticeLevel.WARNING, 0L),
                notices.getOrDefault(NoticeLevel.CRITICAL, 0L),
                notices.getOrDefault(NoticeLevel.RECOVERED, 0L),
                pauses,
                Amount.ofMicros(spentMicros, unit),
                Amount.ofMicros(forgone, unit),
                byRatio,
                neverRun);
    }

    /** The smallest delay that so large a share does not exceed. */
    private static Duration quantile(Duration[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted.length == 0 ? Duration.ZERO : sorted[Math.max(0, rank - 1)];
    }

    /** A rendition that is not on the ladder counts as the first rung that is no larger. */
    private double loss(TranscodeJob requested, List<Target> ran) {
        int rungs = 0;
        for (int at = 0; at < Math.min(ran.size(), requested.targets().size()); at++) {
            rungs += rungs(requested.targets().get(at), ran.get(at));
        }
        return ladder.loss(requested, requested.withTargets(ran), rungs);
    }

    private int rungs(Target from, Target to) {
        int rungs = 0;
        Optional<Target> now = Optional.of(from);
        while (rungs < QualityLadder.MAX_RUNGS
                && now.isPresent()
                && !now.get().equals(to)
                && !(rungs > 0 && pixels(now.get()) < pixels(to))) {
            now = ladder.below(now.get());
            rungs++;
        }
        return rungs;
    }

    private static double pixels(Target target) {
        return (double) target.width() * target.height() * target.framesPerSecond();
    }
}
