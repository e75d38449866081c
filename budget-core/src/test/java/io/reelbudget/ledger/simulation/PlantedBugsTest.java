package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator must find mistakes: each is planted, and must be seen within so many seeds. */
@DisplayName("A simulated ledger with a mistake")
class PlantedBugsTest {

    private static final int MOST_SEEDS = 500;

    @ParameterizedTest
    @EnumSource(value = PlantedBug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void is_found_out(PlantedBug bug) {
        long seed = 1;
        while (seed <= MOST_SEEDS && Shrinker.failure(Scenario.of(seed), bug) == null) {
            seed++;
        }

        System.out.printf("planted %s: found by seed %d%n", bug, seed);
        assertThat(seed).as("first seed that finds %s", bug).isLessThanOrEqualTo(MOST_SEEDS);
    }

    @Test
    void is_shown_by_few_commands() {
        Scenario large = Scenario.of(1);
        while (Shrinker.failure(large, PlantedBug.PARTIAL_CAPTURE_RELEASES) == null) {
            large = Scenario.of(large.seed() + 1);
        }

        Scenario small = new Shrinker(PlantedBug.PARTIAL_CAPTURE_RELEASES, 200).shrink(large);

        assertThat(Shrinker.failure(small, PlantedBug.PARTIAL_CAPTURE_RELEASES)).isNotNull();
        assertThat(small.commands()).isLessThan(30);
    }
}
