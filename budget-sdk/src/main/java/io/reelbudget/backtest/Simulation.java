package io.reelbudget.backtest;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.FailureCharges;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.RecordedJob.Ask;
import io.reelbudget.backtest.RecordedJob.Attempt;
import io.reelbudget.backtest.ReplayedJob.Stage;
import io.reelbudget.history.JobEvent.Ended;
import io.reelbudget.history.JobEvent.Ending;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.PastCommand;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.DecisionHistory;
import io.reelbudget.policy.RecordedDecision;
import io.reelbudget.policy.RunwayMonitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One replay: a facade on a ledger in memory, to which everything that is recorded happens again, in a time of its own.
 * What is decided is decided by the facade; this class is only the world around it: it has jobs ask, run, end and ask
 * again. This class is for one thread.
 */
final class Simulation implements AutoCloseable {

    private static final long CHANGE_COMES_FIRST = Long.MIN_VALUE;
    private static final long COMMANDS_COME_FIRST = -1_000_000_000_000L;
    private static final long OTHERS_COME_LAST = 1_000_000_000_000L;
    private static final int MOST_DECISIONS = 100_000;

    private final Backtest.Rules rules;
    private final History history;
    private final Setting setting;
    private final Instant from;
    private final Instant to;
    private final SteppedClock clock;
    private final RecordedEstimator estimator;
    private final WaitingJobs queue;
    private final Tally tally;
    private final Agreement agreement = new Agreement();
    private final Reelbudget budgets;
    private final BlockingLedger ledger;
    private final PastPace pace;
    private final ReplaySums sums;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private final Map<RecordedJob, ReplayedJob> jobs = new LinkedHashMap<>();
    private Stretch stretch = Stretch.BEFORE;
    private long postedBefore;
    private long scheduled = OTHERS_COME_LAST;

    /** Something that happens at an instant; of several the one with the lowest order first. */
    private record Task(Instant at, long order, Runnable happening) {}

    /** Where a replay is. */
    private enum Stretch {
        BEFORE,
        WITHIN
    }

    Simulation(Backtest.Rules rules, History history, Setting setting, Instant from, Instant to) {
        this.rules = rules;
        this.history = history;
        this.setting = setting;
        this.from = from;
        this.to = to;
        this.clock = new SteppedClock(history.since());
        this.estimator = new RecordedEstimator(rules.reference());
        this.queue = new WaitingJobs(rules.view());
        this.tally = new Tally(rules.hooks().ladder());
        this.budgets = Reelbudget.inMemory()
                .stepped()
                .clock(clock)
                .estimator(estimator)
                .forecaster(rules.forecaster())
                .processors(rules.processors())
                .housekeeping(rules.housekeeping())
                .hooks(rules.hooks().withQueue(queue).withNotifier(notice -> {
                    if (stretch == Stretch.WITHIN) {
                        tally.notice(notice.level());
                    }
                }))
                .onEvaluation(evaluation -> {
                    if (stretch == Stretch.WITHIN) {
                        tally.looked(evaluation);
                    }
                })
                .open();
        this.ledger = budgets.ledger().blocking();
        Map<String, RecordedJob> recorded = RecordedJob.of(history.jobs());
        this.sums = new ReplaySums(ledger);
        this.pace = PastPace.of(recorded.values());
        plan(recorded);
    }

    private void plan(Map<String, RecordedJob> recorded) {
        long command = COMMANDS_COME_FIRST;
        for (PastCommand past : history.commands()) {
            tasks.add(new Task(past.time(), command++, () -> again(past.command())));
        }
        for (DecisionHistory.Adoption adoption : history.adoptions()) {
            Instant at = adoption.at().isBefore(history.since()) ? history.since() : adoption.at();
            tasks.add(new Task(at, command++, () -> adopt(adoption)));
        }
        for (RecordedJob job : recorded.values()) {
            for (Ask ask : job.asks()) {
                tasks.add(new Task(ask.asked().at(), ask.order(), () -> asks(job, ask)));
            }
        }
        tasks.add(new Task(from, CHANGE_COMES_FIRST, this::change));
    }

    /** Replays from the history's beginning to the end of the range. */
    Outcome run() {
        seed();
        for (Task task = tasks.peek(); task != null && task.at().isBefore(to); task = tasks.peek()) {
            stepTo(task.at());
            // What was stepped through may have made another one the next.
            Task next = tasks.remove();
            clock.set(next.at());
            next.happening().run();
            askResumed();
        }
        // What becomes due at the end itself is no longer in the range.
        Instant last = to.minus(1, ChronoUnit.MICROS);
        stepTo(last);
        clock.set(last);
        List<ReplayedJob> asked = jobs.values().stream()
                .filter(job -> !job.firstAskedAt().isBefore(from))
                .toList();
        return tally.outcome(setting.name(), asked, sums.posted() - postedBefore, sums.unit());
    }

