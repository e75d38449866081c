package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Places of local workers")
class LocalWorkersPlacesTest {

    private static final AccountPath ACCOUNT = AccountPath.of("acme/video");

    private final List<String> launched = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> deafOnce = new HashSet<>();
    private final LocalWorkers workers = LocalWorkers.of((account, id) -> launch(id), 4);

    private LocalWorkers.Worker launch(String id) {
        launched.add(id);
        return new LocalWorkers.Worker() {
            @Override
            public boolean isAlive() {
                return !ended.contains(id);
            }

            @Override
            public void stop() {
                if (deafOnce.remove(id)) {
                    throw new IllegalStateException(id + " could not be asked.");
                }
                asked.add(id);
            }
        };
    }

    private InstanceReceipt provision(String key, int instances) {
        return workers.provision(request(key, instances));
    }

    private static InstanceRequest request(String key, int instances) {
        return new InstanceRequest(ACCOUNT, instances, IdempotencyKey.named(key), "A test asks for them.");
    }

    private List<String> listed() {
        return workers.running(ACCOUNT).orElseThrow().stream()
                .map(RunningInstance::id)
                .toList();
    }

    @Test
    void are_taken_until_workers_have_ended_however_often_they_are_given_back() {
        provision("first", 4);
        workers.giveBack(request("back", 3));

        assertThat(listed()).containsExactly("worker-1");
        assertThat(provision("second", 4).instances()).isZero();

        ended.add("worker-3");

        assertThat(provision("third", 4).ids()).containsExactly("worker-5");
        assertThat(listed()).containsExactly("worker-1", "worker-5");
    }

    @Test
    void are_left_by_those_that_were_chosen_first_when_giving_back_failed_half_way() {
        provision("first", 4);
        deafOnce.add("worker-4");

        assertThatIllegalStateException().isThrownBy(() -> workers.giveBack(request("back", 2)));
        InstanceReceipt back = workers.giveBack(request("back", 2));

        assertThat(back.ids()).containsExactly("worker-3", "worker-4");
        assertThat(listed()).containsExactly("worker-1", "worker-2");
        assertThat(workers.giveBack(request("back", 2))).isEqualTo(back);
    }

    @Test
    void are_all_left_when_they_are_closed_though_one_cannot_be_asked() {
        provision("first", 3);
        deafOnce.add("worker-1");

        assertThatIllegalStateException().isThrownBy(workers::close).withMessage("worker-1 could not be asked.");
        assertThat(asked).containsExactly("worker-2", "worker-3");
        workers.close();
        assertThat(asked).contains("worker-1");
    }

    @Test
    void are_for_nobody_once_they_are_closed() {
        InstanceReceipt first = provision("first", 1);
        workers.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> provision("second", 1))
                .withMessage("Local workers were closed but must be open to start any; make others.");
        assertThat(provision("first", 1)).isEqualTo(first);
        assertThat(launched).hasSize(1);
    }

    @Test
    void want_a_command_and_a_patience_that_can_be_kept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalWorkers.processes(List.of()))
                .withMessage("Command had no words but must have one at least; begin with the program's path.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalWorkers.processes(List.of("sleep"), Duration.ZERO))
                .withMessage("Patience was PT0S but must be 100 ms to a day; take as long as a worker's job may last.");
    }
}
