package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.FleetWorld.ACCOUNT;
import static io.reelbudget.policy.scaling.FleetWorld.request;
import static io.reelbudget.policy.scaling.FleetWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.InstanceReceipt;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A fleet desk whose platform fails")
class FleetFailureTest {

    private final FleetWorld world = new FleetWorld("1000");

    @AfterEach
    void close() {
        world.close();
    }

    private void orderRefused(String key, Duration expected) {
        world.platform.refused.add(IdempotencyKey.named(key));
        assertThatIllegalStateException()
                .isThrownBy(() -> world.desk.provision(request(key, 1, expected)))
                .withMessage("InstanceLimitExceeded");
    }

    @Nested
    @DisplayName("by refusing one of two orders")
    class Refusal {

        @Test
        void goes_on_posting_for_the_other_and_lets_it_go_when_it_is_not_needed() {
            world.provision("good", 1);
            orderRefused("bad", Duration.ofHours(200));
            for (int hour = 1; hour <= 3; hour++) {
                world.now = world.now.plus(Duration.ofHours(1));
                world.look(1);
                assertThat(world.posted()).isEqualTo(Amount.ofMicros(1_200_000L * hour, Unit.USD));
            }

            world.pass(Duration.ofMinutes(1), Duration.ofMinutes(1));
            world.look(0);
            world.now = world.now.plus(Duration.ofMinutes(11));

            assertThat(world.look(0).returned()).containsExactly("i-1");
        }

        @Test
        void gives_it_up_after_half_an_hour_where_a_list_shows_that_nothing_came_of_it() {
            orderRefused("bad", Duration.ofHours(200));
            assertThat(world.held()).isEqualTo(usd("240"));

            world.now = world.now.plus(Duration.ofMinutes(29));
            assertThat(world.look(1).failures())
                    .containsExactly("Instances could not be ordered: InstanceLimitExceeded");
            assertThat(world.held()).isEqualTo(usd("240"));
            world.now = world.now.plus(Duration.ofMinutes(1));
            world.look(1);

            assertThat(world.held().isZero()).isTrue();
            assertThat(world.desk.provision(request("bad", 1, Duration.ofHours(200))))
                    .isEqualTo(new InstanceReceipt(0, "given up after PT30M: InstanceLimitExceeded"));
        }

        @Test
        void keeps_what_a_list_shows_that_came_of_it() {
            world.platform.answersGetLost = true;
            assertThatIllegalStateException().isThrownBy(() -> world.provision("lost", 2));
            world.platform.refused.add(IdempotencyKey.named("lost"));
            world.platform.answersGetLost = false;

            world.pass(Duration.ofMinutes(31), Duration.ofMinutes(1));

            assertThat(world.desk.fleet(ACCOUNT)).extracting(FleetSlot::name).containsExactly("i-1", "i-2");
            assertThat(world.platform.alive).containsOnlyKeys("i-1", "i-2");
        }

        @Test
        void holds_for_it_for_a_day_where_nothing_can_be_listed() {
            orderRefused("bad", Duration.ofHours(2));
            world.platform.cannotList = true;

            world.pass(Duration.ofHours(23), Duration.ofHours(1));
            assertThat(world.desk.fleet(ACCOUNT)).hasSize(1);
            world.pass(Duration.ofHours(2), Duration.ofHours(1));

            assertThat(world.desk.fleet(ACCOUNT)).isEmpty();
            assertThat(world.held().isZero()).isTrue();
        }
    }

    @Nested
    @DisplayName("in other ways")
    class Otherwise {

        @Test
        void goes_on_posting_while_nothing_can_be_listed() {
            world.provision("a", 1);
            world.platform.cannotList = true;

            world.pass(Duration.ofHours(60), Duration.ofHours(1));

            assertThat(world.posted()).isEqualTo(usd("72"));
            assertThat(world.look(1).failures()).containsExactly("What runs could not be listed: The list was away.");
        }

        @Test
        void posts_what_is_not_paid_also_while_it_cannot_be_stopped() {
            try (FleetWorld poor = new FleetWorld("3")) {
                poor.provision("a", 1);
                poor.platform.cannotStop = true;

                poor.pass(Duration.ofHours(10), Duration.ofMinutes(10));
                assertThat(poor.posted()).isEqualTo(usd("12"));
                poor.platform.cannotStop = false;

                assertThat(poor.look(1).returned()).containsExactly("i-1");
                assertThat(poor.held().isZero()).isTrue();
            }
        }

        @Test
        void orders_as_many_as_it_wanted_though_its_thread_was_cut_off_while_it_held_for_them() {
            FleetDesk cut = world.desk(
                    new CountingLedger(world.ledger, query -> {
                        boolean isThird =
                                world.ledger.blocking().openHolds(ACCOUNT).size() == 2;
                        if (isThird && query instanceof Query.OutcomeOf) {
                            throw new IllegalStateException("cut off");
                        }
                    }),
                    world.platform);
            assertThat(catchThrowable(() -> cut.provision(request("a", 5, Duration.ofMinutes(30)))))
                    .hasMessage("cut off");
            assertThat(world.desk.fleet(ACCOUNT)).hasSize(2);

            world.look(5);

            assertThat(world.platform.alive).hasSize(5);
            assertThat(world.desk
                            .provision(request("a", 5, Duration.ofMinutes(30)))
                            .instances())
                    .isEqualTo(5);
        }
    }
}
