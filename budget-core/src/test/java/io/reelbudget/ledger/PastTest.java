package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The past")
class PastTest extends LedgerSpecification {

    @Nested
    @DisplayName("of a balance")
    class OfABalance {

        @Test
        void is_what_it_was_at_any_instant_whatever_came_later() {
            openPath("100", "50", "20");
            SplittableRandom random = new SplittableRandom(11);
            List<Balance> seen = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                clock.advance(Duration.ofHours(random.nextInt(1, 60)));
                Held held = calls.hold(ANN, key(), usd("0." + random.nextInt(10, 99)), HOUR)
                        .fold(granted -> granted, shortfall -> held(ACME, "0.01"));
                switch (random.nextInt(4)) {
                    case 0 -> calls.capture(held.id(), key(), usd("0.3"));
                    case 1 -> calls.release(held.id(), key(), "no");
                    case 2 -> calls.topUp(ANN, key(), usd("1"), "more");
                    default -> calls.changePlan(ANN, key(), monthly("2" + random.nextInt(9)), PlanChange.NOW_PRORATED);
                }
                seen.add(calls.balance(random.nextBoolean() ? ANN : ACME));
            }
            restart();
            for (Balance balance : seen) {
                assertThat(calls.balanceAsOf(balance.account(), balance.asOf())).isEqualTo(balance);
            }
        }

        @Test
        void has_periods_begin_on_time_though_no_one_looked() {
            calls.open(ACME, monthly("10"));
            clock.set("2027-02-10T00:00:00Z");
            calls.balance(ACME);

            Balance newYear = calls.balanceAsOf(ACME, Instant.parse("2027-01-01T00:00:00Z"));

            assertThat(newYear.granted()).isEqualTo(usd("30"));
            assertThat(newYear.available()).isEqualTo(usd("10"));
            assertThat(newYear.asOf()).isEqualTo("2027-01-01T00:00:00Z");
        }

        @Test
        void before_the_account_was_opened_is_unknown() {
            calls.open(ACME, monthly("10"));

            assertThatThrownBy(() -> calls.balanceAsOf(ACME, clock.instant().minusSeconds(1)))
                    .isInstanceOf(UnknownAccountException.class);
        }

        @Test
        void in_the_future_is_today() {
            calls.open(ACME, monthly("10"));

            assertThat(calls.balanceAsOf(ACME, Instant.parse("2030-01-01T00:00:00Z")))
                    .isEqualTo(calls.balance(ACME));
        }
    }

    @Nested
    @DisplayName("of usage")
    class OfUsage {

        private static final Instant FROM = Instant.parse("2026-11-10T00:00:00Z");
        private static final Instant TO = Instant.parse("2026-11-11T00:00:00Z");

        private Map<String, HourlyUsage> by(String label) {
            return calls.read(new Query.UsageByLabel(ACME, label, FROM, TO));
        }

        private void use(String amount, String at, Labels labels) {
            calls.recordUsage(ANN, key(), usd(amount), Instant.parse(at), labels);
        }

        @Test
        void is_summed_up_by_the_texts_of_a_label_also_from_below_and_late() {
            openPath("100", "50", "20");
            use("1", "2026-11-10T08:10:00Z", Labels.of("codec", "av1").with("profile", "hd"));
            use("2", "2026-11-10T09:10:00Z", Labels.of("codec", "av1").with("profile", "sd"));
            use("4", "2026-11-10T09:20:00Z", Labels.of("codec", "hevc"));
            clock.set("2026-12-05T00:00:00Z");
            use("8", "2026-11-10T09:30:00Z", Labels.none());
            use("16", "2026-11-09T23:59:59Z", Labels.of("codec", "av1"));
            restart();

            Map<String, HourlyUsage> byCodec = by("codec");

            assertThat(byCodec.keySet()).containsExactlyInAnyOrder("", "av1", "hevc");
            assertThat(byCodec.get("av1").micros(8)).isEqualTo(1_000_000);
            assertThat(byCodec.get("av1").micros(9)).isEqualTo(2_000_000);
            assertThat(byCodec.get("hevc").micros(9)).isEqualTo(4_000_000);
            assertThat(byCodec.get("").micros(9)).isEqualTo(8_000_000);
            assertThat(by("profile").get("sd").micros(9)).isEqualTo(2_000_000);
        }

        @Test
        void leaves_out_what_cost_nothing_and_what_was_used_when_the_span_was_over() {
            openPath("100", "50", "20");
            use("1", "2026-11-10T08:10:00Z", Labels.of("codec", "av1"));
            clock.set("2026-11-12T00:00:00Z");
            use("2", TO.toString(), Labels.of("codec", "hevc"));
            Result.Held held = (Result.Held)
                    calls.submit(new Command.PlaceHold(ANN, key(), usd("1"), HOUR, Labels.of("codec", "avc")));
            calls.capture(held.id(), key(), usd("0"));

            Map<String, HourlyUsage> byCodec = calls.read(
                    new Query.UsageByLabel(ACME, "codec", FROM, clock.instant().plus(HOUR)));

            assertThat(by("codec").keySet()).containsExactly("av1");
            assertThat(byCodec.keySet()).containsExactlyInAnyOrder("av1", "hevc");
        }

        @Test
        void by_label_adds_up_to_that_by_hour() {
            openPath("1000", "500", "200");
            SplittableRandom random = new SplittableRandom(5);
            String[] codecs = {"av1", "hevc", "avc"};
            for (int i = 0; i < 80; i++) {
                Instant at = FROM.plusSeconds(random.nextInt(12 * 3_600));
                use("0.0" + random.nextInt(1, 9), at.toString(), Labels.of("codec", codecs[random.nextInt(3)]));
            }
            HourlyUsage all = calls.usage(ACME, FROM, TO);

            Map<String, HourlyUsage> byCodec = by("codec");

            for (int hour = 0; hour < 24; hour++) {
                int at = hour;
                assertThat(byCodec.values().stream()
                                .mapToLong(usage -> usage.micros(at))
                                .sum())
                        .isEqualTo(all.micros(hour));
            }
        }
    }

    @Nested
    @DisplayName("that is sealed")
    class Sealed {

        @Test
        void has_the_same_seals_in_every_ledger_and_one_that_moves_with_every_entry() {
            calls.open(ACME, Plan.monthly(usd("10"), java.time.ZoneOffset.UTC));
            calls.topUp(ACME, IdempotencyKey.named("a"), usd("1"), "more");
            ChainSeal before = calls.read(new Query.SealOf(ACME));
            calls.topUp(ACME, IdempotencyKey.named("b"), usd("1"), "more");
            restart();

            ChainSeal after = calls.read(new Query.SealOf(ACME));

            assertThat(before).isEqualTo(new ChainSeal("acme", 3, before.seal()));
            assertThat(after.through()).isEqualTo(4);
            assertThat(after.seal()).hasSize(32).isNotEqualTo(before.seal());
            assertThat(calls.verify().seals()).isEqualTo(Map.of("acme", after.seal()));
            try (Ledger other = Ledger.inMemory(clock)) {
                other.blocking().open(AccountPath.of("another"), Plan.monthly(usd("7"), java.time.ZoneOffset.UTC));
                other.blocking().open(ACME, Plan.monthly(usd("10"), java.time.ZoneOffset.UTC));
                other.blocking().topUp(ACME, IdempotencyKey.named("a"), usd("1"), "more");
                assertThat(other.blocking().read(new Query.SealOf(ACME))).isEqualTo(before);
            }
        }
    }
}
