package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The shard of a new root")
class RootPlacementTest {

    private static final int ROOTS = 30_000;

    @Test
    void is_each_one_about_as_often() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < ROOTS; i++) {
            counts.merge(RootPlacement.of("customer-" + i, List.of("a", "b", "c")), 1, Integer::sum);
        }

        assertThat(counts.values()).hasSize(3).allSatisfy(count -> assertThat(count)
                .isBetween(ROOTS / 3 - 500, ROOTS / 3 + 500));
    }

    @Test
    void changes_with_a_new_shard_for_the_roots_that_it_gets_alone() {
        int changed = 0;
        for (int i = 0; i < ROOTS; i++) {
            String before = RootPlacement.of("customer-" + i, List.of("a", "b", "c"));
            String after = RootPlacement.of("customer-" + i, List.of("d", "c", "b", "a"));
            if (!after.equals(before)) {
                assertThat(after).isEqualTo("d");
                changed++;
            }
        }
        assertThat(changed).isBetween(ROOTS / 4 - 500, ROOTS / 4 + 500);
    }
}
