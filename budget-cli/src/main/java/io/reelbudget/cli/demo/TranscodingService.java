package io.reelbudget.cli.demo;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.Refused;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ffmpeg.EncodeResult;
import io.reelbudget.ffmpeg.EncodeTask;
import io.reelbudget.ffmpeg.Encoder;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.rate.PriceLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The demo's host: a small service that transcodes for customers, and asks Reelbudget before and after every job.
 *
 * <p>This class is thread-safe.
 */
final class TranscodingService implements AutoCloseable {

    private static final long POLL_MILLIS = 50;

    private final Reelbudget budgets;
    private final Station station;
    private final WorkerPool pool;
    private final DemoClock clock;
    private final DemoLog log;
    private final Encoder encoder;
    private final Path renditions;
    private final LateUploads late;
    private final WorkerSpeed speed = new WorkerSpeed();
    private final AtomicInteger files = new AtomicInteger();
    private final Map<AccountPath, Integer> refusedInARow = new ConcurrentHashMap<>();
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger mostJobs = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();

    TranscodingService(
            Path directory, Ffmpeg ffmpeg, CostEstimator estimator, DemoClock clock, DemoLog log, LateUploads late) {
        this.clock = clock;
        this.log = log;
        this.late = late;
        this.encoder = Encoder.of(ffmpeg);
        this.renditions = directory.resolve("renditions");
        this.station = new Station(estimator);
        this.pool = new WorkerPool(account -> () -> work(account));
        this.budgets = Reelbudget.at(directory.resolve("ledger"))
                .clock(clock)
                .estimator(estimator)
                .hooks(Hooks.standard()
                        .withQueue(station)
                        .withProvisioner(pool)
                        .withNotifier(log)
                        .withPayments(new TestPaymentGateway(TestPaymentGateway.Payers.AGREE_AT_ONCE)))
                .sales(DemoSales.terms())
                .committedWork(new Pace(this::processors))
                .processors(processorsPerWorker())
                .onEvaluation(log::evaluated)
                // Every half second the demo itself has all accounts looked at; nothing may come after the last look.
                .housekeeping(Duration.ofHours(1))
                .open();
    }

    void open(DemoAccount account, Plan plan, AccountTerms terms) {
        budgets.open(account.path(), plan, terms);
    }

    /** Returns what an account's first job is expected to cost: the first that owes licence fees, where one does. */
    Admission quote(Budget budget) {
        List<Admission> quotes = budget.queue().stream()
                .map(ticket -> budgets.evaluate(ticket.account(), ticket.job()))
                .toList();
        return quotes.stream()
                .filter(quote ->
                        quote.price().p50().total(PriceLine.Kind.LICENCE).isPositive())
                .findFirst()
                .orElseGet(() -> quotes.get(0));
    }

    /** Starts an account's first worker on its jobs. */
    void start(DemoAccount account, List<Ticket> tickets) {
        station.open(account, tickets, clock.instant());
        log.read(budgets.balance(account.path()));
        pool.start(account.path());
    }

    Reelbudget budgets() {
        return budgets;
    }

    Station station() {
        return station;
    }

    WorkerPool pool() {
        return pool;
    }

    /** Returns how many CPU seconds an account's workers do in a second of demo time. */
    private double processors(AccountPath account) {
        return Math.max(1, pool.activeOf(account)) * processorsPerWorker();
    }

    private double processorsPerWorker() {
        return speed.processorsPerWorker(pool.active())
                * 1000
                / clock.inDemoTime(1).toMillis();
    }

