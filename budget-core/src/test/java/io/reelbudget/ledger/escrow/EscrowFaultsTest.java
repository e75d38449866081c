package io.reelbudget.ledger.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.Plan;
import io.reelbudget.ledger.ChangedHoldException;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.JournalRetention;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A host with slices that something befalls")
class EscrowFaultsTest extends SlicedHostFixture {

    EscrowFaultsTest() {
        super("video");
    }

    @BeforeEach
    void openAccount() {
        shared.blocking().open(video, Plan.once(usd("80")));
    }

    @Nested
    @DisplayName("on its disk")
    class OnDisk {
        /** The fault hits each step of the rounds in its turn, the note of the report among them. */
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
        void sends_no_report_that_its_disk_has_not(int call) {
            for (int last = 0; last < 10; last++) {
                spend("0.7");
                faults.plan(HostFaults.Fault.DISK_REFUSES, call);
                round();
                faults.plan(HostFaults.Fault.CRASH_AFTER, last);
                round();

                restart();

                assertThat(settled()).isEqualTo(Amount.ofMicros(700_000L * (last + 1), Unit.USD));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
        void loses_nothing_that_its_disk_kept_and_refused(int call) {
            Result.Held held = held("1");
            Command.CaptureHold capture =
                    new Command.CaptureHold(held.id(), key(), usd("0.7"), Labels.none(), Command.Ending.FINAL);
            faults.plan(HostFaults.Fault.DISK_KEEPS_AND_REFUSES, 0);
            assertThatThrownBy(() -> calls.submit(capture)).isInstanceOf(LedgerUnavailableException.class);
            spend("0.5");
            faults.plan(HostFaults.Fault.DISK_KEEPS_AND_REFUSES, call);
            round();
            round();

            restart();

            assertThat(settled()).isEqualTo(usd("1.20"));
        }
    }

    @Nested
    @DisplayName("whose capture is beyond its hold")
    class Overrun {
        @Test
        void leaves_what_its_slice_holds_for_other_jobs() {
            Result.Held promised = held("5");
            Result.Held large = held("1");
            takeTheRest();
            Amount cover = shared.blocking().balance(video).held();

            calls.capture(large.id(), key(), cover);
            round();

            assertThat(office().slices(video)).singleElement().satisfies(slice -> assertThat(
                            slice.amount().micros())
                    .isGreaterThanOrEqualTo(promised.amount().micros()));
            assertThat(shared.blocking().balance(video).posted()).isEqualTo(cover);
        }

        /** By then the shared ledger has forgotten the keys of what was sent. */
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
        void is_posted_once_by_a_host_that_was_away_for_long(int call) {
            Result.Held first = held("1", "av1");
            Result.Held second = held("1", "hevc");
            calls.capture(first.id(), key(), usd("20"));
            calls.capture(second.id(), key(), usd("25"));
            faults.plan(HostFaults.Fault.CRASH_AFTER, call);
            round();
            now = now.plus(Duration.ofDays(9));
            shared.blocking().renew(video, key());

            restart();

            assertThat(settled()).isEqualTo(usd("45.00"));
        }
    }

    @Nested
    @DisplayName("and that an operator gives up")
    class GivenUp {
        @Test
        void keeps_its_slice_when_it_renews_as_the_operator_looks() {
            Result.Held held = held("1");
            now = now.plus(Duration.ofHours(5));
            EscrowOffice late = EscrowOffice.of(new Interrupted(shared, () -> {
                host.maintain();
                restart();
                host.maintain();
            }));
            EscrowSlice slice = late.unreconciled().get(0);

            assertThatThrownBy(() -> late.charge(slice, "gone")).isInstanceOf(ChangedHoldException.class);

            assertThat(office().slices(video))
                    .singleElement()
                    .extracting(EscrowSlice::state)
                    .isEqualTo(EscrowSlice.State.LEASED);
            assertThat(calls.openHolds(video)).anyMatch(open -> open.id().equals(held.id()));
        }

        @Test
        void keeps_its_slice_when_it_renews_before_that_is_given_back() {
            held("1");
            now = now.plus(Duration.ofHours(5));
            EscrowOffice late = EscrowOffice.of(new Interrupted(shared, host::maintain));
            EscrowSlice slice = late.unreconciled().get(0);

            assertThatThrownBy(() -> late.giveBack(slice, "gone")).isInstanceOf(ChangedHoldException.class);

            assertThat(shared.blocking().balance(video).held()).isEqualTo(slice.amount());
        }

        @Test
        void is_not_given_up_by_an_operator_whose_clock_is_fast() {
            held("1");
            Instant store = now;
            now = now.plus(Duration.ofHours(5));
            EscrowOffice fast = EscrowOffice.of(new Interrupted(shared, () -> {}) {
                @Override
                public Optional<Instant> storeTime() {
                    return Optional.of(store);
                }
            });
            EscrowSlice slice = fast.slices(video).get(0);

            assertThat(fast.unreconciled()).isEmpty();
            assertThatThrownBy(() -> fast.charge(slice, "gone")).isInstanceOf(IllegalStateException.class);
        }

        /** What is charged must at no time be less than what was spent, even while the host tells of it. */
        @Test
        void corrects_its_charge_in_one_step_when_it_is_back() {
            calls.capture(held("1", "av1").id(), key(), usd("0.7"));
            calls.capture(held("1", "hevc").id(), key(), usd("0.6"));
            faults.crash();
            now = now.plus(Duration.ofDays(30));
            office().charge(office().unreconciled().get(0), "disk lost");
            List<Amount> posted = new ArrayList<>();

            restart(() -> posted.add(shared.blocking().balance(video).posted()));
            round();
            round();

            assertThat(posted.stream().distinct()).containsExactly(usd("16.00"), usd("1.30"));
            assertThat(settled()).isEqualTo(usd("1.30"));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
        void posts_once_what_it_had_reported_in_part_before(int call) {
            calls.capture(held("1", "av1").id(), key(), usd("0.7"));
            calls.capture(held("1", "hevc").id(), key(), usd("0.6"));
            faults.plan(HostFaults.Fault.CRASH_AFTER, call);
            round();
            faults.crash();
            now = now.plus(Duration.ofDays(9));
            office().unreconciled().forEach(slice -> office().charge(slice, "disk lost"));

            restart();

            assertThat(settled()).isEqualTo(usd("1.30"));
        }
    }

    @Test
    void forgets_slices_at_rest_but_not_what_was_decided_on_them() {
        Result.Held held = held("1");
        Command.CaptureHold capture =
                new Command.CaptureHold(held.id(), key(), usd("0.7"), Labels.none(), Command.Ending.FINAL);
        Result.Captured captured = calls.submit(capture);

        for (int report = 0; report < 12; report++) {
            round();
        }

        assertThat(host.sliceCount()).isZero();
        assertThat(calls.submit(capture)).isEqualTo(captured);
        assertThat(held("1").amount()).isEqualTo(usd("1"));
        assertThat(settled()).isEqualTo(usd("0.70"));
    }

    /** The pulse that would forget the slice comes between a capture's entry and its answer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reports_what_is_captured_while_a_slice_at_rest_is_to_be_forgotten(boolean isAnswerLost) {
        Result.Held held = held("1");
        now = now.plus(HOUR.multipliedBy(2));
        calls.renew(video, key());
        for (int report = 0; report < 12; report++) {
            round();
        }
        assertThat(host.sliceCount()).isZero();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        restart(() -> {
            if (isFirst.getAndSet(false)) {
                host.maintain();
                if (isAnswerLost) {
                    throw new LedgerUnavailableException("The disk kept it and refused.");
                }
            }
        });

        if (isAnswerLost) {
            assertThatThrownBy(() -> calls.capture(held.id(), key(), usd("0.7")))
                    .isInstanceOf(LedgerUnavailableException.class);
        } else {
            calls.capture(held.id(), key(), usd("0.7"));
        }
        round();
        round();

        assertThat(isFirst).isFalse();
        assertThat(shared.blocking().balance(video).posted()).isEqualTo(usd("0.70"));
    }

    @Test
    void closes_the_shared_ledger_though_its_own_work_does_not_end_well() {
        AtomicBoolean isClosed = new AtomicBoolean();
        Ledger network = new FaultyLedger(shared, faults, true) {
            @Override
            public void close() {
                isClosed.set(true);
            }
        };
        HostTime time = new HostTime(() -> now, System::nanoTime);
        EscrowLedger other = EscrowLedger.open(
                network, Ledger.inMemory(() -> now), EscrowTerms.of("eu-2"), time, Runnable::run, () -> {
                    throw new IllegalStateException("A thread did not end.");
                });

        assertThatThrownBy(other::close).hasMessage("A thread did not end.");
        assertThat(isClosed).isTrue();
    }

    @Test
    void refuses_to_keep_its_entries_for_a_shorter_time_than_its_slices_last() {
        EscrowTerms week = EscrowTerms.of("eu-1").withRetention(JournalRetention.dropOlderThan(Duration.ofDays(7)));

        assertThat(week.withLease(Duration.ofDays(7)).lease()).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> week.withLease(Duration.ofDays(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Retention was PT168H but must be at least the lease of PT192H; keep entries longer, or use a"
                                + " shorter lease.");
    }

    @Test
    void takes_no_slice_for_the_one_that_it_was_before() {
        Result.Held held = held("1");
        calls.release(held.id(), key(), "over");
        for (int report = 0; report < 12; report++) {
            round();
        }
        // The clock was put back meanwhile.
        now = now.minus(Duration.ofMinutes(30));

        held("1");

        assertThat(office().slices(video)).hasSize(1);
        assertThatThrownBy(() -> shared.blocking().release(held.id(), key(), "never there"))
                .isInstanceOf(UnknownHoldException.class);
    }

    /** Another ledger's view, where something happens before a hold is ended. */
    private static class Interrupted implements Ledger {
        private final Ledger ledger;
        private final Runnable before;

        Interrupted(Ledger ledger, Runnable before) {
            this.ledger = ledger;
            this.before = before;
        }

        @Override
        public <R> CompletionStage<R> submit(Command<R> command) {
            if (command instanceof Command.CaptureHold || command instanceof Command.ReleaseHold) {
                before.run();
            }
            return ledger.submit(command);
        }

        @Override
        public <R> CompletionStage<R> read(Query<R> query) {
            return ledger.read(query);
        }

        @Override
        public CompletionStage<Verification> verify() {
            return ledger.verify();
        }

        @Override
        public void close() {}
    }

    private void spend(String amount) {
        calls.capture(held("1").id(), key(), usd(amount));
    }

    /** Another takes all that is left, so that nothing can be raised. */
    private void takeTheRest() {
        Amount rest = shared.blocking().balance(video).available();
        shared.blocking().hold(video, key(), rest, Duration.ofDays(300));
    }

    /** Time for a report, which may fail. */
    private void round() {
        now = now.plusSeconds(60);
        host.maintain();
    }

    /** Settles all and returns what the account was charged. */
    private Amount settled() {
        for (int time = 0; time < 3; time++) {
            now = now.plusSeconds(60);
            host.settle();
        }
        return shared.blocking().balance(video).posted();
    }

    private Result.Held held(String amount, String codec) {
        Labels labels = Labels.of("codec", codec);
        return (Result.Held) calls.submit(new Command.PlaceHold(video, key(), usd(amount), HOUR, labels));
    }
}
