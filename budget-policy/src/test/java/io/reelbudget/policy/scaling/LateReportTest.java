package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.FleetWorld.ACCOUNT;
import static io.reelbudget.policy.scaling.FleetWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.policy.scaling.InstanceReport.Event;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An end that is told late")
class LateReportTest {

    private final FleetWorld world = new FleetWorld("1000");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void gives_back_to_the_grants_that_paid_what_was_posted_after_the_end() {
        world.provision("a", 1);
        world.platform.cannotList = true;
        world.pass(Duration.ofHours(5), Duration.ofHours(1));
        assertThat(world.posted()).isEqualTo(usd("6"));

        world.report("i-1", Event.STOPPED, FleetWorld.NOON.plus(Duration.ofMinutes(90)));

        assertThat(world.posted()).isEqualTo(usd("1.80"));
        assertThat(world.balance().available()).isEqualTo(usd("998.20"));
        assertThat(world.ledger.blocking().verify().differences()).isEmpty();
    }

    @Test
    void posts_nothing_for_one_that_never_worked() {
        world.provision("a", 1);
        world.pass(Duration.ofHours(5), Duration.ofHours(1));

        world.report("i-1", Event.FAILED, world.now);

        assertThat(world.posted().isZero()).isTrue();
        assertThat(world.balance().available()).isEqualTo(usd("1000"));
    }

    @Test
    void changes_nothing_of_the_others() {
        world.provision("a", 2);
        world.pass(Duration.ofHours(5), Duration.ofHours(1));

        world.report("i-1", Event.FAILED, world.now);

        assertThat(world.posted()).isEqualTo(usd("6"));
        assertThat(world.desk.look(ACCOUNT, OptionalInt.empty()).running())
                .extracting(FleetSlot::name)
                .containsExactly("i-2");
    }
}
