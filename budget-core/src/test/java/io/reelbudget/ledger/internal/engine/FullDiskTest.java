package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.JournalFullException;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.internal.journal.FileDisk;
import io.reelbudget.ledger.internal.journal.Journal;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("When the disk is full")
class FullDiskTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final int SEGMENT_BYTES = 16 * 1024;
    private static final Amount ONE = Amount.parse("1", Unit.USD);

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
    private Journal journal = Journal.open(disk, SEGMENT_BYTES);
    private final Ledger ledger = RecordedLedger.over(new Stepped(journal), clock);
    private BlockingLedger calls = ledger.blocking();
    private int holds;

    private void openAccount() {
        calls.open(ACME, Plan.monthly(Amount.parse("1000000", Unit.USD), ZoneOffset.UTC));
    }

    private void hold() {
        calls.hold(ACME, IdempotencyKey.named("hold " + holds), ONE, Duration.ofHours(1));
        holds++;
    }

    private JournalFullException holdUntilRefused() {
        while (holds < 10_000) {
            try {
                hold();
            } catch (JournalFullException full) {
                return full;
            }
        }
        throw new AssertionError("never full");
    }

    private void fill() {
        openAccount();
        disk.limitTo(disk.usedBytes() + 1_000);
        journal.makeSegment();
    }

    @Test
    void refuses_commands_before_anything_is_changed_and_says_what_to_do() {
        fill();

        JournalFullException full = holdUntilRefused();

        assertThat(full)
                .hasMessage("Ledger on a simulated disk had no room for more entries (java.io.IOException: only 1512"
                        + " bytes are left on the disk) but its disk must have 16384 bytes; make room and send the"
                        + " command again.");
        assertThat(holds).isGreaterThan(50);
        assertThat(calls.balance(ACME).held().micros()).isEqualTo(holds * 1_000_000L);
    }

    @Test
    void answers_reads_and_commands_that_were_carried_out_before() {
        fill();
        holdUntilRefused();

        assertThat(calls.statement(ACME, 10).entries()).hasSize(10);
        assertThat(calls.hold(ACME, IdempotencyKey.named("hold 0"), ONE, Duration.ofHours(1)))
                .isInstanceOf(Result.Held.class);
        clock.advance(Duration.ofDays(60));
        assertThat(calls.balance(ACME).granted()).isEqualTo(Amount.parse("3000000", Unit.USD));
    }

    @Test
    void goes_on_when_there_is_room_again_and_keeps_all() {
        fill();
        holdUntilRefused();
        disk.limitTo(Long.MAX_VALUE);
        journal.makeSegment();

        while (holds < 500) {
            hold();
        }

        assertThat(calls.verify().differences()).isEmpty();
        journal = Journal.open(disk.afterPowerLoss(), SEGMENT_BYTES);
        calls = new Stepped(journal).ledger(clock);
        assertThat(calls.balance(ACME).held().micros()).isEqualTo(500_000_000L);
    }

    @Test
    void goes_on_without_snapshots() {
        openAccount();
        disk.limitTo(disk.usedBytes() + 100);

        journal.snapshot();

        assertThat(disk.names()).noneMatch(name -> name.contains("snapshot"));
        hold();
        assertThat(calls.balance(ACME).held()).isEqualTo(ONE);
    }

    @Test
    void must_be_opened_anew_when_a_force_of_the_next_segment_failed() {
        openAccount();
        disk.failNextForce();

        journal.makeSegment();

        assertThatThrownBy(this::hold)
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageEndingWith("and must not go on; open it anew, which keeps all that was acknowledged.");
    }

    @Test
    void resumes_by_itself_on_a_real_disk(@TempDir Path temporary) {
        LimitedDisk limited = new LimitedDisk(FileDisk.open(temporary.resolve("ledger")));
        try (RecordedLedger ledger = RecordedLedger.in(limited, SEGMENT_BYTES, clock)) {
            calls = ledger.blocking();
            openAccount();
            limited.fill();
            holdUntilRefused();
            assertThat(calls.balance(ACME).held().micros()).isEqualTo(holds * 1_000_000L);

            limited.empty();
            int before = holds;
            while (holds < before + 300) {
                try {
                    hold();
                } catch (JournalFullException notYet) {
                    Thread.onSpinWait();
                }
            }

            assertThat(calls.verify().differences()).isEmpty();
        }
    }

    @Test
    void knows_nothing_of_a_root_that_could_not_be_opened() {
        fill();
        holdUntilRefused();
        AccountPath late = AccountPath.of("late");
        assertThatThrownBy(() -> calls.open(late, Plan.monthly(ONE, ZoneOffset.UTC)))
                .isInstanceOf(JournalFullException.class);
        disk.limitTo(Long.MAX_VALUE);
        journal.makeSegment();

        Command<?> hold =
                new Command.PlaceHold(late, IdempotencyKey.named("h"), ONE, Duration.ofHours(1), Labels.none());
        assertThatThrownBy(() -> calls.submit(hold)).isInstanceOf(UnknownAccountException.class);
        assertThatThrownBy(() -> ledger.submit(hold).toCompletableFuture().join())
                .hasCauseInstanceOf(UnknownAccountException.class);
    }
}
