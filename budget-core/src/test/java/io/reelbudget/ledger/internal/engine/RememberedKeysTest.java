package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.engine.Keys.Remembered;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {

    private record Known(int root, IdempotencyKey key, long time, int step) {
        String name() {
            return root + " " + key;
        }
    }

    /** Makes the only stripe's keys of a ledger that claims room for one at a time. */
    private static RememberedKeys keys(int most) {
        return new RememberedKeys(new KeyRoom(most, 1), new ReentrantLock());
    }

    @Test
    void finds_a_key_within_its_root_only() {
        RememberedKeys keys = keys(1_000);
        IdempotencyKey key = new IdempotencyKey(1, 2);
        keys.remember(7, key, 42, 4_711, 0);

        assertThat(keys.find(7, key, 0)).isEqualTo(new Remembered(42, 4_711));
        assertThat(keys.find(8, key, 0)).isNull();
        assertThat(keys.find(7, new IdempotencyKey(2, 1), 0)).isNull();
    }

    @Test
    void forgets_the_oldest_when_there_are_too_many() {
        RememberedKeys keys = keys(100);
        for (int i = 0; i < 1_000; i++) {
            keys.remember(0, new IdempotencyKey(0, i), i, i, 0);
        }

        assertThat(keys.size()).isEqualTo(100);
        assertThat(keys.find(0, new IdempotencyKey(0, 899), 0)).isNull();
        assertThat(keys.find(0, new IdempotencyKey(0, 900), 0)).isEqualTo(new Remembered(900, 900));
    }

    @Test
    void does_as_a_map_and_a_queue_would_whatever_comes() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int most = 1 + random.nextInt(127);
            RememberedKeys keys = keys(most);
            Deque<Known> order = new ArrayDeque<>();
            Map<String, Known> newest = new HashMap<>();
            long time = 0;
            for (int step = 0; step < 3_000; step++) {
                time += random.nextLong(RememberedKeys.RETENTION / 50);
                Known asked = new Known(
                        random.nextInt(3), new IdempotencyKey(random.nextInt(4), random.nextInt(400)), time, step);
                Known before = newest.get(asked.name());
                boolean counts = before != null && before.time() >= time - RememberedKeys.RETENTION;
                assertThat(keys.find(asked.root(), asked.key(), time))
                        .as("seed " + seed)
                        .isEqualTo(counts ? new Remembered(before.step(), before.step()) : null);
                if (counts) {
                    continue;
                }
                while (!order.isEmpty()
                        && (order.size() >= most || order.peek().time() < time - 2 * RememberedKeys.RETENTION)) {
                    Known oldest = order.remove();
                    newest.remove(oldest.name(), oldest);
                }
                order.add(asked);
                newest.put(asked.name(), asked);
                keys.remember(asked.root(), asked.key(), step, step, time);
            }
            assertThat(keys.size()).as("seed " + seed).isEqualTo(order.size());
        }
    }

    @Test
    void makes_room_for_one_stripe_by_forgetting_the_oldest_of_another() {
        KeyRoom room = new KeyRoom(1_280, 2);
        RememberedKeys idle = new RememberedKeys(room, new ReentrantLock());
        RememberedKeys busy = new RememberedKeys(room, new ReentrantLock());
        for (int i = 0; i < 1_000; i++) {
            idle.remember(0, new IdempotencyKey(0, i), i, i, i);
        }

        for (int i = 1_000; i < 2_000; i++) {
            busy.remember(1, new IdempotencyKey(0, i), i, i, i);
        }

        assertThat(idle.size() + busy.size()).isLessThanOrEqualTo(1_280).isGreaterThan(1_200);
        assertThat(busy.size()).isEqualTo(1_000);
        assertThat(idle.find(0, new IdempotencyKey(0, 0), 2_000)).isNull();
        assertThat(idle.find(0, new IdempotencyKey(0, 999), 2_000)).isEqualTo(new Remembered(999, 999));
    }

    @Test
    void passes_over_a_stripe_on_which_another_command_works_and_forgets_its_own_oldest() throws InterruptedException {
        KeyRoom room = new KeyRoom(1_280, 2);
        ReentrantLock worksOn = new ReentrantLock();
        RememberedKeys idle = new RememberedKeys(room, worksOn);
        RememberedKeys busy = new RememberedKeys(room, new ReentrantLock());
        for (int i = 0; i < 1_000; i++) {
            idle.remember(0, new IdempotencyKey(0, i), i, i, i);
        }

        Thread other = new Thread(() -> {
            for (int i = 1_000; i < 2_000; i++) {
                busy.remember(1, new IdempotencyKey(0, i), i, i, i);
            }
        });
        worksOn.lock();
        try {
            other.start();
            other.join();
        } finally {
            worksOn.unlock();
        }

        assertThat(idle.size()).isEqualTo(1_000);
        assertThat(busy.size()).isLessThanOrEqualTo(280).isGreaterThan(200);
        assertThat(busy.find(1, new IdempotencyKey(0, 1_999), 2_000)).isEqualTo(new Remembered(1_999, 1_999));
    }

    @Test
    void tells_keys_apart_that_have_one_hash() {
        RememberedKeys keys = keys(1_000);
        IdempotencyKey key = new IdempotencyKey(5, 0);
        keys.remember(0, key, 42, 4_711, 0);

        assertThat(keys.find(0, new IdempotencyKey(4, 1L << 32), 0)).isNull();
        assertThat(keys.find(1, new IdempotencyKey(4, 0), 0)).isNull();
        assertThat(keys.find(0, key, 0)).isNotNull();
    }

    @Test
    void remembers_more_than_there_is_room_for_while_all_others_are_being_worked_on() throws InterruptedException {
        KeyRoom room = new KeyRoom(1_280, 2);
        ReentrantLock worksOn = new ReentrantLock();
        RememberedKeys full = new RememberedKeys(room, worksOn);
        RememberedKeys empty = new RememberedKeys(room, new ReentrantLock());
        for (int i = 0; i < 1_280; i++) {
            full.remember(0, new IdempotencyKey(0, i), i, i, i);
        }

        Thread other = new Thread(() -> empty.remember(1, new IdempotencyKey(0, 1), 42, 4_711, 2_000));
        worksOn.lock();
        try {
            other.start();
            other.join();
        } finally {
            worksOn.unlock();
        }

        assertThat(full.size()).isGreaterThan(1_200);
        assertThat(empty.find(1, new IdempotencyKey(0, 1), 2_000)).isEqualTo(new Remembered(42, 4_711));
    }
}
