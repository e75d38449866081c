package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.money.Amount;
import io.reelbudget.telemetry.AccountStanding;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Remembers all that it is told, in the order in which steps ended; one that lies within another is marked so. */
final class RecordingTelemetry implements Telemetry {

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final List<FinishedJob> finished = new CopyOnWriteArrayList<>();
    private final List<String> charges = new CopyOnWriteArrayList<>();
    private final List<AccountStanding> standings = new CopyOnWriteArrayList<>();
    private final Map<Level, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final ThreadLocal<String> within = ThreadLocal.withInitial(() -> "");

    @Override
    public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
        String outer = within.get();
        within.set(outer + step + ">");
        String came = "threw";
        try {
            T answer = work.get();
            Outcome told = outcome.apply(answer);
            came = told.reason().equals("none") ? told.name() : told.name() + "/" + told.reason();
            return answer;
        } finally {
            within.set(outer);
            steps.add(outer + step + " " + account + " " + came);
        }
    }

    @Override
    public void finished(AccountPath account, FinishedJob job) {
        finished.add(job);
    }

    @Override
    public void captured(AccountPath account, Amount held, Amount charged) {
        charges.add(account + ": " + charged + " of " + held);
    }

    @Override
    public void looked(AccountStanding standing) {
        standings.add(standing);
    }

    @Override
    public void gauge(Level level, DoubleSupplier now) {
        gauges.put(level, now);
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    void forgetSteps() {
        steps.clear();
    }

    List<FinishedJob> finished() {
        return List.copyOf(finished);
    }

    List<String> charges() {
        return List.copyOf(charges);
    }

    List<AccountStanding> standings() {
        return List.copyOf(standings);
    }

    Map<Level, DoubleSupplier> gauges() {
        return Map.copyOf(gauges);
    }
}
