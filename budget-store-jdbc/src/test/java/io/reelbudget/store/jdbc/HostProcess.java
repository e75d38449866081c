package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Result;
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
 * A host in a process of its own, which holds and captures until a file is gone or it is killed. Before it sends a
 * capture it notes it, and after each answer that: what it noted outlives it.
 */
final class HostProcess {

    static final List<AccountPath> ACCOUNTS =
            List.of(AccountPath.of("acme/hot"), AccountPath.of("acme/other"), AccountPath.of("elsewhere"));

    private static final int CALLERS = 6;
    private static final Duration HOUR = Duration.ofHours(1);

    private final BlockingLedger calls;
    private final OutputStream notes;
    private final Path running;

    private HostProcess(BlockingLedger calls, OutputStream notes, Path running) {
        this.calls = calls;
        this.notes = notes;
        this.running = running;
    }

    /**
     * Runs a host: its database's address, schema, its name, where it notes, the file that keeps it running, and its
     * care about durability.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PostgresSettings settings = PostgresSettings.defaults()
                .withSchema(arguments[1])
                .withDurability(PostgresSettings.Durability.valueOf(arguments[5]))
                .withStatementTimeout(Duration.ofSeconds(2));
        try (PostgresLedger ledger = PostgresLedger.open(arguments[0], InstantSource.system(), settings);
                OutputStream notes = new FileOutputStream(arguments[3], true)) {
            HostProcess host = new HostProcess(ledger.blocking(), notes, Path.of(arguments[4]));
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = arguments[2] + "-" + caller + "-";
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
            AccountPath account = ACCOUNTS.get(job % ACCOUNTS.size());
            String id = name + job;
            long cost = 1_000L * (1 + job % 97);
            Result.HoldResult answer = persistently(() ->
                    calls.hold(account, IdempotencyKey.named("hold " + id), Amount.ofMicros(99_000, Unit.USD), HOUR));
            note("held " + id);
            note("capturing " + id + " " + cost);
            persistently(() -> calls.capture(
                    ((Result.Held) answer).id(),
                    IdempotencyKey.named("capture " + id),
                    Amount.ofMicros(cost, Unit.USD)));
            note("captured " + id);
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
