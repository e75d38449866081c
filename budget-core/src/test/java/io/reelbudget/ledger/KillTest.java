package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes, again and again on one journal; {@code -Dreelbudget.kills} says how often. This proves
 * that the process may die at any moment; that the machine may, {@code SimulationTest} does.
 */
@DisplayName("A ledger whose process is killed")
class KillTest {

    private static final int ROUNDS = Integer.getInteger("reelbudget.kills", 100);

    /** So many times one journal is written on; each time all of it is verified. */
    private static final int ROUNDS_A_JOURNAL = 20;

    /** A process is killed while another starts. */
    private static final int LANES = 2;

    @TempDir
    Path temporary;

    @Test
    void loses_no_acknowledged_command_and_applies_none_twice() throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        int told = 0;
        try {
            List<Callable<Integer>> journals = IntStream.range(0, (ROUNDS + ROUNDS_A_JOURNAL - 1) / ROUNDS_A_JOURNAL)
                    .<Callable<Integer>>mapToObj(
                            journal -> () -> killAgainAndAgain(journal, ROUNDS - journal * ROUNDS_A_JOURNAL))
                    .toList();
            for (Future<Integer> captures : lanes.invokeAll(journals)) {
                told += captures.get();
            }
        } finally {
            lanes.shutdownNow();
        }
        System.out.printf("killed %,d times, %,d captures acknowledged%n", ROUNDS, told);
        assertThat(told).isPositive();
    }

    /** Returns how many captures were acknowledged by those that wrote on one journal and were killed. */
    private int killAgainAndAgain(int journal, int most) throws IOException {
        SplittableRandom random = new SplittableRandom(journal);
        Path directory = Files.createDirectory(temporary.resolve("journal" + journal));
        Set<String> captured = new LinkedHashSet<>();
        for (int round = 0; round < Math.min(ROUNDS_A_JOURNAL, most); round++) {
            List<String> acknowledged = runAndKill(directory, round, 1 + random.nextInt(200));
            try (Ledger ledger = LedgerKind.JOURNAL.open(directory, InstantSource.system())) {
                requireKept(ledger.blocking(), acknowledged, captured, "journal " + journal + ", round " + round);
            }
        }
        return captured.size();
    }

    private static List<String> runAndKill(Path directory, int round, int after) throws IOException {
        Process writer = ChildProcess.start(KilledWriter.class, directory.toString(), "round" + round);
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                acknowledged.add(line);
                if (acknowledged.size() == after) {
                    // Not Process.destroyForcibly: that closes the pipe, and with it what was acknowledged last.
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        writer.onExit().join();
        return acknowledged;
    }

    private static void requireKept(
            BlockingLedger calls, List<String> acknowledged, Set<String> captured, String where) {
        assertThat(calls.verify().differences()).as(where).isEmpty();
        long entries = calls.verify().entries();
        for (String line : acknowledged) {
            String job = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("captured")) {
                captured.add(job);
                assertThat(KilledWriter.submitCapture(calls, job).amount()).isEqualTo(KilledWriter.COST);
            } else if (line.startsWith("held")) {
                assertThat(KilledWriter.submitHold(calls, job)).isInstanceOf(Result.Held.class);
            }
        }
        assertThat(calls.verify().entries())
                .as(where + ": entries after the same commands again")
                .isEqualTo(entries);
        finishUnacknowledged(calls, captured);
    }

    /** What was done but not told is told now, so that the sums can be compared in every round. */
    private static void finishUnacknowledged(BlockingLedger calls, Set<String> captured) {
        for (OpenHold open : calls.openHolds(KilledWriter.ACCOUNT)) {
            calls.release(open.id(), IdempotencyKey.random(), "its writer was killed");
        }
        long posted = calls.balance(KilledWriter.ACCOUNT).posted().micros();
        long told = captured.size() * KilledWriter.COST.micros();
        long untold = posted - told;
        assertThat(untold).isBetween(0L, KilledWriter.THREADS * KilledWriter.COST.micros() * ROUNDS_A_JOURNAL);
        assertThat(calls.balance(KilledWriter.ACCOUNT).held().isZero()).isTrue();
    }
}
