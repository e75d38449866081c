package io.reelbudget.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's pool of workers")
class WorkerPoolTest {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");

    /** As many as the pool has places for. */
    private static final int ALL = 64;

    private final CountDownLatch jobsAreDone = new CountDownLatch(1);
    private final WorkerPool pool = new WorkerPool(account -> this::work);

    private void work() {
        try {
            jobsAreDone.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static InstanceRequest request(String key, int instances) {
        return new InstanceRequest(ACCOUNT, instances, IdempotencyKey.named(key), "A test asks for them.");
    }

    @Test
    void keeps_the_places_of_workers_that_were_given_back_until_their_jobs_are_done() throws Exception {
        pool.provision(request("first", ALL));
        pool.giveBack(request("back", ALL));

        assertThat(pool.running(ACCOUNT)).contains(List.of());
        assertThat(pool.provision(request("second", 1)).instances()).isZero();
        assertThat(pool.activeOf(ACCOUNT)).isEqualTo(ALL);

        jobsAreDone.countDown();
        pool.join(Duration.ofSeconds(20));

        assertThat(pool.activeOf(ACCOUNT)).isZero();
        assertThat(pool.provision(request("third", 1)).instances()).isOne();
        assertThat(pool.most()).containsEntry(ACCOUNT, ALL);
        pool.join(Duration.ofSeconds(20));
    }
}
