package io.reelbudget.ledger.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownEntryException;
import io.reelbudget.money.Amount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A host with slices")
class EscrowLedgerTest extends SlicedHostFixture {

    private static final AccountPath ACME = AccountPath.of("acme");

    EscrowLedgerTest() {
        super("acme/video");
    }

    @BeforeEach
    void openAccounts() {
        shared.blocking().open(ACME, Plan.once(usd("100")));
        shared.blocking().open(video, Plan.once(usd("80")));
    }

    @Nested
    @DisplayName("asked to hold")
    class Hold {
        @Test
        void takes_a_slice_and_decides_by_itself() {
            Result.Held held = held("1");

            assertThat(heldThere(held)).isFalse();
            assertThat(held.id().account()).isEqualTo(video);
        }

        @Test
        void has_its_slice_counted_as_held_at_every_level() {
            held("1");

            // Sixteen jobs of this size.
            assertThat(shared.blocking().balance(video).held()).isEqualTo(usd("16"));
            assertThat(shared.blocking().balance(ACME).held()).isEqualTo(usd("16"));
        }

        @Test
        void sends_on_what_may_last_longer_than_the_lease() {
            held("1");
            now = now.plus(Duration.ofMinutes(90));

            Result.Held tooLong = (Result.Held) calls.hold(video, key(), usd("1"), Duration.ofHours(3));

            assertThat(heldThere(tooLong)).isTrue();
        }

        @Test
        void gives_its_slice_back_before_a_job_is_refused() {
            held("1");
            for (int job = 0; job < 12; job++) {
                held("2");
            }
            Amount available = shared.blocking().balance(video).available();
            Amount more = available.plus(usd("1"));

            Result.HoldResult answer = calls.hold(video, key(), more, HOUR);

            assertThat(answer).isInstanceOf(Result.Held.class);
        }

        @Test
        void answers_the_same_command_the_same_whatever_the_slice_has_by_then() {
            Command.PlaceHold place = new Command.PlaceHold(video, key(), usd("1"), HOUR, Labels.none());
            faults.plan(HostFaults.Fault.LOST_CALL, 1);
            Result.HoldResult sentOn = calls.submit(place);
            held("1");
            assertThat(heldThere((Result.Held) sentOn)).isTrue();

            assertThat(calls.submit(place)).isEqualTo(sentOn);
        }

        @Test
        void holds_nothing_on_a_slice_that_a_hard_limit_no_longer_counts() {
            AccountPath daily = AccountPath.of("daily");
            Limit limit = Limit.hard(usd("10"), Window.each(Periods.days(ZoneOffset.UTC)));
            shared.blocking().open(daily, Plan.once(usd("100")).withLimit(limit));
            calls.hold(daily, key(), usd("1"), HOUR);
            now = Instant.parse("2026-11-11T00:01:00Z");
            shared.blocking().hold(daily, key(), usd("10"), HOUR);
            host.maintain();

            Result.HoldResult answer = calls.hold(daily, key(), usd("1"), HOUR);

            assertThat(answer).isInstanceOf(Result.Shortfall.class);
        }
    }

    @Nested
    @DisplayName("whose jobs cost something")
    class Report {
        @Test
        void reports_sums_by_labels() {
            held("1");
            for (int job = 0; job < 3; job++) {
                Labels labels = Labels.of("codec", "av1").with("job", "job " + job);
                Result.HoldResult held = calls.submit(new Command.PlaceHold(video, key(), usd("1"), HOUR, labels));
                calls.capture(((Result.Held) held).id(), key(), usd("0.5"));
            }
            now = now.plusSeconds(60);

            host.maintain();

            assertThat(shared.blocking().statement(video, 100).entries().stream()
                            .filter(entry -> entry.kind() == Entry.Kind.CAPTURED)
                            .map(entry -> entry.labels().values().get("codec") + " "
                                    + entry.postings().get(0).amount()))
                    .containsExactly("av1 1.50 USD");
        }

        @Test
        void gives_back_what_nobody_asks_for() {
            Result.Held first = held("1");
            calls.capture(first.id(), key(), usd("1"));

            for (int report = 0; report < 12; report++) {
                now = now.plusSeconds(60);
                host.maintain();
            }

            assertThat(shared.blocking().balance(video).held().isZero()).isTrue();
        }

        @Test
        void has_no_captures_that_are_refunded_by_number() {
            held("1");
            Result.Captured captured = calls.capture(held("1").id(), key(), usd("1"));

            assertThat(captured.entry()).isNegative();
            assertThatThrownBy(() -> calls.refund(video, key(), captured.entry(), usd("1"), "broken"))
                    .isInstanceOf(UnknownEntryException.class);
        }
    }

