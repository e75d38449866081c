package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Housekeeping")
class HousekeepingTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int ACCOUNTS = 300;

    /** Accounts that need more are put back while it goes round: it must come to an end all the same. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ends_each_round_however_many_accounts_stay_busy() {
        Set<Thread> before = housekeepers();
        Reelbudget budgets = Reelbudget.inMemory()
                .clock(() -> NOW)
                .estimator(new SteadyEstimator())
                .housekeeping(Duration.ofSeconds(1))
                .open();
        for (int i = 0; i < ACCOUNTS; i++) {
            AccountPath account = AccountPath.of("account-" + i);
            budgets.open(account, Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
            budgets.ledger()
                    .blocking()
                    .hold(account, IdempotencyKey.random(), Amount.parse("1", Unit.USD), Duration.ofDays(1));
            budgets.changed(account);
        }
        // Two rounds, a second apart: less cannot be asked for.
        long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }

        budgets.close();

        while (!before.containsAll(housekeepers())) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(before).containsAll(housekeepers());
    }

    private static Set<Thread> housekeepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reelbudget-housekeeping"))
                .collect(Collectors.toSet());
    }
}
