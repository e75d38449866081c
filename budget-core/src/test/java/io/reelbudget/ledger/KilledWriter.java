package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * A process that holds and captures without end, from several threads, and prints the number of each job that was
 * acknowledged, until it is killed.
 */
final class KilledWriter {

    static final AccountPath ACCOUNT = AccountPath.of("acme/video");
    static final Plan PLAN = Plan.monthly(Amount.parse("1000000", Unit.USD), ZoneOffset.UTC);
    static final Amount COST = Amount.parse("0.01", Unit.USD);

    static final int THREADS = 6;

    private KilledWriter() {}

    public static void main(String[] arguments) {
        Ledger ledger = LedgerKind.JOURNAL.open(Path.of(arguments[0]), InstantSource.system());
        BlockingLedger calls = ledger.blocking();
        calls.open(ACCOUNT.root(), PLAN);
        calls.open(ACCOUNT, PLAN);
        for (int thread = 0; thread < THREADS; thread++) {
            String name = arguments[1] + "." + thread;
            new Thread(() -> work(calls, name)).start();
        }
    }

    private static void work(BlockingLedger calls, String name) {
        for (int job = 0; ; job++) {
            submitHold(calls, name + "." + job);
            print("held " + name + "." + job);
            submitCapture(calls, name + "." + job);
            print("captured " + name + "." + job);
        }
    }

    static Result.HoldResult submitHold(BlockingLedger calls, String job) {
        return calls.hold(ACCOUNT, IdempotencyKey.named("hold " + job), COST, Duration.ofDays(1));
    }

    static Result.Captured submitCapture(BlockingLedger calls, String job) {
        HoldId hold = new HoldId(ACCOUNT, IdempotencyKey.named("hold " + job));
        return calls.capture(hold, IdempotencyKey.named("capture " + job), COST);
    }

    private static void print(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
