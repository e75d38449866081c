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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Hosts in processes of their own that work on the same accounts, and what they noted. */
final class HostFleet implements AutoCloseable {

    private static final int JOBS_A_ROUND = 60;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private final Path directory;
    private final String url;
    private final PostgresSettings settings;
    private final Path running;
    private final List<Path> notes = new ArrayList<>();
    private final List<Process> hosts = new ArrayList<>();

    /** Opens the accounts that hosts work on; there are no hosts yet. */
    HostFleet(Path directory, String url, PostgresSettings settings) throws IOException {
        this.directory = directory;
        this.url = url;
        this.settings = settings;
        this.running = Files.createFile(directory.resolve("running"));
        Plan plan = Plan.monthly(Amount.parse("1000000", Unit.USD), ZoneOffset.UTC);
        try (PostgresLedger ledger = PostgresLedger.open(url, InstantSource.system(), settings)) {
            ledger.blocking().open(AccountPath.of("acme"), plan);
            HostProcess.ACCOUNTS.forEach(account -> ledger.blocking().open(account, plan));
        }
    }

    void startHost() throws IOException {
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
                        url,
                        settings.schema(),
                        "host-" + notes.size(),
                        noted.toString(),
                        running.toString(),
                        settings.durability().name())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        notes.add(noted);
    }

    /** Kills the host that works for the longest time. */
    void killHost() throws InterruptedException {
        hosts.remove(0).destroyForcibly().waitFor();
    }

    /** Waits until every host that runs has done some more jobs. */
    void awaitJobs() throws IOException {
        awaitJobs(JOBS_A_ROUND);
    }

    /** Waits until every host that runs has done so many more jobs. */
    void awaitJobs(int more) throws IOException {
        Map<Path, Integer> before = new HashMap<>();
        List<Path> newest = notes.subList(notes.size() - hosts.size(), notes.size());
        for (Path noted : newest) {
            before.put(noted, captured(noted));
        }
        long deadline = System.nanoTime() + PATIENCE;
        for (Path noted : newest) {
            while (captured(noted) < before.get(noted) + more) {
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

    /** Has the hosts finish what they are at. */
    void finish() throws IOException, InterruptedException {
        Files.delete(running);
        for (Process host : hosts) {
            assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /**
     * Compares what the hosts noted with what the ledger has: everything acknowledged is there, nothing twice.
     *
     * @return how many acknowledgements were noted
     */
    long compare() throws IOException {
        try (PostgresLedger ledger = PostgresLedger.open(url, InstantSource.system(), settings)) {
            return compare(ledger.blocking());
        }
    }

    private long compare(BlockingLedger calls) throws IOException {
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
        long acknowledged = 0;
        long posted = 0;
        for (String line : allNotes()) {
            List<String> words = List.of(line.split(" ", -1));
            IdempotencyKey capture = IdempotencyKey.named("capture " + words.get(1));
            switch (words.get(0)) {
                case "held" -> {
                    acknowledged++;
                    assertThat(held).as(line).containsKey(IdempotencyKey.named("hold " + words.get(1)));
                }
                case "captured" -> {
                    acknowledged++;
                    assertThat(captured).as(line).containsKey(capture);
                }
                default -> posted += captured.containsKey(capture) ? Long.parseLong(words.get(2)) : 0;
            }
        }
        Amount sum = calls.balance(AccountPath.of("acme"))
                .posted()
                .plus(calls.balance(AccountPath.of("elsewhere")).posted());
        assertThat(sum).isEqualTo(Amount.ofMicros(posted, Unit.USD));
        // Held equals open holds, all pools add up to zero, and the chain of entries is whole.
        assertThat(calls.verify().differences()).isEmpty();
        return acknowledged;
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

    @Override
    public void close() {
        hosts.forEach(Process::destroyForcibly);
    }
}
