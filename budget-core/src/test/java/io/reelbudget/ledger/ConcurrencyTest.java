package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.Result.HoldResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many threads at once")
class ConcurrencyTest extends LedgerSpecification {

    private static final int THREADS = 12;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private <T> List<T> together(Callable<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        start.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> thread : running) {
            results.add(thread.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    @Test
    void never_hold_more_than_there_is() throws Exception {
        openPath("100", "100", "60");
        AtomicInteger number = new AtomicInteger();

        List<Integer> held = together(() -> {
            int got = 0;
            for (int i = 0; i < 25; i++) {
                int mine = number.incrementAndGet();
                IdempotencyKey key = IdempotencyKey.named("hold " + mine);
                HoldResult result = calls.hold(mine % 2 == 0 ? ANN : VIDEO, key, usd("1"), HOUR);
                got += result instanceof Result.Held ? 1 : 0;
                assertThat(calls.balance(ACME).available().isNegative()).isFalse();
            }
            return got;
        });

        assertThat(held.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        assertThat(calls.balance(ACME).available()).isEqualTo(usd("0"));
    }

    @Test
    void with_one_key_have_one_effect_and_one_outcome() throws Exception {
        calls.open(ACME, monthly("100"));
        for (int round = 0; round < 20; round++) {
            IdempotencyKey key = IdempotencyKey.named("round " + round);

            List<HoldResult> results = together(() -> calls.hold(ACME, key, usd("1"), HOUR));

            assertThat(new HashSet<>(results)).hasSize(1);
        }
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("20"));
    }

    @Test
    void capture_one_hold_once() throws Exception {
        calls.open(ACME, monthly("100"));
        HoldId hold = held(ACME, "10").id();
        AtomicInteger number = new AtomicInteger();

        List<Boolean> captured = together(() -> {
            try {
                calls.capture(hold, IdempotencyKey.named("capture " + number.incrementAndGet()), usd("10"));
                return true;
            } catch (UnknownHoldException tooLate) {
                return false;
            }
        });

        assertThat(captured).filteredOn(success -> success).hasSize(1);
        assertThat(calls.balance(ACME).posted()).isEqualTo(usd("10"));
    }

    @Test
    void see_sums_that_fit_together_while_others_write() throws Exception {
        openPath("1000", "1000", "1000");
        AtomicInteger number = new AtomicInteger();

        together(() -> {
            for (int i = 0; i < 15; i++) {
                String job = "job " + number.incrementAndGet();
                Result.Held held = (Result.Held) calls.hold(ANN, IdempotencyKey.named("hold " + job), usd("2"), HOUR);
                calls.capture(held.id(), IdempotencyKey.named("capture " + job), usd("1"));
                Statement statement = calls.statement(VIDEO, 5);
                long newest = statement.entries().get(0).sequence();
                assertThat(statement.entries()).extracting(Entry::sequence).doesNotHaveDuplicates();
                assertThat(newest).isPositive();
                if (i % 5 == 0) {
                    assertThat(calls.verify().differences()).isEmpty();
                }
            }
            return null;
        });

        assertThat(shortly(ACME)).isEqualTo("1000.00 - 180.00 - 0.00 - 0.00 = 820.00");
    }
}
