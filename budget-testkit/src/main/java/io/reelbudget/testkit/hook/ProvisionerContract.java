package io.reelbudget.testkit.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every provisioner does: keep its receipts true, and start and stop once for each key. Extend this in your tests:
 *
 * <pre>{@code
 * class MyProvisionerTest extends ProvisionerContract {
 *     @Override
 *     protected Provisioner create() { … }
 *
 *     @Override
 *     protected int running() { … }
 * }
 * }</pre>
 *
 * <p>Each call must return within 5 seconds, which is the time that the monitor gives it.
 */
public abstract class ProvisionerContract {

    private Optional<Provisioner> made = Optional.empty();

    /** Makes a contract. */
    protected ProvisionerContract() {}

    /** Returns a new provisioner that has started nothing and may start at least five instances. */
    protected abstract Provisioner create() throws Exception;

    /** Returns how many instances of the one that was created last run, or are about to. */
    protected abstract int running() throws Exception;

    /**
     * Returns the one that was created last as a new process would find it, with the same instances running; empty, as
     * here, where it keeps its receipts in memory.
     */
    protected Optional<Provisioner> restarted() throws Exception {
        return Optional.empty();
    }

    /**
     * Returns a new provisioner as {@link #create} does, whose platform fails once when it has started as many
     * instances, and works again from then on; empty, as here, where a test cannot bring that about.
     */
    protected Optional<Provisioner> failingOnceAfter(int instances) throws Exception {
        return Optional.empty();
    }

    /** Returns the account that requests are for; {@code acme/video} as it stands here. */
    protected AccountPath account() {
        return AccountPath.of("acme/video");
    }

    @BeforeEach
    final void makeProvisioner() throws Exception {
        made = Optional.of(create());
    }

    @Nested
    @DisplayName("asked to provision")
    class Provision {

        @Test
        void starts_what_its_receipt_says() throws Exception {
            InstanceReceipt receipt = provision("first", 2);

            assertThat(receipt.instances()).isBetween(1, 2);
            assertThat(running()).isEqualTo(receipt.instances());
        }

        @Test
        void starts_nothing_more_for_the_same_key_and_answers_alike() throws Exception {
            InstanceReceipt first = provision("first", 2);

            assertThat(provision("first", 2)).isEqualTo(first);
            assertThat(running()).isEqualTo(first.instances());
        }

        @Test
        void starts_more_for_another_key() throws Exception {
            InstanceReceipt first = provision("first", 2);
            InstanceReceipt second = provision("second", 1);

            assertThat(second.instances()).isEqualTo(1);
            assertThat(running()).isEqualTo(first.instances() + second.instances());
        }

        @Test
        void starts_once_for_calls_of_one_key_at_once() throws Exception {
            List<InstanceReceipt> receipts =
                    AtOnce.answers("Provisioner.provision", () -> provisioner().provision(request("first", 2)));

            assertThat(receipts).containsOnly(receipts.get(0));
            assertThat(running()).isEqualTo(receipts.get(0).instances());
        }

        @Test
        void starts_nothing_for_an_old_key_whose_instances_were_given_back() throws Exception {
            InstanceReceipt first = provision("first", 2);
            giveBack("back", 2);
            int left = running();

            assertThat(provision("first", 2)).isEqualTo(first);
            assertThat(running()).isEqualTo(left);
        }

        @Test
        void starts_only_what_is_missing_when_an_order_that_failed_half_way_is_repeated() throws Exception {
            Optional<Provisioner> failing = failingOnceAfter(2);
            assumeTrue(failing.isPresent(), "Its platform does not fail in tests.");
            made = failing;
            Optional<InstanceReceipt> first = attempt("first", 3);
            InstanceReceipt receipt = provision("first", 3);

            assertThat(receipt.instances()).isBetween(2, 3);
            assertThat(running()).isEqualTo(receipt.instances());
            assertThat(first.orElse(receipt)).isEqualTo(receipt);
            assertThat(provision("first", 3)).isEqualTo(receipt);
            assertThat(running()).isEqualTo(receipt.instances());
        }

        /** An answer that says how far it got is as good as an exception. */
        private Optional<InstanceReceipt> attempt(String key, int instances) {
            try {
                return Optional.of(provision(key, instances));
            } catch (RuntimeException failed) {
                return Optional.empty();
            }
        }

        @Test
        void remembers_its_keys_when_its_process_was_started_anew() throws Exception {
            InstanceReceipt first = provision("first", 2);
            Optional<Provisioner> again = restarted();
            assumeTrue(again.isPresent(), "It keeps its receipts in memory.");
            made = again;

            assertThat(provision("first", 2)).isEqualTo(first);
            assertThat(running()).isEqualTo(first.instances());
        }
    }

