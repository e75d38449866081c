package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the simulator with many seeds, each of which makes a run of its own.
 *
 * <p>{@code -Dreelbudget.simulations} says how many are tried, {@code -Dreelbudget.simulation.seconds} for how long at
 * most, {@code -Dreelbudget.simulation.first} where they begin. A seed that fails is made smaller and written to
 * {@code target/failing-seeds}; moved to {@code src/test/resources/seeds} it is replayed for ever.
 */
@DisplayName("A simulated ledger")
class SimulationTest {

    private static final int LEAST = 500;
    private static final int SHRINKING = 150;
    private static final Path KEPT = Path.of("src", "test", "resources", "seeds");

    private static final int SEEDS = Integer.getInteger("reelbudget.simulations", 4_000);
    private static final int SECONDS = Integer.getInteger("reelbudget.simulation.seconds", 80);
    private static final long FIRST = Long.getLong("reelbudget.simulation.first", 1);

    @Test
    void does_what_the_model_says_through_every_trouble() throws IOException {
        long begin = System.nanoTime();
        long commands = 0;
        long crashes = 0;
        int seeds = 0;
        boolean timeLeft = true;
        while (seeds < SEEDS && (timeLeft || seeds < LEAST)) {
            Simulation.Figures figures = runOrShrink(Scenario.of(FIRST + seeds));
            commands += figures.commands();
            crashes += figures.crashes();
            seeds++;
            timeLeft = Duration.ofNanos(System.nanoTime() - begin).toSeconds() < SECONDS;
        }
        System.out.printf(
                "simulated %,d seeds, %,d commands, %,d crashes in %,d s%n",
                seeds,
                commands,
                crashes,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        assertThat(seeds).isGreaterThanOrEqualTo(Math.min(SEEDS, LEAST));
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
