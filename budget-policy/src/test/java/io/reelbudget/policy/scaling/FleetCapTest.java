package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.FleetWorld.ACCOUNT;
import static io.reelbudget.policy.scaling.FleetWorld.OWNER;
import static io.reelbudget.policy.scaling.FleetWorld.request;
import static io.reelbudget.policy.scaling.FleetWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import io.reelbudget.policy.spi.InstanceRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cap on instances")
class FleetCapTest {

    private static final FleetTerms TERMS = FleetTerms.of(List.of(FleetWorld.OFFER), 6);

    private final FleetWorld world = new FleetWorld("1000");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void is_kept_while_instances_run_longer_than_expected() {
        world.terms = Optional.of(TERMS.cappedAt(usd("0.60")));
        world.desk.provision(request("a", 6, Duration.ofMinutes(5)));
        assertThat(world.held()).isEqualTo(usd("0.60"));

        for (int minute = 0; minute < 11 * 60; minute++) {
            world.now = world.now.plusSeconds(60);
            world.look(6);
            assertThat(world.held().isGreaterThan(usd("0.60")))
                    .as("minute %d", minute)
                    .isFalse();
        }

        assertThat(world.platform.alive).hasSize(6);
        assertThat(world.posted().isGreaterThan(usd("78.60"))).isTrue();
        assertThat(world.posted().isGreaterThan(usd("79.20"))).isFalse();
    }

    @Test
    void stops_those_that_do_not_fit_where_an_hour_must_be_held_for() {
        InstanceOffer hourly = new InstanceOffer(
                FleetWorld.OFFER.machine(),
                FleetWorld.OFFER.purchase(),
                usd("1.20"),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                8);
        world.terms = Optional.of(FleetTerms.of(List.of(hourly), 6).cappedAt(usd("3")));
        world.desk.provision(request("a", 6, Duration.ofMinutes(5)));
        assertThat(world.platform.alive).hasSize(2);

        for (int minute = 0; minute < 300; minute++) {
            world.now = world.now.plusSeconds(60);
            world.look(6);
            assertThat(world.held().isGreaterThan(usd("3")))
                    .as("minute %d", minute)
                    .isFalse();
        }
    }

    @Test
    void of_the_owner_is_kept_by_all_accounts_together_while_they_run() {
        AccountPath other = AccountPath.of("acme/audio");
        world.ledger.blocking().open(other, Plan.monthly(usd("1000"), ZoneOffset.UTC));
        world.ownerTerms = Optional.of(TERMS.cappedAt(usd("2")));
        world.desk.provision(request("a", 2, Duration.ofMinutes(20)));
        world.desk.provision(
                new InstanceRequest(other, 2, IdempotencyKey.named("b"), "A test asks.", "", Duration.ofMinutes(20)));

        for (int minute = 0; minute < 300; minute++) {
            world.now = world.now.plusSeconds(60);
            world.desk.look(ACCOUNT, OptionalInt.of(2));
            world.desk.look(other, OptionalInt.empty());
            assertThat(world.ledger.blocking().balance(OWNER).held().isGreaterThan(usd("2")))
                    .as("minute %d", minute)
                    .isFalse();
        }
        assertThat(world.desk.fleet(ACCOUNT)).isNotEmpty();
    }

    @Test
    void is_asked_about_without_going_through_the_accounts_of_others() {
        for (int i = 0; i < 200; i++) {
            world.ledger.blocking().open(AccountPath.of("c" + i), Plan.monthly(usd("10"), ZoneOffset.UTC));
        }
        world.terms = Optional.of(FleetTerms.of(List.of(Fleets.offer("node", 2, 1, "1.20", 60, 100)), 100)
                .cappedAt(usd("500")));
        AtomicLong reads = new AtomicLong();
        FleetDesk desk = world.desk(
                new CountingLedger(world.ledger, query -> {
                    if (query instanceof Query.OpenHoldsOf holds
                            && !holds.account().rootName().equals("acme")) {
                        reads.incrementAndGet();
                    }
                }),
                world.platform);

        desk.provision(request("a", 50, Duration.ofMinutes(30)));
        desk.provision(request("b", 50, Duration.ofMinutes(30)));

        assertThat(world.platform.alive).hasSize(100);
        assertThat(reads).as("once each, for all instances").hasValue(200);
    }
}
