package io.reelbudget.policy.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.InstanceReport.Event;
import io.reelbudget.policy.scaling.InstanceReport.Outcome;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A fleet desk")
class FleetDeskTest {

    private static final AccountPath ACCOUNT = AccountPath.of("acme/video");
    private static final AccountPath OWNER = AccountPath.of("acme");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** 1.20 US dollars an hour, 2 cents a minute, ready after a minute. */
    private static final InstanceOffer OFFER = Fleets.offer("node", 2, 1, "1.20", 60, 8);

    private static final FleetTerms TERMS = FleetTerms.of(List.of(OFFER), 6)
            .scalingInBy(new ScaleInRule(
                    Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(5), Duration.ofMinutes(5)));

    private final FakePlatform platform = new FakePlatform();
    private Instant now = NOON;
    private Optional<FleetTerms> ownerTerms = Optional.empty();
    private FleetTerms terms = TERMS;
    private Ledger ledger = opened(Ledger.inMemory(() -> now));

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    private Ledger opened(Ledger fresh) {
        fresh.blocking().open(OWNER, Plan.monthly(usd("1000"), ZoneOffset.UTC));
        fresh.blocking().open(ACCOUNT, Plan.monthly(usd("10"), ZoneOffset.UTC));
        return fresh;
    }

    private FleetDesk desk() {
        return FleetDesk.of(
                ledger, platform, account -> account.equals(OWNER) ? ownerTerms : Optional.of(terms), () -> now);
    }

