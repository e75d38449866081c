package io.reelbudget.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends the same random histories to two ledgers: whatever keeps their entries, they answer alike. Extend this in the
 * tests of a store; the ledger in memory is the other one, unless {@link #openOther} says otherwise.
 */
@DisplayName("Two ledgers sent the same commands")
public abstract class SameHistoryContract {

    private static final int COMMANDS = 250;
    private static final int COMPARED_EVERY = 10;
    private static final int RESTARTED_EVERY = 50;

    /** Makes a contract. */
    protected SameHistoryContract() {}

    /**
     * Returns a new ledger without accounts.
     *
     * @param clock the ledger's clock
     */
    protected abstract Ledger open(InstantSource clock) throws Exception;

    /**
     * Returns a new ledger to compare with.
     *
     * @param clock the ledger's clock
     */
    protected Ledger openOther(InstantSource clock) throws Exception {
        return Ledger.inMemory(clock);
    }

    /**
     * Closes a ledger and opens it again as it was; here it is left open, since it is lost with its process.
     *
     * @param ledger what {@link #open} or this method returned last
     * @param clock the ledger's clock
     */
    protected Ledger restarted(Ledger ledger, InstantSource clock) throws Exception {
        return ledger;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    final void answer_and_stand_alike(long seed) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-10T12:00:00Z"));
        RandomHistory history = new RandomHistory(seed, clock);
        Ledger one = open(clock);
        try (Ledger other = openOther(clock)) {
            BlockingLedger expected = other.blocking();
            for (int step = 0; step < COMMANDS; step++) {
                Command<?> command = history.next();

                Object answer = answer(one.blocking(), command);

                String where = "seed " + seed + ", step " + step + ", " + command;
                assertThat(answer).as(where).isEqualTo(answer(expected, command));
                if (answer instanceof Result result) {
                    history.told(command, result);
                }
                if (step % RESTARTED_EVERY == RESTARTED_EVERY - 1) {
                    one = restarted(one, clock);
                }
                if (step % COMPARED_EVERY == 0) {
                    compare(one.blocking(), expected, clock, where);
                }
            }
            compare(one.blocking(), expected, clock, "seed " + seed);
            Verification verification = one.blocking().verify();
            assertThat(verification.differences()).isEmpty();
            assertThat(verification.seals()).isEqualTo(expected.verify().seals());
        } finally {
            one.close();
        }
    }

    /** What two ledgers say of a refusal may differ in words, not in kind. */
    private static Object answer(BlockingLedger calls, Command<?> command) {
        try {
            return calls.submit(command);
        } catch (RuntimeException refused) {
            return refused.getClass();
        }
    }

    private static void compare(BlockingLedger calls, BlockingLedger expected, SettableClock clock, String where) {
        assertThat(calls.accounts()).as(where).isEqualTo(expected.accounts());
        for (AccountPath account : expected.accounts()) {
            assertThat(calls.statement(account, Query.MAX_PAGE))
                    .as(where)
                    .isEqualTo(expected.statement(account, Query.MAX_PAGE));
            assertThat(calls.grants(account)).as(where).isEqualTo(expected.grants(account));
            assertThat(calls.openHolds(account)).as(where).isEqualTo(expected.openHolds(account));
            assertThat(calls.read(new Query.LimitsOf(account)))
                    .as(where)
                    .isEqualTo(expected.read(new Query.LimitsOf(account)));
            assertThat(calls.read(new Query.PlanOf(account)))
                    .as(where)
                    .isEqualTo(expected.read(new Query.PlanOf(account)));
            Query.BalanceAsOf past =
                    new Query.BalanceAsOf(account, clock.instant().minus(Duration.ofHours(1)));
            assertThat(pastOf(calls, past)).as(where).isEqualTo(pastOf(expected, past));
            Instant from = clock.instant().minus(Duration.ofDays(60));
            assertThat(calls.usage(account, from, clock.instant()))
                    .as(where)
                    .isEqualTo(expected.usage(account, from, clock.instant()));
        }
    }

    /** An account may not have been open then. */
    private static Object pastOf(BlockingLedger calls, Query.BalanceAsOf past) {
        try {
            return calls.read(past);
        } catch (UnknownAccountException notOpen) {
            return notOpen.getClass();
        }
    }
}
