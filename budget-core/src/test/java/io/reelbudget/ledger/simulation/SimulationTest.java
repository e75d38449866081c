package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the simulator with many seeds, each of which makes a run of its own.
 *
 * <p>{@code -Dreelbudget.simulations} says how many are tried; where that is more than {@value #LEAST},
 * {@code -Dreelbudget.simulation.seconds} says for how long; {@code -Dreelbudget.simulation.first} where they begin. A
 * seed that fails is made smaller and written to {@code target/failing-seeds}; moved to
 * {@code src/test/resources/seeds} it is replayed for ever.
 */
@DisplayName("A simulated ledger")
class SimulationTest {

    private static final int LEAST = 4_000;
    private static final int SHRINKING = 150;
    private static final Path KEPT = Path.of("src", "test", "resources", "seeds");

    private static final int THREADS = 2;
    private static final int SEEDS = Integer.getInteger("reelbudget.simulations", LEAST);
    private static final int SECONDS = Integer.getInteger("reelbudget.simulation.seconds", 0);
    private static final long FIRST = Long.getLong("reelbudget.simulation.first", 1);

    @Test
    void does_what_the_model_says_through_every_trouble() throws Exception {
        long begin = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        Callable<List<Simulation.Figures>> worker = () -> {
            List<Simulation.Figures> figures = new ArrayList<>();
            int seed = next.getAndIncrement();
            while (seed < SEEDS && (seed < LEAST || seconds(begin) < SECONDS)) {
                figures.add(runOrShrink(Scenario.of(FIRST + seed)));
                seed = next.getAndIncrement();
            }
            return figures;
        };
        List<Simulation.Figures> all = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<List<Simulation.Figures>> figures : threads.invokeAll(Collections.nCopies(THREADS, worker))) {
                all.addAll(figures.get());
            }
        } finally {
            threads.shutdownNow();
        }

        System.out.printf(
                "simulated %,d seeds, %,d commands, %,d crashes, %,d troubles in %,d s%n",
                all.size(),
                all.stream().mapToLong(Simulation.Figures::commands).sum(),
                all.stream().mapToLong(Simulation.Figures::crashes).sum(),
                all.stream().mapToLong(Simulation.Figures::troubles).sum(),
                seconds(begin));
        assertThat(all).hasSizeGreaterThanOrEqualTo(Math.min(SEEDS, LEAST));
    }

    private static long seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds();
    }

    private static Simulation.Figures runOrShrink(Scenario scenario) throws IOException {
        try {
            return Simulation.run(scenario);
        } catch (AssertionError | RuntimeException failed) {
            Scenario small = new Shrinker(PlantedBug.NONE, SHRINKING).shrink(scenario);
            Path file =
                    Files.createDirectories(Path.of("target", "failing-seeds")).resolve(scenario.seed() + ".seed");
            Files.write(file, small.toLines());
            throw new AssertionError(
                    "Seed " + scenario.seed() + " failed; " + small.commands() + " commands are enough, see " + file
                            + ", to be moved to " + KEPT + ".",
                    Shrinker.failure(small, PlantedBug.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 11, 21, 31, 41})
    void runs_alike_whenever_its_seed_is_the_same(long first) {
        for (long seed = first; seed < first + 10; seed++) {
            assertThat(Simulation.run(Scenario.of(seed))).isEqualTo(Simulation.run(Scenario.of(seed)));
        }
    }

    static Stream<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.filter(file -> file.toString().endsWith(".seed")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void does_what_the_model_says_where_it_once_did_not(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);

        Simulation.run(Scenario.parse(lines));

        assertThat(Scenario.parse(Scenario.parse(lines).toLines())).isEqualTo(Scenario.parse(lines));
    }
}
