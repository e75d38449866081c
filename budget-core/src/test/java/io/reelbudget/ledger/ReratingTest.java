package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Rerating.Report;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.ledger.Result.Corrected;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Re-rating")
class ReratingTest extends LedgerSpecification {

    private static final Instant FROM = Instant.parse("2026-11-10T12:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-10T18:00:00Z");

    private Captured capture(String amount, String price) {
        Labels labels = Labels.of("price", price).with("codec", "av1");
        Held held = (Held) calls.submit(new Command.PlaceHold(ANN, key(), usd(amount), HOUR, labels));
        return calls.capture(held.id(), key(), usd(amount));
    }

    private static Rerating to(String version) {
        return new Rerating(ACME, FROM, TO, version, "wrong price");
    }

    private static Amount doubled(Entry capture) {
        return capture.paidBy().stream()
                .map(GrantUse::amount)
                .reduce(usd("0"), Amount::plus)
                .plus(capture.paidBy().stream().map(GrantUse::amount).reduce(usd("0"), Amount::plus));
    }

    @Test
    void charges_every_capture_of_the_span_by_the_new_prices_once() {
        openPath("1000", "500", "200");
        capture("1", "v1");
        clock.advance(HOUR);
        capture("2", "v1");
        capture("4", "v2");
        calls.recordUsage(ANN, key(), usd("3"), clock.instant(), Labels.none());
        clock.set("2026-11-10T18:00:00Z");
        capture("8", "v1");

        Report report = to("v2").run(calls, ReratingTest::doubled);

        assertThat(report.difference()).isEqualTo(usd("6"));
        assertThat(report.alreadyCharged()).isEqualTo(1);
        assertThat(report.corrected()).extracting(Corrected::charged).containsExactly(usd("6"), usd("4"), usd("2"));
        assertThat(calls.balance(ACME).posted()).isEqualTo(usd("24"));
        assertThat(calls.balance(ANN).posted()).isEqualTo(usd("24"));
    }

    @Test
    void run_twice_changes_nothing_also_after_the_keys_are_forgotten_and_after_a_restart() {
        openPath("1000", "500", "200");
        capture("1", "v1");
        capture("2", "v1");
        to("v2").run(calls, ReratingTest::doubled);
        long entries = calls.verify().entries();

        Report again = to("v2").run(calls, ReratingTest::doubled);
        clock.advance(Duration.ofDays(10));
        restart();
        Report muchLater = to("v2").run(calls, ReratingTest::doubled);

        assertThat(again).isEqualTo(new Report(List.of(), 2, List.of(), usd("0")));
        assertThat(muchLater).isEqualTo(again);
        assertThat(calls.verify().entries()).isEqualTo(entries);
    }

    @Test
    void cut_short_goes_on_where_it_was() {
        openPath("1000", "500", "200");
        for (int i = 0; i < 5; i++) {
            capture("1", "v1");
        }
        List<Long> asked = new ArrayList<>();
        assertThatThrownBy(() -> to("v2").run(calls, capture -> {
                    asked.add(capture.sequence());
                    if (asked.size() == 3) {
                        throw new IllegalStateException("The price list could not be read.");
                    }
                    return doubled(capture);
                }))
                .isInstanceOf(IllegalStateException.class);

        Report report = to("v2").run(calls, ReratingTest::doubled);

        assertThat(report.alreadyCharged()).isEqualTo(2);
        assertThat(report.corrected()).hasSize(3);
        assertThat(calls.balance(ANN).posted()).isEqualTo(usd("10"));
    }

    @Test
    void back_to_a_version_that_was_charged_before_charges_it_again() {
        openPath("1000", "500", "200");
        Captured captured = capture("1", "v1");
        to("v2").run(calls, entry -> usd("5"));
        to("v1").run(calls, entry -> usd("1"));
        Report report = to("v2").run(calls, entry -> usd("5"));

        assertThat(report.corrected()).extracting(Corrected::capture).containsExactly(captured.entry());
        assertThat(calls.balance(ANN).posted()).isEqualTo(usd("5"));
    }

    @Test
    void leaves_alone_also_what_was_refunded_before_or_after_another_run_charged_it_anew() {
        openPath("1000", "500", "200");
        Captured after = capture("4", "v1");
        to("v2").run(calls, ReratingTest::doubled);
        calls.refund(ANN, key(), after.entry(), usd("1"), "half failed");

        Report report = to("v3").run(calls, entry -> usd("100"));

        assertThat(report).isEqualTo(new Report(List.of(), 0, List.of(after.entry()), usd("0")));
        assertThat(calls.balance(ANN).posted()).isEqualTo(usd("7"));
    }

    @Test
    void leaves_what_was_refunded_alone_and_says_so() {
        openPath("1000", "500", "200");
        Captured refunded = capture("4", "v1");
        calls.refund(ANN, key(), refunded.entry(), usd("4"), "failed");

        Report report = to("v2").run(calls, ReratingTest::doubled);

        assertThat(report).isEqualTo(new Report(List.of(), 0, List.of(refunded.entry()), usd("0")));
        assertThat(calls.balance(ANN).posted()).isEqualTo(usd("0"));
    }

    @Test
    void walks_back_over_many_pages() {
        openPath("100000", "100000", "100000");
        List<Command<Result.Charged>> usage = new ArrayList<>();
        for (int i = 0; i < 2_100; i++) {
            usage.add(new Command.RecordUsage(ANN, key(), usd("1"), clock.instant(), Labels.of("price", "v1")));
        }
        calls.submitAll(usage);

        assertThat(to("v2").run(calls, ReratingTest::doubled).corrected()).hasSize(2_100);
        assertThat(calls.balance(ACME).posted()).isEqualTo(usd("4200"));
    }

    @Test
    void refuses_a_span_that_ends_before_it_begins_and_prices_without_a_name() {
        assertThatThrownBy(() -> new Rerating(ACME, TO, FROM, "v2", ""))
                .hasMessage("Re-rating was from 2026-11-10T18:00:00Z to 2026-11-10T12:00:00Z but must end after it"
                        + " begins; give a later end.");
        assertThatThrownBy(() -> new Rerating(ACME, FROM, TO, "", ""))
                .hasMessage("Version was empty but must name the new prices; use one such as '2026-12'.");
    }

    @Test
    void what_an_adjustment_gave_back_already_stopped_the_whole_run() {
        openPath("1000", "500", "200");
        Captured oldest = capture("10", "v1");
        Captured middle = capture("10", "v1");
        Captured newest = capture("10", "v1");
        calls.submit(new Command.Adjust(ANN, key(), usd("-15"), "goodwill"));

        Report report = to("v2").run(calls, capture -> usd("0"));

        assertThat(report.corrected()).extracting(Corrected::capture).containsExactly(newest.entry());
        assertThat(report.refunded()).containsExactly(middle.entry(), oldest.entry());
        assertThat(report.difference()).isEqualTo(usd("-10"));
    }

    @Test
    void leaves_alone_what_was_refunded_also_where_a_price_was_set_by_hand_since() {
        openPath("1000", "500", "200");
        Captured captured = capture("4", "v1");
        calls.refund(ANN, key(), captured.entry(), usd("1"), "half failed");
        calls.submit(new Command.Correct(
                ANN, key(), captured.entry(), usd("5"), Labels.of(Rerating.PRICE, "by hand"), "agreed"));

        Report report = to("v2").run(calls, ReratingTest::doubled);

        assertThat(report).isEqualTo(new Report(List.of(), 0, List.of(captured.entry()), usd("0")));
        assertThat(calls.balance(ANN).posted()).isEqualTo(usd("5"));
    }
}