    private static InstanceRequest request(String key, int instances) {
        return new InstanceRequest(
                ACCOUNT, instances, IdempotencyKey.named(key), "A test asks.", "", Duration.ofMinutes(30));
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private Balance balance() {
        return ledger.blocking().balance(ACCOUNT);
    }

    private InstanceReport report(String id, Event event) {
        return new InstanceReport(ACCOUNT, id, event, now);
    }

    @Nested
    @DisplayName("asked to provision")
    class Provision {

        @Test
        void holds_what_each_instance_is_expected_to_cost_before_it_asks() {
            InstanceReceipt receipt = desk().provision(request("a", 3));

            assertThat(receipt.instances()).isEqualTo(3);
            assertThat(balance().held()).isEqualTo(usd("1.80"));
            assertThat(desk().fleet(ACCOUNT)).extracting(FleetSlot::name).containsExactly("i-1", "i-2", "i-3");
        }

        @Test
        void asks_for_as_many_as_the_account_can_pay_and_says_so() {
            InstanceRequest dear = new InstanceRequest(
                    ACCOUNT, 5, IdempotencyKey.named("dear"), "A test asks.", "", Duration.ofHours(3));

            InstanceReceipt receipt = desk().provision(dear);

            assertThat(receipt.instances()).isEqualTo(2);
            assertThat(receipt.reference()).isEqualTo("fake (asked for 2 of 5: the account's money allows no more)");
            assertThat(platform.requests).extracting(InstanceRequest::instances).containsExactly(2);
            assertThat(balance().held()).isEqualTo(usd("7.20"));
        }

        @Test
        void never_holds_more_than_the_cap_of_the_account() {
            terms = TERMS.cappedAt(usd("1.30"));

            InstanceReceipt receipt = desk().provision(request("a", 5));

            assertThat(receipt.instances()).isEqualTo(2);
            assertThat(receipt.reference()).contains("the cap of acme/video on instances is 1.3");
            assertThat(balance().held().isGreaterThan(usd("1.30"))).isFalse();
        }

        @Test
        void never_holds_more_for_all_accounts_than_the_cap_of_their_owner() {
            ownerTerms = Optional.of(TERMS.cappedAt(usd("2.00")));
            AccountPath other = AccountPath.of("acme/audio");
            ledger.blocking().open(other, Plan.monthly(usd("10"), ZoneOffset.UTC));

            InstanceReceipt first = desk().provision(request("a", 2));
            InstanceReceipt second = desk().provision(new InstanceRequest(
                    other, 2, IdempotencyKey.named("b"), "A test asks.", "", Duration.ofMinutes(30)));

            assertThat(first.instances() + second.instances()).isEqualTo(3);
            assertThat(ledger.blocking().balance(OWNER).held()).isEqualTo(usd("1.80"));
        }

        @Test
        void starts_nothing_where_there_is_no_money_at_all() {
            InstanceRequest dear = new InstanceRequest(
                    ACCOUNT, 2, IdempotencyKey.named("dear"), "A test asks.", "", Duration.ofHours(30));

            assertThat(desk().provision(dear).instances()).isZero();
            assertThat(platform.requests).isEmpty();
            assertThat(balance().held().isZero()).isTrue();
        }

        @Test
        void never_starts_more_than_the_terms_allow() {
            desk().provision(request("a", 4));

            assertThat(desk().provision(request("b", 4)).instances()).isEqualTo(2);
            assertThat(platform.alive).hasSize(6);
        }

        @Test
        void gives_back_what_was_held_for_instances_that_did_not_start() {
            platform.quota = 1;

            assertThat(desk().provision(request("a", 3)).instances()).isOne();
            assertThat(balance().held()).isEqualTo(usd("0.60"));
        }

        @Test
        void holds_once_for_the_same_key_and_answers_alike_also_when_prices_rose_meanwhile() {
            InstanceReceipt first = desk().provision(request("a", 2));
            terms = FleetTerms.of(List.of(Fleets.offer("node", 2, 1, "9.00", 60, 8)), 6);

            assertThat(desk().provision(request("a", 2))).isEqualTo(first);
            assertThat(balance().held()).isEqualTo(usd("1.20"));
            assertThat(platform.alive).hasSize(2);
        }

        @Test
        void refuses_a_type_that_is_not_offered() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> desk().provision(new InstanceRequest(
                            ACCOUNT, 1, IdempotencyKey.named("a"), "A test asks.", "huge:spot", Duration.ZERO)))
                    .withMessageContaining("type 'huge:spot' but must be of one that the account's terms offer");
        }
    }

    @Nested
    @DisplayName("after a crash")
    class Crash {

        @Test
        void asks_again_under_the_same_key_where_the_answer_got_lost() {
            platform.answersGetLost = true;
            assertThatIllegalStateException().isThrownBy(() -> desk().provision(request("a", 2)));
            assertThat(balance().held()).isEqualTo(usd("1.20"));
            platform.answersGetLost = false;

            FleetLook look = desk().look(ACCOUNT, OptionalInt.empty());

            assertThat(look.repeated()).isOne();
            assertThat(look.running()).extracting(FleetSlot::name).containsExactly("i-1", "i-2");
            assertThat(platform.alive).hasSize(2);
            assertThat(balance().held()).isEqualTo(usd("1.20"));
        }

        @Test
        void knows_its_instances_from_the_journal(@TempDir Path directory) {
            ledger.close();
            ledger = opened(Ledger.openJournal(directory, () -> now));
            InstanceReceipt before = desk().provision(request("a", 2));
            desk().report(report("i-1", Event.LOST));
            ledger.close();

            ledger = Ledger.openJournal(directory, () -> now);

            assertThat(desk().fleet(ACCOUNT)).extracting(FleetSlot::name).containsExactly("i-2");
            assertThat(desk().provision(request("a", 2))).isEqualTo(before);
            assertThat(desk().report(report("i-1", Event.LOST))).isEqualTo(Outcome.KNOWN);
            assertThat(balance().held()).isEqualTo(usd("0.60"));
        }
    }

    @Nested
    @DisplayName("told what became of an instance")
    class Report {

        @Test
        void posts_what_it_cost_until_then_and_gives_the_rest_back() {
            desk().provision(request("a", 2));
            now = NOON.plus(Duration.ofMinutes(10));

            assertThat(desk().report(report("i-1", Event.LOST))).isEqualTo(Outcome.COUNTED);

            assertThat(balance().posted()).isEqualTo(usd("0.20"));
            assertThat(balance().held()).isEqualTo(usd("0.60"));
        }

        @Test
        void counts_a_report_once() {
            desk().provision(request("a", 2));
            now = NOON.plus(Duration.ofMinutes(10));
            desk().report(report("i-1", Event.STOPPED));

            assertThat(desk().report(report("i-1", Event.STOPPED))).isEqualTo(Outcome.KNOWN);
            assertThat(balance().posted()).isEqualTo(usd("0.20"));
        }

        @Test
        void counts_a_late_report_from_when_it_happened() {
            desk().provision(request("a", 1));
            now = NOON.plus(Duration.ofMinutes(30));

            desk().report(new InstanceReport(ACCOUNT, "i-1", Event.LOST, NOON.plus(Duration.ofMinutes(10))));

            assertThat(balance().posted()).isEqualTo(usd("0.20"));
        }

        @Test
        void posts_nothing_for_one_that_never_worked() {
            desk().provision(request("a", 1));
            now = NOON.plus(Duration.ofMinutes(10));

            desk().report(report("i-1", Event.FAILED));

            assertThat(balance().posted().isZero()).isTrue();
            assertThat(balance().held().isZero()).isTrue();
        }

        @Test
        void ignores_the_end_of_one_that_it_does_not_know() {
            desk().provision(request("a", 1));

            assertThat(desk().report(report("i-99", Event.STOPPED))).isEqualTo(Outcome.UNKNOWN);
            assertThat(balance().held()).isEqualTo(usd("0.60"));
        }

        @Test
        void has_one_stopped_that_nobody_asked_for() {
            desk().provision(request("a", 1));
            platform.alive.put("i-99", IdempotencyKey.named("somebody"));

            assertThat(desk().report(report("i-99", Event.STARTED))).isEqualTo(Outcome.LEAKED);
            assertThat(platform.stopped).containsExactly("i-99");
        }
    }

    @Nested
    @DisplayName("looking after an account")
    class Look {

        @Test
        void posts_each_hour_once_and_goes_on_holding_the_next() {
            desk().provision(request("a", 1));
            now = NOON.plus(Duration.ofMinutes(150));
            desk().look(ACCOUNT, OptionalInt.empty());
            desk().look(ACCOUNT, OptionalInt.empty());

            assertThat(balance().posted()).isEqualTo(usd("2.40"));
            assertThat(balance().held()).isEqualTo(usd("1.20"));
            desk().report(report("i-1", Event.STOPPED));
            assertThat(balance().posted()).isEqualTo(usd("3.00"));
            assertThat(balance().held().isZero()).isTrue();
        }

        @Test
        void stops_an_instance_when_the_money_does_not_reach_for_its_next_hour() {
            desk().provision(request("a", 1));
            ledger.blocking().hold(ACCOUNT, IdempotencyKey.named("job"), usd("8.90"), Duration.ofDays(1));
            now = NOON.plus(Duration.ofMinutes(61));

            FleetLook look = desk().look(ACCOUNT, OptionalInt.empty());

            assertThat(look.returned()).containsExactly("i-1");
            assertThat(platform.alive).isEmpty();
        }

        @Test
        void finds_instances_that_the_platform_lost_and_those_that_leaked() {
            desk().provision(request("a", 2));
            platform.alive.remove("i-1");
            platform.alive.put("i-77", IdempotencyKey.named("somebody"));
            now = NOON.plus(Duration.ofMinutes(10));

            FleetLook look = desk().look(ACCOUNT, OptionalInt.empty());

            assertThat(look.lost()).containsExactly("i-1");
            assertThat(look.leaked()).containsExactly("i-77");
            assertThat(look.running()).extracting(FleetSlot::name).containsExactly("i-2");
            assertThat(balance().posted()).isEqualTo(usd("0.20"));
            assertThat(platform.alive).containsOnlyKeys("i-2");
        }

        @Test
        void waits_for_instances_that_boot() {
            desk().provision(request("a", 1));
            platform.alive.clear();
            now = NOON.plusSeconds(30);

            assertThat(desk().look(ACCOUNT, OptionalInt.empty()).lost()).isEmpty();
        }

        @Test
        void lets_those_go_that_were_not_needed_for_long_enough() {
            FleetDesk desk = desk();
            desk.provision(request("a", 3));
            for (int minute = 0; minute < 20; minute++) {
                now = NOON.plus(Duration.ofMinutes(minute));
                assertThat(desk.look(ACCOUNT, OptionalInt.of(1)).returned())
                        .as("minute %d", minute)
                        .isEmpty();
            }
            now = NOON.plus(Duration.ofMinutes(20));

            assertThat(desk.look(ACCOUNT, OptionalInt.of(1)).returned()).hasSize(2);
            assertThat(platform.alive).hasSize(1);
        }

        @Test
        void keeps_all_while_nobody_knows_how_many_are_needed_and_counts_anew_afterwards() {
            FleetDesk desk = desk();
            desk.provision(request("a", 3));
            desk.look(ACCOUNT, OptionalInt.of(0));
            now = NOON.plus(Duration.ofHours(1));

            assertThat(desk.look(ACCOUNT, OptionalInt.empty()).returned()).isEmpty();
            now = NOON.plus(Duration.ofMinutes(61));
            assertThat(desk.look(ACCOUNT, OptionalInt.of(0)).returned()).isEmpty();
            assertThat(platform.alive).hasSize(3);
        }
    }
}