    /** Does what time makes due on the way; whoever is resumed meanwhile asks at once. */
    private void stepTo(Instant instant) {
        for (Optional<Instant> next = budgets.nextStep();
                next.isPresent() && !next.get().isAfter(instant);
                next = budgets.nextStep()) {
            clock.set(next.get());
            budgets.step();
            askResumed();
            Task soonest = tasks.peek();
            if (soonest != null && soonest.at().isBefore(instant)) {
                return;
            }
        }
    }

    private void seed() {
        OpeningFunds funds = OpeningFunds.of(history.openings());
        funds.accounts().forEach(each -> open(each.account(), each.opening().plan()));
        funds.giveAll(ledger);
    }

    private void open(AccountPath account, Plan plan) {
        Optional<AccountTerms> terms = rules.terms().of(account);
        if (terms.isPresent()) {
            budgets.open(account, plan, terms(terms.get()));
        } else {
            ledger.open(account, plan);
        }
    }

    private AccountTerms terms(AccountTerms had) {
        return stretch == Stretch.WITHIN ? setting.terms(had) : had;
    }

    /** The range begins: from here on all is as the setting says. */
    private void change() {
        stretch = Stretch.WITHIN;
        postedBefore = sums.posted();
        setting.estimator().ifPresent(estimator::use);
        for (AccountPath account : ledger.accounts()) {
            setting.plan(account).ifPresent(plan -> {
                IdempotencyKey key = IdempotencyKey.named("what-if plan of " + account);
                ledger.changePlan(account, key, plan, PlanChange.NOW_IN_FULL);
            });
            if (rules.terms().of(account).isPresent()) {
                open(account, ledger.read(new Query.PlanOf(account)));
            }
        }
        ledger.accounts().forEach(budgets::changed);
    }

    private void again(Command<?> command) {
        if (command instanceof Command.OpenAccount opening) {
            Optional<Plan> other = stretch == Stretch.WITHIN ? setting.plan(opening.account()) : Optional.empty();
            open(opening.account(), other.orElseGet(opening::plan));
            return;
        } else if (stretch == Stretch.WITHIN && !setting.keeps(command)) {
            return;
        }
        ledger.submit(command);
        budgets.changed(command.account());
        if (command instanceof Command.TopUp) {
            askWaiting(command.account());
        }
    }

    private void adopt(DecisionHistory.Adoption adoption) {
        RunwayMonitor monitor = budgets.monitor();
        adoption.document()
                .ifPresentOrElse(
                        document -> monitor.adopt(adoption.account(), document, adoption.by()),
                        () -> monitor.giveUp(adoption.account(), adoption.by()));
    }

    private void asks(RecordedJob recorded, Ask ask) {
        ReplayedJob job = jobs.computeIfAbsent(
                recorded,
                each -> new ReplayedJob(
                        each, clock.instant(), wanted(ask.asked().job())));
        job.asks(ask.asked());
        estimator.asks(ask.asked());
        if (job.stage() == Stage.RUNNING || job.stage() == Stage.DONE) {
            agreement.unasked(ask.asked(), job.stage() == Stage.DONE ? "has delivered" : "runs");
            return;
        }
        if (job.stage() == Stage.IDLE) {
            job.replace(wanted(ask.asked().job()));
        }
        agreement.answered(ask.asked(), ask(job));
    }

    private TranscodeJob wanted(TranscodeJob asked) {
        return stretch == Stretch.WITHIN ? setting.job(asked) : asked;
    }

    private Admission ask(ReplayedJob job) {
        queue.remove(job);
        job.become(Stage.IDLE);
        estimator.asks(job.asked());
        Admission answer = budgets.admit(job.recorded().account(), job.job());
        job.answered(answer);
        if (answer instanceof Admitted admitted) {
            begin(job, admitted);
        } else if (answer instanceof Admission.Reduced reduced) {
            begin(job, reduced.admission());
        } else if (answer instanceof Admission.Queued queued) {
            waits(job, queued);
        }
        return answer;
    }

    /** A job that was not admitted in truth either, and did not ask again, gives up as it did. */
    private void waits(ReplayedJob job, Admission.Queued answer) {
        boolean givesUp = !job.asked().isAdmitted() && !job.asksAgain();
        if (givesUp) {
            return;
        }
        job.become(Stage.WAITING);
        queue.add(job, answer, clock.instant());
        if (!job.asksAgain()) {
            at(answer.until(), () -> askIfWaiting(job));
        }
    }

    private void askIfWaiting(ReplayedJob job) {
        if (job.stage() == Stage.WAITING) {
            ask(job);
        }
    }

    private void askResumed() {
        queue.takeResumed().forEach(this::askWaiting);
    }

    /** Those that ask again by themselves, as was recorded, do so when they did. */
    private void askWaiting(AccountPath account) {
        queue.of(account).stream().filter(job -> !job.asksAgain()).forEach(this::askIfWaiting);
    }

