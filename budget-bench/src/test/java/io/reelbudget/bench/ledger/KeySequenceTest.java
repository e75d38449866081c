package io.reelbudget.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySequenceTest {

    @Test
    void gives_callers_of_neighbouring_seeds_no_key_in_common() {
        Set<IdempotencyKey> keys = new HashSet<>();
        for (int seed = 0; seed < 64; seed++) {
            KeySequence sequence = new KeySequence(seed);
            for (int i = 0; i < 1_000; i++) {
                assertThat(keys.add(sequence.next()))
                        .as("seed %d, key %d", seed, i)
                        .isTrue();
            }
        }
    }

    @Test
    void gives_numbers_below_the_bound_each_about_as_often_as_the_others() {
        KeySequence sequence = new KeySequence(7);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[sequence.nextBelow(counts.length)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(9_500, 10_500);
        }
    }
}