    private void work(AccountPath account) {
        try {
            while (!pool.isOneTooMany()) {
                Optional<Ticket> ticket = station.take(account);
                if (ticket.isEmpty()) {
                    return;
                }
                serve(ticket.get());
                if (station.waiting(account) == 0) {
                    late.next(account).ifPresentOrElse(station::submit, () -> station.close(account));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            fault.compareAndSet(null, broken);
            station.closeAll();
        }
    }

    /** Throws what made a worker give up, if one did. */
    void rethrowFault() {
        RuntimeException broken = fault.get();
        if (broken != null) {
            throw broken;
        }
    }

    Workers workers() {
        return new Workers(pool.most(), mostJobs.get());
    }

    private void serve(Ticket ticket) throws InterruptedException {
        Admission answer = budgets.admit(ticket.account(), ticket.job());
        if (answer instanceof Admitted admitted) {
            run(ticket, admitted);
        } else if (answer instanceof Refused) {
            refuse(ticket);
        } else {
            // The policy has paused the account; the queue hears of it in a moment.
            station.putBack(ticket);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void run(Ticket ticket, Admitted admitted) {
        refusedInARow.remove(ticket.account());
        Target target = ticket.job().targets().get(0);
        Path output = renditions.resolve(ticket.job().id() + "-" + files.incrementAndGet() + ending(target.codec()));
        EncodeTask task = EncodeTask.of(ticket.clip().file(), output, target).limitedTo(ticket.length());
        EncodeResult result;
        try {
            result = encode(task);
        } catch (RuntimeException fault) {
            budgets.fail(admitted, 0, "not begun: " + fault.getMessage());
            throw fault;
        }
        result.fold(completed -> capture(ticket, admitted, completed), failed -> fail(ticket, admitted, failed));
        log.read(budgets.balance(ticket.account()));
    }

    private EncodeResult encode(EncodeTask task) {
        mostJobs.accumulateAndGet(jobs.incrementAndGet(), Math::max);
        try {
            Files.createDirectories(renditions);
            EncodeResult result = encoder.encode(task);
            Files.deleteIfExists(task.output());
            return result;
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not write to '" + renditions + "'; make room there.", failed);
        } finally {
            jobs.decrementAndGet();
        }
    }

    private boolean capture(Ticket ticket, Admitted admitted, EncodeResult.Completed completed) {
        speed.learn(completed.cpuSeconds(), completed.wall(), pool.active());
        budgets.capture(admitted, completed.cpuSeconds());
        String answer = ticket.isReduced() ? "reduced" : "admitted";
        String reason = ticket.isReduced()
                ? "asked for " + ticket.requested().targets().get(0).summary() + ". " + admitted.reason()
                : admitted.reason();
        log.job(row(ticket, admitted, admitted.held(), OptionalDouble.of(completed.cpuSeconds()), answer, reason));
        return true;
    }

    private boolean fail(Ticket ticket, Admitted admitted, EncodeResult.Failed failed) {
        budgets.fail(admitted, failed.cpuSeconds(), failed.summary());
        log.job(row(ticket, admitted, admitted.held(), OptionalDouble.empty(), "failed", failed.summary()));
        return false;
    }

    /** A refusal while other jobs of the account run may be due to their holds: wait for one to end and ask again. */
    private void refuse(Ticket ticket) throws InterruptedException {
        Amount held = budgets.balance(ticket.account()).held();
        if (held.isPositive()) {
            while (!budgets.balance(ticket.account()).held().isLessThan(held)) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            station.putBack(ticket);
            return;
        }
        // The last hold may have gone between the refusal and the look at what is held.
        Admission again = budgets.admit(ticket.account(), ticket.job());
        if (again instanceof Admitted admitted) {
            run(ticket, admitted);
        } else if (again instanceof Refused twice) {
            tryOthers(ticket, twice);
        } else {
            station.putBack(ticket);
        }
    }

    /** An account has run out when none of its waiting jobs fits any more. */
    private void tryOthers(Ticket ticket, Refused refused) {
        int inARow = refusedInARow.merge(ticket.account(), 1, Integer::sum);
        if (inARow <= station.waiting(ticket.account())) {
            station.putLast(ticket);
        } else {
            exhausted(ticket, refused);
        }
    }

    private void exhausted(Ticket ticket, Refused refused) {
        if (!station.close(ticket.account())) {
            // Another worker of the account was refused a moment ago.
            return;
        }
        log.job(row(
                ticket,
                refused,
                Amount.zero(refused.missing().unit()),
                OptionalDouble.empty(),
                "refused",
                refused.reason()));
        log.happened(
                clock.instant(),
                ticket.account(),
                Happening.Kind.EXHAUSTED,
                "The budget has run out: no job that waits fits any more. " + refused.reason());
    }

    private JobRow row(Ticket ticket, Admission answer, Amount held, OptionalDouble cpu, String word, String reason) {
        return new JobRow(clock.instant(), ticket, answer.estimate(), held, cpu, word, reason);
    }

    private static String ending(VideoCodec codec) {
        return codec == VideoCodec.VP9 || codec == VideoCodec.AV1 ? ".webm" : ".mp4";
    }

    @Override
    public void close() {
        budgets.close();
    }
}
