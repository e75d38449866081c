package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A lock that is held briefly")
class BriefLockTest {

    private static final int THREADS = 4;
    private static final int TIMES = 20_000;

    private final ReentrantLock lock = new BriefLock();
    private int guarded;

    @Test
    void lets_one_thread_in_at_a_time() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(this::count));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(guarded).isEqualTo(THREADS * TIMES);
    }

    private void count() {
        for (int i = 0; i < TIMES; i++) {
            lock.lock();
            try {
                guarded++;
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    void is_slept_for_where_it_is_held_longer_and_had_when_it_is_given_back() throws InterruptedException {
        Thread other = new Thread(this::count);
        lock.lock();
        try {
            other.start();
            while (!lock.hasQueuedThread(other)) {
                Thread.onSpinWait();
            }
            assertThat(guarded).isZero();
        } finally {
            lock.unlock();
        }
        other.join();

        assertThat(guarded).isEqualTo(TIMES);
    }
}