    @Nested
    @DisplayName("asked to raise a hold")
    class Extend {
        @Test
        void takes_more_where_its_slice_is_too_small() {
            held("1");
            Result.Held job = held("1");

            Result.HoldResult answer = calls.extend(job.id(), key(), usd("60"), HOUR);

            assertThat(answer.fold(held -> held.amount(), Result.Shortfall::available))
                    .isEqualTo(usd("60"));
        }
    }

    @Nested
    @DisplayName("whose lease has ended")
    class Unreconciled {
        @Test
        void keeps_its_slice_debited_whatever_expires() {
            held("1");
            now = now.plus(Duration.ofDays(30));

            shared.blocking().renew(ACME, key());

            assertThat(office().unreconciled()).singleElement().satisfies(slice -> {
                assertThat(slice.host()).isEqualTo("eu-1");
                assertThat(slice.amount()).isEqualTo(usd("16"));
            });
        }

        @Test
        void reports_what_it_spent_when_it_is_back() {
            held("1");
            calls.capture(held("1").id(), key(), usd("0.7"));
            faults.crash();
            now = now.plus(Duration.ofDays(30));

            restart();
            host.maintain();

            assertThat(shared.blocking().balance(video).posted()).isEqualTo(usd("0.70"));
            assertThat(office().unreconciled()).isEmpty();
        }

        @Test
        void has_a_charge_corrected_to_what_it_spent() {
            calls.capture(held("1").id(), key(), usd("0.7"));
            faults.crash();
            now = now.plus(Duration.ofDays(30));
            EscrowSlice slice = office().unreconciled().get(0);
            office().charge(slice, "disk lost");
            Amount charged = shared.blocking().balance(video).posted();

            restart();
            host.maintain();

            assertThat(charged).isEqualTo(usd("16"));
            assertThat(shared.blocking().balance(video).posted()).isEqualTo(usd("0.70"));
        }

        @Test
        void posts_what_it_spent_of_a_slice_that_was_given_back() {
            held("1");
            calls.capture(held("1").id(), key(), usd("0.7"));
            faults.crash();
            now = now.plus(Duration.ofDays(30));
            office().giveBack(office().unreconciled().get(0), "disk lost");

            restart();
            host.maintain();

            assertThat(shared.blocking().balance(video).posted()).isEqualTo(usd("0.70"));
        }

        @Test
        void decides_nothing_by_itself_while_its_lease_is_not_renewed() {
            held("1");
            now = now.plus(Duration.ofHours(5));
            faults.plan(HostFaults.Fault.LOST_CALL, 0);

            assertThat(heldThere(held("1"))).isTrue();
        }
    }

    @Nested
    @DisplayName("looked after by an operator")
    class Office {
        @Test
        void is_not_written_off_while_its_lease_lasts() {
            held("1");
            EscrowSlice slice = office().slices(video).get(0);

            assertThatThrownBy(() -> office().charge(slice, "hurry"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Slice of 16.00 USD of 'acme/video' was host 'eu-1''s until 2026-11-10T16:00:00Z but its"
                                    + " lease must have ended; wait until then, or stop the host: it gives back the rest.");
        }
    }

    @Test
    void shows_its_jobs_in_place_of_what_its_slice_holds_for_them() {
        held("1");
        Result.Held own = held("1.5");

        List<OpenHold> open = calls.openHolds(video);

        assertThat(open.stream().map(OpenHold::id)).contains(own.id());
        assertThat(open.stream().map(OpenHold::amount).reduce(usd("0"), Amount::plus))
                .isEqualTo(shared.blocking().balance(video).held());
    }

    @Test
    void gives_everything_back_when_it_is_closed() {
        calls.capture(held("1").id(), key(), usd("1"));
        calls.capture(held("1").id(), key(), usd("1"));

        host.close();

        assertThat(shared.blocking().balance(video).held().isZero()).isTrue();
        assertThat(shared.blocking().balance(video).posted()).isEqualTo(usd("2"));
    }

    @Test
    void has_a_directory_that_is_not_another_hosts(@TempDir Path directory) {
        EscrowLedger.open(Ledger.inMemory(() -> now), directory, () -> now, EscrowTerms.of("eu-1"))
                .close();

        assertThatThrownBy(() ->
                        EscrowLedger.open(Ledger.inMemory(() -> now), directory, () -> now, EscrowTerms.of("eu-2")))
                .hasMessage(
                        "Host was 'eu-2' but its directory is that of host 'eu-1'; give each host a directory of its"
                                + " own.");
    }

    private boolean heldThere(Result.Held held) {
        return shared.blocking().openHolds(video).stream()
                .anyMatch(open -> open.id().equals(held.id()));
    }
}
