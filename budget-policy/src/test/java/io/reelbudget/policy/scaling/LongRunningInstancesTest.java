package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.FleetWorld.ACCOUNT;
import static io.reelbudget.policy.scaling.FleetWorld.NOON;
import static io.reelbudget.policy.scaling.FleetWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.InstanceReport.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A fleet desk whose instances run for long")
class LongRunningInstancesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FleetWorld world = new FleetWorld("100000");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void posts_30_days_once_though_the_ledger_forgets_keys_after_7() {
        world.provision("a", 1);

        for (int day = 1; day <= 30; day++) {
            world.pass(Duration.ofDays(1), HOUR);
            assertThat(world.posted()).as("day %d", day).isEqualTo(Amount.ofMicros(28_800_000L * day, Unit.USD));
            world.restart();
        }

        assertThat(world.desk.fleet(ACCOUNT)).extracting(FleetSlot::name).containsExactly("i-1");
        world.report("i-1", Event.STOPPED, world.now);
        assertThat(world.posted()).isEqualTo(usd("864"));
        assertThat(world.held().isZero()).isTrue();
    }

    @Test
    void orders_it_once_though_the_platform_forgets_keys_after_a_day_too() {
        world.provision("a", 2);

        for (int hour = 1; hour <= 24 * 16; hour++) {
            world.now = world.now.plus(HOUR);
            if (hour % 24 == 0) {
                world.platform.receipts.clear();
            }
            FleetLook look = world.look(10);
            assertThat(look.repeated() + look.leaked().size() + look.lost().size())
                    .as("hour %d: %s", hour, look)
                    .isZero();
        }

        assertThat(world.platform.requests).hasSize(1);
        assertThat(world.platform.alive).containsOnlyKeys("i-1", "i-2");
    }

    @Test
    void remembers_the_names_of_instances_that_are_billed_by_the_month() {
        InstanceOffer monthly = new InstanceOffer(
                FleetWorld.OFFER.machine(),
                FleetWorld.OFFER.purchase(),
                usd("1.20"),
                Duration.ofMinutes(1),
                Duration.ofDays(30),
                8);
        world.terms = Optional.of(FleetTerms.of(List.of(monthly), 6));
        world.provision("a", 1);

        world.pass(Duration.ofDays(31), Duration.ofHours(6));

        assertThat(world.platform.requests).hasSize(1);
        assertThat(world.desk.fleet(ACCOUNT)).extracting(FleetSlot::name).containsExactly("i-1");
        assertThat(world.posted()).isEqualTo(usd("864"));
    }

    @Test
    void goes_on_posting_by_the_price_of_the_order_when_its_offer_is_gone() {
        world.provision("a", 1);
        world.terms = Optional.of(FleetTerms.of(List.of(Fleets.offer("node2", 2, 1, "9.00", 60, 8)), 6));
        for (int hour = 1; hour <= 60; hour++) {
            world.now = world.now.plus(HOUR);
            world.expireOverdueHolds();
            world.look(1);
        }

        assertThat(world.posted()).isEqualTo(usd("72"));
        assertThat(world.platform.alive).containsOnlyKeys("i-1");
    }

    @Test
    void goes_on_posting_without_any_terms_and_stops_none() {
        world.provision("a", 1);
        world.terms = Optional.empty();
        world.restart();

        assertThat(world.desk.accounts()).containsExactly(ACCOUNT);
        for (int hour = 1; hour <= 60; hour++) {
            world.now = world.now.plus(HOUR);
            world.expireOverdueHolds();
            world.desk.look(ACCOUNT, OptionalInt.empty());
        }

        assertThat(world.posted()).isEqualTo(usd("72"));
        assertThat(world.platform.alive).containsOnlyKeys("i-1");
    }

    @Test
    void posts_and_holds_on_after_days_in_which_nobody_was_there() {
        world.provision("a", 1);
        world.now = NOON.plus(Duration.ofHours(300));
        world.restart();

        world.desk.accounts().forEach(world.desk::holdOn);
        world.expireOverdueHolds();
        FleetLook look = world.look(1);

        assertThat(look.running()).extracting(FleetSlot::name).containsExactly("i-1");
        assertThat(look.leaked()).isEmpty();
        assertThat(world.posted()).isEqualTo(usd("360"));
    }

    @Test
    void stops_what_runs_although_nothing_is_held_for_any_more() {
        world.provision("a", 1);
        world.now = NOON.plus(Duration.ofHours(60));
        world.expireOverdueHolds();

        assertThat(world.look(1).leaked()).containsExactly("i-1");
        assertThat(world.platform.alive).isEmpty();
    }

    @Test
    void posts_each_hour_once_wherever_a_crash_cuts_it_off() {
        Amount hour = usd("1.20");
        for (int commands = 0; commands < 8; commands++) {
            try (FleetWorld cut = new FleetWorld("100000")) {
                cut.provision("a", 1);
                cut.now = NOON.plus(HOUR);
                FleetDesk dying = cut.desk(new DyingLedger(cut.ledger, commands), cut.platform);
                try {
                    dying.look(ACCOUNT, OptionalInt.of(1));
                } catch (LedgerUnavailableException crash) {
                    assertThat(cut.posted().isGreaterThan(hour)).isFalse();
                }
                cut.restart();
                cut.now = cut.now.plusSeconds(60);
                FleetLook look = cut.look(1);

                assertThat(cut.posted()).as("crash after %d commands", commands).isEqualTo(hour);
                assertThat(look.running()).hasSize(1);
                assertThat(cut.ledger.blocking().openHolds(ACCOUNT)).hasSize(1);
                cut.report("i-1", Event.LOST, cut.now);
                assertThat(cut.posted()).isEqualTo(usd("1.22"));
                assertThat(cut.held().isZero()).isTrue();
            }
        }
    }
}
