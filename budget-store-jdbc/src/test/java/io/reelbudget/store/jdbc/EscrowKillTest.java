package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.escrow.EscrowOffice;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts with slices, in processes of their own, work on one account and are killed in turns.
 * {@code -Dreelbudget.sharedKills} says how often.
 */
@DisplayName("A budget of which killed hosts have slices")
@RealPostgres
class EscrowKillTest {

    private static final int ROUNDS = Integer.getInteger("reelbudget.sharedKills", 3);
    private static final int JOBS_A_ROUND = 30;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private static final Amount BUDGET = Amount.parse("1000000", Unit.USD);

    @TempDir
    Path directory;

    private final String schema = PostgresServer.newSchema();
    private final List<Process> hosts = new ArrayList<>();
    private final List<Path> notes = new ArrayList<>();
    private int turns;

    @AfterEach
    void endHosts() {
        hosts.forEach(Process::destroyForcibly);
    }

    @Test
    void is_never_overspent_and_has_every_capture_once() throws Exception {
        Path running = Files.createFile(directory.resolve("running"));
        try (PostgresLedger shared = PostgresLedger.open(
                PostgresServer.pool(),
                InstantSource.system(),
                PostgresSettings.defaults().withSchema(schema))) {
            BlockingLedger calls = shared.blocking();
            calls.open(AccountPath.of("acme"), Plan.once(BUDGET));
            calls.open(EscrowHostProcess.ACCOUNT, Plan.once(BUDGET));
            hosts.add(start("one", running));
            hosts.add(start("two", running));

            for (int round = 0; round < ROUNDS; round++) {
                awaitJobs();
                int killed = round % 2;
                hosts.get(killed).destroyForcibly().waitFor();
                requireSolvent(calls);
                hosts.set(killed, start(killed == 0 ? "one" : "two", running));
            }
            awaitJobs();
            Files.delete(running);
            for (Process host : hosts) {
                assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }

            requireReconciled(shared);
        }
    }

    private Process start(String host, Path running) throws IOException {
        turns++;
        Path noted = directory.resolve("notes-" + turns);
        notes.add(noted);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EscrowHostProcess.class.getName(),
                        "jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres",
                        schema,
                        host,
                        directory.resolve(host).toString(),
                        noted.toString(),
                        running.toString(),
                        Integer.toString(turns))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits until the newest host has done some jobs. */
    private void awaitJobs() throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        Path newest = notes.get(notes.size() - 1);
        while (captures(List.of(newest), "captured") < JOBS_A_ROUND) {
            assertThat(System.nanoTime()).as("%s got nothing done", newest).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void requireSolvent(BlockingLedger calls) {
        Balance balance = calls.balance(EscrowHostProcess.ACCOUNT);
        assertThat(balance.available().isNegative()).as("%s", balance).isFalse();
    }

    private void requireReconciled(PostgresLedger shared) throws IOException {
        BlockingLedger calls = shared.blocking();
        Balance balance = calls.balance(EscrowHostProcess.ACCOUNT);
        requireSolvent(calls);
        // What was acknowledged is posted; what was being sent when its host was killed may be.
        assertThat(balance.posted().micros()).isBetween(sum("captured"), sum("capturing"));
        assertThat(EscrowOffice.of(shared).slices(EscrowHostProcess.ACCOUNT).stream()
                        .filter(slice -> slice.amount().isGreaterThan(heldByKilledJobs()))
                        .toList())
                .isEmpty();
        assertThat(calls.verify().differences()).isEmpty();
    }

    /** Jobs that were killed between hold and capture hold what they held: so many callers a kill at most. */
    private static Amount heldByKilledJobs() {
        return Amount.ofMicros(EscrowHostProcess.HELD.micros() * 4 * (ROUNDS + 1), Unit.USD);
    }

    private long sum(String word) throws IOException {
        long sum = 0;
        for (Path noted : notes) {
            for (String line : lines(noted)) {
                List<String> words = List.of(line.split(" ", -1));
                sum += words.get(0).equals(word) ? Long.parseLong(words.get(2)) : 0;
            }
        }
        return sum;
    }

    private static int captures(List<Path> all, String word) throws IOException {
        int count = 0;
        for (Path noted : all) {
            count += (int) lines(noted).stream()
                    .filter(line -> line.startsWith(word + " "))
                    .count();
        }
        return count;
    }

    private static List<String> lines(Path noted) throws IOException {
        if (!Files.exists(noted)) {
            return List.of();
        }
        // A line that the kill cut short was not noted.
        String text = Files.readString(noted);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
