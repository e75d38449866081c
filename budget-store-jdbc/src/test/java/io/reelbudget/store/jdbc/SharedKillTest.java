package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Hosts in processes of their own work on the same accounts; now one of them is killed, now the server with all its
 * processes. {@code -Dreelbudget.sharedKills} says how often.
 */
@DisplayName("A shared ledger whose hosts and server are killed")
class SharedKillTest {

    private static final int ROUNDS = Integer.getInteger("reelbudget.sharedKills", 5);
    private static final int JOBS_A_ROUND = 60;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    @TempDir
    Path directory;

    private final List<Path> notes = new ArrayList<>();
    private final List<Process> hosts = new ArrayList<>();

    @Test
    void loses_nothing_that_was_acknowledged_and_does_nothing_twice() throws Exception {
        Path running = Files.createFile(directory.resolve("running"));
        try (KilledServer server = KilledServer.start()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(server.url());
            PostgresSchema.apply(source, "killed", Instant.now());
            PostgresSettings settings = PostgresSettings.defaults().withSchema("killed");
            openAccounts(source, settings);
            startHost(server, running);
            startHost(server, running);

            for (int round = 0; round < ROUNDS; round++) {
                awaitJobs();
                if (round % 2 == 0) {
                    hosts.remove(0).destroyForcibly().waitFor();
                    startHost(server, running);
                } else {
                    server.killAndRestart();
                }
            }
            awaitJobs();
            Files.delete(running);
            for (Process host : hosts) {
                assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }

            try (PostgresLedger ledger = PostgresLedger.open(source, InstantSource.system(), settings)) {
                compare(ledger.blocking());
            }
        } finally {
            hosts.forEach(Process::destroyForcibly);
        }
    }

    private static void openAccounts(PGSimpleDataSource source, PostgresSettings settings) {
        Plan plan = Plan.monthly(Amount.parse("1000000", Unit.USD), ZoneOffset.UTC);
        try (PostgresLedger ledger = PostgresLedger.open(source, InstantSource.system(), settings)) {
            ledger.blocking().open(AccountPath.of("acme"), plan);
            HostProcess.ACCOUNTS.forEach(account -> ledger.blocking().open(account, plan));
        }
    }

    private void startHost(KilledServer server, Path running) throws IOException {
        Path noted = directory.resolve("host-" + notes.size());
        hosts.add(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostProcess.class.getName(),
                        server.url(),
                        "killed",
                        "host-" + notes.size(),
                        noted.toString(),
                        running.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        notes.add(noted);
    }

    /** Waits until every host that runs has done some more jobs. */
    private void awaitJobs() throws IOException {
        Map<Path, Integer> before = new HashMap<>();
        List<Path> newest = notes.subList(notes.size() - hosts.size(), notes.size());
        for (Path noted : newest) {
            before.put(noted, captured(noted));
        }
        long deadline = System.nanoTime() + PATIENCE;
        for (Path noted : newest) {
            while (captured(noted) < before.get(noted) + JOBS_A_ROUND) {
                assertThat(System.nanoTime()).as("%s got nothing done", noted).isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static int captured(Path noted) throws IOException {
        return Files.exists(noted)
                ? (int) Files.readAllLines(noted).stream()
                        .filter(line -> line.startsWith("captured "))
                        .count()
                : 0;
    }

    private void compare(BlockingLedger calls) throws IOException {
        Map<IdempotencyKey, Integer> held = new HashMap<>();
        Map<IdempotencyKey, Integer> captured = new HashMap<>();
        for (AccountPath account : HostProcess.ACCOUNTS) {
            for (Entry entry : entries(calls, account)) {
                if (entry.kind() == Entry.Kind.HELD) {
                    held.merge(entry.key(), 1, Integer::sum);
                } else if (entry.kind() == Entry.Kind.CAPTURED) {
                    captured.merge(entry.key(), 1, Integer::sum);
                }
            }
        }
        assertThat(held.values()).containsOnly(1);
        assertThat(captured.values()).containsOnly(1);
        long posted = 0;
        for (String line : allNotes()) {
            List<String> words = List.of(line.split(" ", -1));
            String id = words.get(1);
            switch (words.get(0)) {
                case "held" -> assertThat(held).as(line).containsKey(IdempotencyKey.named("hold " + id));
                case "captured" -> assertThat(captured).as(line).containsKey(IdempotencyKey.named("capture " + id));
                default -> {
                    boolean kept = captured.containsKey(IdempotencyKey.named("capture " + id));
                    posted += kept ? Long.parseLong(words.get(2)) : 0;
                }
            }
        }
        Amount sum = calls.balance(AccountPath.of("acme"))
                .posted()
                .plus(calls.balance(AccountPath.of("elsewhere")).posted());
        assertThat(sum).isEqualTo(Amount.ofMicros(posted, Unit.USD));
        // Held equals open holds, all pools add up to zero, and the chain of entries is whole.
        assertThat(calls.verify().differences()).isEmpty();
    }

    private List<String> allNotes() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path noted : notes) {
            String text = Files.readString(noted);
            // A line that the kill cut short was not noted.
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
        }
        return lines;
    }

    private static List<Entry> entries(BlockingLedger calls, AccountPath account) {
        List<Entry> all = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = calls.read(new Query.StatementOf(account, before, Query.MAX_PAGE));
            all.addAll(page.entries());
            before = page.next();
        } while (before.isPresent());
        return all;
    }
}
