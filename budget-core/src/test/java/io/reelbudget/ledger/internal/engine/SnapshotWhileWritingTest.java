package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.journal.FileDisk;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Snapshots that are written while others hold and capture")
class SnapshotWhileWritingTest {

    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int CALLERS = 4;
    private static final int ROOTS = 3;
    private static final int JOBS = 150;
    private static final Amount ONE = Amount.parse("1", Unit.USD);
    private static final Plan PLAN = Plan.monthly(Amount.parse("1000000", Unit.USD), ZoneOffset.UTC);

    @TempDir
    Path temporary;

    private RecordedLedger open() {
        return RecordedLedger.in(FileDisk.open(temporary.resolve("ledger")), SEGMENT_BYTES, InstantSource.system());
    }

    private static AccountPath root(int number) {
        return AccountPath.of("root" + number % ROOTS);
    }

    private static void work(BlockingLedger calls, int caller) {
        for (int job = 0; job < JOBS; job++) {
            IdempotencyKey hold = IdempotencyKey.named("hold " + caller + "." + job);
            calls.hold(root(job), hold, ONE, Duration.ofHours(1));
            calls.capture(new HoldId(root(job), hold), IdempotencyKey.named("capture " + caller + "." + job), ONE);
        }
    }

    private static List<Balance> balances(BlockingLedger calls) {
        List<Balance> balances = new ArrayList<>();
        for (int root = 0; root < ROOTS; root++) {
            balances.add(calls.balance(root(root)));
        }
        return balances;
    }

    @Test
    void hold_no_more_and_no_less_than_what_was_recorded() throws Exception {
        Journal journal = Journal.open(FileDisk.open(temporary.resolve("ledger")), SEGMENT_BYTES);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        long posted;
        try (RecordedLedger ledger = RecordedLedger.over(journal.start(), InstantSource.system())) {
            BlockingLedger calls = ledger.blocking();
            for (int root = 0; root < ROOTS; root++) {
                calls.open(root(root), PLAN);
            }
            List<CompletableFuture<Void>> working = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                working.add(CompletableFuture.runAsync(() -> work(calls, number), threads));
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(working.toArray(CompletableFuture<?>[]::new));
            while (!all.isDone()) {
                journal.snapshot();
            }
            all.join();
            calls.hold(root(0), IdempotencyKey.named("after the last snapshot"), ONE, Duration.ofHours(1));
            posted = balances(calls).stream()
                    .mapToLong(balance -> balance.posted().micros())
                    .sum();
            // As a killed process leaves it: closing would write another snapshot.
            copy(temporary.resolve("ledger"), temporary.resolve("killed"));
        } finally {
            threads.shutdown();
        }

        assertThat(posted).isEqualTo(CALLERS * JOBS * ONE.micros());
        try (RecordedLedger upon =
                RecordedLedger.in(FileDisk.open(temporary.resolve("killed")), SEGMENT_BYTES, InstantSource.system())) {
            assertThat(upon.blocking().verify().differences()).isEmpty();
            assertThat(upon.blocking().openHolds(root(0))).hasSize(1);
            work(upon.blocking(), 0);
            assertThat(balances(upon.blocking()).stream()
                            .mapToLong(balance -> balance.posted().micros())
                            .sum())
                    .as("posted, when the first caller sends all again")
                    .isEqualTo(posted);
        }
        open().close();
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".new")) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
        try (Stream<Path> copied = Files.list(to)) {
            assertThat(copied.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("snapshot"));
        }
    }
}
