package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.escrow.EscrowLedger;
import io.reelbudget.ledger.escrow.EscrowTerms;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A host with slices in a process of its own, which does jobs until a file is gone or it is killed. What it notes
 * outlives it: what a job will cost before its capture is sent, and that it was acknowledged.
 */
final class EscrowHostProcess {

    static final AccountPath ACCOUNT = AccountPath.of("acme/video");
    static final Amount HELD = Amount.ofMicros(99_000, Unit.USD);

    private static final int CALLERS = 4;

    private final BlockingLedger calls;
    private final OutputStream notes;
    private final Path running;

    private EscrowHostProcess(BlockingLedger calls, OutputStream notes, Path running) {
        this.calls = calls;
        this.notes = notes;
        this.running = running;
    }

    /**
     * Runs a host: its database's address, schema, name, directory, where it notes, what keeps it running, its turn.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PostgresSettings settings =
                PostgresSettings.defaults().withSchema(arguments[1]).withStatementTimeout(Duration.ofSeconds(2));
        EscrowTerms terms = EscrowTerms.of(arguments[2])
                .withLease(Duration.ofMinutes(4))
                .withReportEvery(Duration.ofMillis(300))
                .withClockError(Duration.ofSeconds(1));
        PostgresLedger shared = PostgresLedger.open(arguments[0], InstantSource.system(), settings);
        try (EscrowLedger ledger = EscrowLedger.open(shared, Path.of(arguments[3]), InstantSource.system(), terms);
                OutputStream notes = new FileOutputStream(arguments[4], true)) {
            EscrowHostProcess host = new EscrowHostProcess(ledger.blocking(), notes, Path.of(arguments[5]));
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = arguments[2] + "-" + arguments[6] + "-" + caller + "-";
                Thread thread = new Thread(() -> host.work(name));
                thread.start();
                callers.add(thread);
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    private void work(String name) {
        for (int job = 0; Files.exists(running); job++) {
            String id = name + job;
            long cost = 1_000L * (1 + job % 97);
            IdempotencyKey key = IdempotencyKey.named("hold " + id);
            Result.HoldResult answer = persistently(() -> calls.hold(ACCOUNT, key, HELD, Duration.ofMinutes(1)));
            if (answer instanceof Result.Held held) {
                note("capturing " + id + " " + cost);
                persistently(() -> calls.capture(
                        held.id(), IdempotencyKey.named("capture " + id), Amount.ofMicros(cost, Unit.USD)));
                note("captured " + id + " " + cost);
            }
        }
    }

    /** Sends again, with the same key, what has no outcome yet. */
    private static <T> T persistently(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (LedgerUnavailableException unknown) {
                // The outcome is found by the key.
            }
        }
    }

    private void note(String line) {
        try {
            synchronized (notes) {
                notes.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
