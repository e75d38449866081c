package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Verification;
import io.reelbudget.testkit.RandomHistory;
import io.reelbudget.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Random commands sent to ledgers, and the comparison of all that these say of their accounts. */
final class Standing {

    private static final Duration USAGE = Duration.ofDays(60);

    private final RandomHistory history;
    private final SettableClock clock;
    private final List<Command<?>> sent = new ArrayList<>();

    Standing(long seed, SettableClock clock) {
        this.history = new RandomHistory(seed, clock);
        this.clock = clock;
    }

    /** Sends the next commands to a ledger. */
    void send(int count, BlockingLedger to) {
        for (int i = 0; i < count; i++) {
            Object unused = sendOne(to);
        }
    }

    /** Sends the next command and returns what it was answered. */
    Object sendOne(BlockingLedger to) {
        Command<?> command = history.next();
        sent.add(command);
        Object answer = answer(to, command);
        if (answer instanceof Result result) {
            history.told(command, result);
        }
        return answer;
    }

    /** Sends the next command to two ledgers, which must answer alike. */
    void sendToBoth(int count, BlockingLedger one, BlockingLedger other) {
        for (int i = 0; i < count; i++) {
            Object answer = sendOne(one);
            Command<?> command = sent.get(sent.size() - 1);
            assertThat(answer(other, command)).as("%s", command).isEqualTo(answer);
        }
    }

    /** Sends all commands again to two ledgers: the same keys get the same outcomes. */
    void sendAllAgain(BlockingLedger one, BlockingLedger other) {
        for (Command<?> command : sent) {
            assertThat(answer(other, command)).as("%s", command).isEqualTo(answer(one, command));
        }
    }

    /** What ledgers say of a refusal may differ in words, not in kind. */
    static Object answer(BlockingLedger calls, Command<?> command) {
        try {
            return calls.submit(command);
        } catch (RuntimeException refused) {
            return refused.getClass();
        }
    }

    /** Requires that two ledgers say the same of all accounts, and that both add up. */
    void requireSame(BlockingLedger one, BlockingLedger other, String where) {
        Instant now = clock.instant();
        assertThat(one.accounts()).as(where).isEqualTo(other.accounts());
        for (AccountPath account : other.accounts()) {
            same(() -> one.balance(account), () -> other.balance(account), where);
            same(() -> one.grants(account), () -> other.grants(account), where);
            same(() -> one.openHolds(account), () -> other.openHolds(account), where);
            same(
                    () -> one.usage(account, now.minus(USAGE), now),
                    () -> other.usage(account, now.minus(USAGE), now),
                    where);
            same(() -> one.read(new Query.PlanOf(account)), () -> other.read(new Query.PlanOf(account)), where);
            same(() -> one.read(new Query.LimitsOf(account)), () -> other.read(new Query.LimitsOf(account)), where);
            same(() -> one.statement(account, Query.MAX_PAGE), () -> other.statement(account, Query.MAX_PAGE), where);
        }
        Verification found = one.verify();
        assertThat(found.differences()).as(where).isEmpty();
        Verification expected = other.verify();
        assertThat(expected.differences()).as(where).isEmpty();
        assertThat(found.seals()).as(where).isEqualTo(expected.seals());
        assertThat(found.entries()).as(where).isEqualTo(expected.entries());
    }

    private static void same(Supplier<Object> one, Supplier<Object> other, String where) {
        assertThat(one.get()).as(where).isEqualTo(other.get());
    }
}
