package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A question that takes long to read")
class LongReadsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Amount ONE = Amount.parse("1", Unit.USD);

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    private final CountDownLatch reads = new CountDownLatch(1);
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final HangingLog log = new HangingLog(Journal.open(new SimulatedDisk(new SplittableRandom(1)), 64 * 1024));
    private final Ledger ledger = RecordedLedger.over(log, clock);

    /** Whose reading hangs. */
    private final class HangingLog extends Stepped {
        private volatile boolean hangs;

        HangingLog(Journal journal) {
            super(journal);
        }

        @Override
        public byte[] read(long position) {
            if (hangs) {
                reads.countDown();
                try {
                    mayRead.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException("The test was stopped.", stopped);
                }
            }
            return super.read(position);
        }
    }

    private void hold(String name) {
        ledger.blocking().hold(ACME, IdempotencyKey.named(name), ONE, Duration.ofHours(1));
    }

    @Test
    @Timeout(20)
    void keeps_neither_its_caller_waiting_nor_a_command_on_the_same_account() throws Exception {
        ledger.blocking().open(ACME, Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
        hold("a");
        clock.advance(Duration.ofMinutes(1));
        hold("b");
        Instant before = clock.instant().minusSeconds(30);
        log.hangs = true;

        List<Query<?>> questions = List.of(
                new Query.BalanceAsOf(ACME, before),
                new Query.StatementOf(ACME, OptionalLong.empty(), 10),
                new Query.CommandsOf(ACME, Instant.EPOCH, clock.instant()));
        List<CompletableFuture<?>> answers = questions.stream()
                .<CompletableFuture<?>>map(query -> ledger.read(query).toCompletableFuture())
                .toList();
        assertThat(reads.await(10, TimeUnit.SECONDS)).isTrue();
        hold("c");

        assertThat(answers).noneMatch(CompletableFuture::isDone);
        mayRead.countDown();
        assertThat(answers).allSatisfy(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    @Timeout(20)
    void keeps_no_command_waiting_where_its_caller_waits() throws Exception {
        ledger.blocking().open(ACME, Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
        hold("a");
        log.hangs = true;

        CompletableFuture<Integer> shown = CompletableFuture.supplyAsync(
                () -> ledger.blocking().statement(ACME, 10).entries().size());
        assertThat(reads.await(10, TimeUnit.SECONDS)).isTrue();
        hold("b");

        assertThat(shown).isNotDone();
        mayRead.countDown();
        assertThat(shown).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(3);
    }
}