    private void begin(ReplayedJob job, Admitted admitted) {
        int number = job.begin(clock.instant(), admitted.job().targets());
        List<Attempt> attempts = job.recorded().attempts();
        if (number < attempts.size()) {
            recorded(job, admitted, attempts.get(number));
        } else {
            never(job, admitted);
        }
    }

    private void recorded(ReplayedJob job, Admitted admitted, Attempt attempt) {
        double ratio = estimator.ratio(
                attempt.begin().job(), attempt.begin().ran(), admitted.job().targets());
        if (ratio != 1 && stretch == Stretch.WITHIN) {
            tally.ranByRatio();
        }
        Instant begun = clock.instant();
        attempt.progress()
                .forEach(said -> at(
                        begun.plus(scaled(Duration.between(attempt.begin().at(), said.at()), ratio)),
                        () -> budgets.progress(admitted, said.done(), said.cpuSeconds() * ratio)));
        attempt.took().ifPresent(took -> {
            Ended ended = attempt.end().orElseThrow();
            Duration lasts = scaled(took, ratio);
            renewLeases(admitted, lasts);
            tasks.add(new Task(begun.plus(lasts), attempt.order(), () -> {
                long micros = end(job, admitted, ended.ending(), ended.cpuSeconds() * ratio);
                agreement.charged(ended, micros);
            }));
        });
    }

    /** It never ran in truth: it takes what such jobs took, measured by their estimates. */
    private void never(ReplayedJob job, Admitted admitted) {
        if (stretch == Stretch.WITHIN) {
            tally.ranNever();
        }
        double ratio = estimator.ratio(
                job.asked().job(), job.asked().ran(), admitted.job().targets());
        double cpuSeconds = job.asked().meanCpuSeconds() * ratio * pace.bias();
        Duration lasts = Duration.ofMillis(Math.round(cpuSeconds / pace.processors() * 1_000));
        renewLeases(admitted, lasts);
        at(clock.instant().plus(lasts), () -> end(job, admitted, Ending.FINISHED, cpuSeconds));
    }

    private static Duration scaled(Duration took, double ratio) {
        return ratio == 1 ? took : Duration.ofNanos(Math.round(took.toNanos() * ratio));
    }

    /** Jobs that outlast their lease are taken to have renewed it. */
    private void renewLeases(Admitted admitted, Duration lasts) {
        Duration every = termsAt(admitted.account())
                .map(AccountTerms::lease)
                .orElse(lasts)
                .multipliedBy(9)
                .dividedBy(10);
        for (Duration after = every; after.compareTo(lasts) < 0; after = after.plus(every)) {
            at(clock.instant().plus(after), () -> budgets.renewLease(admitted));
        }
    }

    /** Returns the terms of an account, or of the nearest one above it that has some. */
    private Optional<AccountTerms> termsAt(AccountPath account) {
        return rules.terms().of(account).map(this::terms).or(() -> account.parent()
                .flatMap(this::termsAt));
    }

    private long end(ReplayedJob job, Admitted admitted, Ending ending, double cpuSeconds) {
        job.become(ending == Ending.FINISHED ? Stage.DONE : Stage.IDLE);
        AccountPath account = admitted.account();
        Amount before = ledger.balance(account).posted();
        switch (ending) {
            case FINISHED -> budgets.capture(admitted, cpuSeconds);
            case RELEASED -> budgets.release(admitted, "released, as it was");
            case FAILED, RETRIED, INTERRUPTED ->
                budgets.fail(admitted, cpuSeconds, FailureCharges.Cause.valueOf(ending.name()), "failed, as it did");
        }
        overshot(account);
        boolean triesAgain = ending != Ending.FINISHED
                && !job.asksAgain()
                && job.admittedAt().isPresent()
                && attemptsLeft(job);
        if (triesAgain) {
            at(clock.instant(), () -> askAgain(job));
        }
        return ledger.balance(account).posted().minus(before).micros();
    }

    private static boolean attemptsLeft(ReplayedJob job) {
        return job.begun() < job.recorded().attempts().size();
    }

    private void askAgain(ReplayedJob job) {
        if (job.stage() == Stage.IDLE) {
            ask(job);
        }
    }

    private void overshot(AccountPath account) {
        long more = sums.overshoot(account);
        if (more > 0 && stretch == Stretch.WITHIN) {
            tally.overshot(more);
        }
    }

    private void at(Instant instant, Runnable happening) {
        tasks.add(new Task(instant, scheduled++, happening));
    }

    /** Returns how well this replay agrees with what is recorded, up to where it went. */
    Fidelity fidelity() {
        DecisionHistory decided = DecisionHistory.of(budgets.ledger());
        List<RecordedDecision> replayed = new ArrayList<>();
        ledger.accounts().forEach(account -> replayed.addAll(decided.newest(account, MOST_DECISIONS)));
        List<RecordedDecision> recorded = history.decisions().stream()
                .filter(each -> each.at().isBefore(to))
                .toList();
        return agreement.with(recorded, replayed);
    }

    @Override
    public void close() {
        budgets.close();
    }
}