    @Nested
    @DisplayName("asked to give instances back")
    class GiveBack {

        @Test
        void stops_what_its_receipt_says() throws Exception {
            int before = provision("first", 3).instances();
            InstanceReceipt back = giveBack("back", 2);

            assertThat(back.instances()).isBetween(0, 2);
            assertThat(running()).isEqualTo(before - back.instances());
        }

        @Test
        void stops_nothing_more_for_the_same_key_and_answers_alike() throws Exception {
            provision("first", 4);
            InstanceReceipt back = giveBack("back", 1);
            int left = running();

            assertThat(giveBack("back", 1)).isEqualTo(back);
            assertThat(running()).isEqualTo(left);
        }

        @Test
        void stops_once_for_calls_of_one_key_at_once() throws Exception {
            int before = provision("first", 4).instances();
            List<InstanceReceipt> receipts =
                    AtOnce.answers("Provisioner.giveBack", () -> provisioner().giveBack(request("back", 1)));

            assertThat(receipts).containsOnly(receipts.get(0));
            assertThat(running()).isEqualTo(before - receipts.get(0).instances());
        }

        @Test
        void stops_no_more_than_it_has() throws Exception {
            int before = provision("first", 1).instances();
            InstanceReceipt back = giveBack("back", 5);

            assertThat(back.instances()).isBetween(0, before);
            assertThat(running()).isEqualTo(before - back.instances());
        }

        @Test
        void stops_nothing_where_nothing_runs() throws Exception {
            assertThat(giveBack("back", 1).instances()).isZero();
            assertThat(running()).isZero();
        }
    }

    /** What need not be implemented, but must be right where it is. */
    @Nested
    @DisplayName("that says what runs")
    class Listing {

        @Test
        void lists_what_runs_by_the_names_of_its_receipts() throws Exception {
            InstanceReceipt receipt = provision("first", 2);
            List<String> listed = listed();

            assertThat(listed).doesNotHaveDuplicates().hasSize(running());
            assertThat(listed).containsAll(receipt.ids());
        }

        @Test
        void lists_nothing_that_was_given_back() throws Exception {
            provision("first", 2);
            giveBack("back", 2);

            assertThat(listed()).hasSize(running());
        }

        @Test
        void stops_those_that_are_named_and_no_others_once() throws Exception {
            InstanceReceipt receipt = provision("first", 3);
            assumeTrue(receipt.ids().size() > 1, "Its instances have no names.");
            List<String> first = receipt.ids().subList(0, 1);
            InstanceReceipt stopped = stop("stop", first);

            assertThat(stopped.instances()).isOne();
            assertThat(running()).isEqualTo(receipt.instances() - 1);
            assertThat(listed())
                    .doesNotContainAnyElementsOf(first)
                    .contains(receipt.ids().get(1));
            assertThat(stop("stop", first)).isEqualTo(stopped);
            assertThat(stop("stop again", first).instances()).isZero();
            assertThat(running()).isEqualTo(receipt.instances() - 1);
        }

        private List<String> listed() {
            Optional<List<RunningInstance>> listed =
                    AtOnce.answer("Provisioner.running", () -> provisioner().running(account()));
            assumeTrue(listed.isPresent(), "It cannot tell what runs.");
            return listed.get().stream().map(RunningInstance::id).toList();
        }

        private InstanceReceipt stop(String key, List<String> ids) {
            Optional<InstanceReceipt> receipt = AtOnce.answer("Provisioner.stop", () -> {
                try {
                    return Optional.of(
                            provisioner().stop(account(), ids, IdempotencyKey.named(key), "A test asks for it."));
                } catch (UnsupportedOperationException cannot) {
                    return Optional.empty();
                }
            });
            assumeTrue(receipt.isPresent(), "It stops no instances by name.");
            return receipt.get();
        }
    }

    private InstanceReceipt provision(String key, int instances) {
        return AtOnce.answer("Provisioner.provision", () -> provisioner().provision(request(key, instances)));
    }

    private InstanceReceipt giveBack(String key, int instances) {
        return AtOnce.answer("Provisioner.giveBack", () -> provisioner().giveBack(request(key, instances)));
    }

    private Provisioner provisioner() {
        return made.orElseThrow();
    }

    private InstanceRequest request(String key, int instances) {
        return new InstanceRequest(account(), instances, IdempotencyKey.named(key), "A test asks for them.");
    }
}
