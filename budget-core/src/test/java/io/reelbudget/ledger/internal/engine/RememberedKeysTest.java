package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.engine.RememberedKeys.Remembered;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {

    private record Known(int root, IdempotencyKey key, long time) {}

    @Test
    void finds_a_key_within_its_root_only() {
        RememberedKeys keys = new RememberedKeys();
        IdempotencyKey key = new IdempotencyKey(1, 2);
        keys.remember(7, key, 42, 4_711, 0);

        assertThat(keys.find(7, key)).isEqualTo(new Remembered(42, 4_711));
        assertThat(keys.find(8, key)).isNull();
        assertThat(keys.find(7, new IdempotencyKey(2, 1))).isNull();
    }

    @Test
    void forgets_the_oldest_when_there_are_too_many() {
        RememberedKeys keys = new RememberedKeys(100);
        for (int i = 0; i < 1_000; i++) {
            keys.remember(0, new IdempotencyKey(0, i), i, i, 0);
        }

        assertThat(keys.size()).isEqualTo(100);
        assertThat(keys.find(0, new IdempotencyKey(0, 899))).isNull();
        assertThat(keys.find(0, new IdempotencyKey(0, 900))).isEqualTo(new Remembered(900, 900));
    }

    @Test
    void does_as_a_map_and_a_queue_would_whatever_comes() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int most = 1 + random.nextInt(300);
            RememberedKeys keys = new RememberedKeys(most);
            Deque<Known> order = new ArrayDeque<>();
            Map<String, Remembered> expected = new HashMap<>();
            long time = 0;
            for (int step = 0; step < 3_000; step++) {
                time += random.nextLong(RememberedKeys.RETENTION / 50);
                Known known =
                        new Known(random.nextInt(3), new IdempotencyKey(random.nextInt(4), random.nextInt(400)), time);
                String name = known.root() + " " + known.key();
                assertThat(keys.find(known.root(), known.key()))
                        .as("seed " + seed)
                        .isEqualTo(expected.get(name));
                if (expected.containsKey(name)) {
                    continue;
                }
                while (!order.isEmpty()
                        && (order.size() >= most || order.peek().time() < time - RememberedKeys.RETENTION)) {
                    Known oldest = order.remove();
                    expected.remove(oldest.root() + " " + oldest.key());
                }
                order.add(known);
                expected.put(name, new Remembered(step, step));
                keys.remember(known.root(), known.key(), step, step, time);
            }
            assertThat(keys.size()).as("seed " + seed).isEqualTo(expected.size());
        }
    }
}
