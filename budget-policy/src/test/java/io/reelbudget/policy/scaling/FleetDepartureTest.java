package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.FleetWorld.ACCOUNT;
import static io.reelbudget.policy.scaling.FleetWorld.request;
import static io.reelbudget.policy.scaling.FleetWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Instances that are to go")
class FleetDepartureTest {

    private final FleetWorld world = new FleetWorld("1000");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void asks_again_under_a_new_key_after_each_answer() {
        world.provision("a", 2);
        world.platform.isBusy = true;
        for (int minute = 0; minute < 30; minute++) {
            world.now = world.now.plusSeconds(60);
            world.look(0);
        }
        assertThat(world.platform.alive).hasSize(2);
        world.platform.isBusy = false;
        for (int minute = 0; minute < 20; minute++) {
            world.now = world.now.plusSeconds(60);
            world.look(0);
        }

        assertThat(world.platform.alive).isEmpty();
        assertThat(world.held().isZero()).isTrue();
    }

    @Test
    void ends_those_whose_answer_got_lost_once() {
        world.provision("a", 2);
        world.platform.answersGetLost = true;
        for (int minute = 0; minute < 12; minute++) {
            world.now = world.now.plusSeconds(60);
            world.look(0);
        }
        assertThat(world.platform.alive).isEmpty();
        world.platform.answersGetLost = false;
        world.now = world.now.plusSeconds(60);
        world.look(0);

        assertThat(world.desk.fleet(ACCOUNT)).isEmpty();
        assertThat(world.held().isZero()).isTrue();
    }

    @Test
    void posts_for_those_that_finish_their_job_until_they_are_gone() {
        world.provision("a", 1);
        world.now = world.now.plus(Duration.ofMinutes(10));
        world.platform.drains = true;

        InstanceReceipt receipt =
                world.desk.giveBack(new InstanceRequest(ACCOUNT, 1, IdempotencyKey.named("g"), "A test gives back."));
        assertThat(receipt.instances()).isOne();
        assertThat(world.desk.fleet(ACCOUNT)).allMatch(FleetSlot::isLeaving);
        world.pass(Duration.ofHours(3), Duration.ofMinutes(10));
        world.platform.finishDraining();
        FleetLook look = world.look(0);

        assertThat(look.lost()).isEmpty();
        assertThat(look.running()).isEmpty();
        assertThat(world.posted()).isEqualTo(usd("3.80"));
    }

    @Test
    void gives_back_no_more_than_it_holds_for() {
        for (int i = 0; i < 3; i++) {
            world.platform.alive.put("host-" + i, IdempotencyKey.named("host"));
        }
        InstanceRequest four = new InstanceRequest(ACCOUNT, 4, IdempotencyKey.named("g"), "The account has recovered.");
        assertThat(world.desk.giveBack(four))
                .isEqualTo(new InstanceReceipt(0, "nothing is held for that could be given back"));
        world.provision("a", 1);

        InstanceReceipt receipt = world.desk.giveBack(
                new InstanceRequest(ACCOUNT, 4, IdempotencyKey.named("h"), "The account has recovered."));

        assertThat(receipt.ids()).containsExactly("i-1");
        assertThat(world.platform.alive).containsOnlyKeys("host-0", "host-1", "host-2");
    }

    @Test
    void ends_the_same_ones_without_names_when_a_crash_cuts_it_off() {
        List<InstanceRequest> asked = new ArrayList<>();
        Provisioner pool = new Provisioner() {
            @Override
            public InstanceReceipt provision(InstanceRequest request) {
                return new InstanceReceipt(request.instances(), "pool");
            }

            @Override
            public InstanceReceipt giveBack(InstanceRequest request) {
                asked.add(request);
                return new InstanceReceipt(request.instances(), "pool");
            }
        };
        FleetDesk desk = world.desk(world.ledger, pool);
        desk.provision(request("a", 3, Duration.ofMinutes(30)));
        InstanceRequest two = new InstanceRequest(ACCOUNT, 2, IdempotencyKey.named("g"), "Recovered.");
        // What it wishes, what it got, and the end of the first of the two.
        FleetDesk dying = world.desk(new DyingLedger(world.ledger, 3), pool);
        assertThat(catchThrowable(() -> dying.giveBack(two))).isInstanceOf(LedgerUnavailableException.class);
        assertThat(desk.fleet(ACCOUNT)).hasSize(2);

        desk.giveBack(two);

        assertThat(asked).hasSize(1);
        assertThat(desk.fleet(ACCOUNT)).extracting(FleetSlot::number).containsExactly(0);
    }
}
