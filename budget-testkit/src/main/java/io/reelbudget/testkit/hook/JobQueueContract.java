package io.reelbudget.testkit.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every queue does: list what waits, keep each request, and carry out each call once. Extend this in your tests
 * and say how yours is made, and how a host submits and starts a job.
 */
public abstract class JobQueueContract {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath VIDEO = AccountPath.of("acme/video");
    private static final AccountPath OTHER = AccountPath.of("acme2");
    private static final String WHY = "A test asks for it.";

    private Optional<JobQueue> made = Optional.empty();

    /** Makes a contract. */
    protected JobQueueContract() {}

    /** Returns a new queue in which nothing waits. */
    protected abstract JobQueue create() throws Exception;

    /** Puts a job behind all that wait in the queue that was created last, as the host does it. */
    protected abstract void submit(AccountPath account, QueuedJob job) throws Exception;

    /** Starts a job of the queue that was created last, as the host does it: it does not wait any more. */
    protected abstract void start(AccountPath account, JobId job) throws Exception;

    @BeforeEach
    final void makeQueue() throws Exception {
        made = Optional.of(create());
    }

    @Nested
    @DisplayName("asked what waits")
    class Queued {

        @Test
        void says_nothing_of_an_account_without_jobs() {
            assertThat(queued(VIDEO)).isEmpty();
        }

        @Test
        void lists_jobs_in_the_order_in_which_they_run() throws Exception {
            List<QueuedJob> jobs = submitted("a", "b", "c");

            assertThat(queued(VIDEO)).isEqualTo(jobs);
        }

        @Test
        void lists_what_waits_below_an_account_and_nothing_beside_it() throws Exception {
            submitted("a");
            submit(OTHER, Samples.waiting("b"));

            assertThat(ids(queued(ACME))).containsExactly("a");
            assertThat(ids(queued(OTHER))).containsExactly("b");
        }

        @Test
        void leaves_out_what_has_started() throws Exception {
            submitted("a", "b");
            start(VIDEO, new JobId("a"));

            assertThat(ids(queued(VIDEO))).containsExactly("b");
        }

        @Test
        void answers_with_a_list_that_does_not_change_afterwards() throws Exception {
            submitted("a");
            List<QueuedJob> before = queued(VIDEO);
            submitted("b");

            assertThat(ids(before)).containsExactly("a");
        }
    }

    @Nested
    @DisplayName("asked to replace jobs")
    class Replace {

        @Test
        void puts_them_in_their_places_and_keeps_the_requests() throws Exception {
            List<QueuedJob> jobs = submitted("a", "b");
            List<JobId> replaced = replace("key", reduction(jobs.get(0)));

            assertThat(replaced).containsExactly(new JobId("a"));
            assertThat(queued(VIDEO)).containsExactly(Samples.reduced(jobs.get(0)), jobs.get(1));
        }

        @Test
        void leaves_a_job_that_has_started_as_it_is() throws Exception {
            List<QueuedJob> jobs = submitted("a", "b");
            start(VIDEO, new JobId("a"));

            assertThat(replace("key", reduction(jobs.get(0)), reduction(jobs.get(1))))
                    .containsExactly(new JobId("b"));
            assertThat(queued(VIDEO)).containsExactly(Samples.reduced(jobs.get(1)));
        }

        @Test
        void leaves_out_a_job_that_it_does_not_know() {
            assertThat(replace("key", reduction(Samples.waiting("stranger")))).isEmpty();
            assertThat(queued(VIDEO)).isEmpty();
        }

        @Test
        void carries_out_a_key_once_and_answers_alike() throws Exception {
            QueuedJob job = submitted("a").get(0);
            List<JobId> replaced = replace("down", reduction(job));
            replace("up", new Replacement(Samples.reduced(job), job));

            assertThat(replace("down", reduction(job))).isEqualTo(replaced);
            assertThat(queued(VIDEO)).containsExactly(job);
        }

        @Test
        void neither_loses_nor_doubles_a_job_when_called_at_once() throws Exception {
            List<QueuedJob> jobs = submitted("a", "b", "c", "d");
            List<Callable<List<JobId>>> calls = new ArrayList<>();
            for (QueuedJob job : jobs) {
                calls.add(() -> queue().replace(
                                VIDEO, List.of(reduction(job)), key(job.job().id() + " down")));
            }
            AtOnce.answers("JobQueue.replace", calls);

            assertThat(queued(VIDEO))
                    .isEqualTo(jobs.stream().map(Samples::reduced).toList());
        }
    }

    @Nested
    @DisplayName("asked to pause and go on")
    class Pause {

        @Test
        void lets_jobs_wait_and_takes_each_order_again() throws Exception {
            List<QueuedJob> jobs = submitted("a");
            for (int call = 0; call < 2; call++) {
                order(() -> queue().pause(VIDEO, key("pause"), WHY));
            }
            for (int call = 0; call < 2; call++) {
                order(() -> queue().resume(VIDEO, key("resume"), WHY));
            }

            assertThat(queued(VIDEO)).isEqualTo(jobs);
        }

        @Test
        void can_ask_for_approvals_and_waive_them() throws Exception {
            List<QueuedJob> jobs = submitted("a");
            order(() -> queue().requireApproval(VIDEO, key("require"), WHY));
            order(() -> queue().waiveApproval(VIDEO, key("waive"), WHY));

            assertThat(queued(VIDEO)).isEqualTo(jobs);
        }
    }

    @Nested
    @DisplayName("asked for what a queue may refuse")
    class Optionally {

        @Test
        void slows_down_and_speeds_up_or_says_of_both_that_it_cannot() {
            assertThat(isSupported(() -> queue().slowDown(VIDEO, 1, key("slow"), WHY)))
                    .isEqualTo(isSupported(() -> queue().fullSpeed(VIDEO, key("fast"), WHY)));
        }

        @Test
        void drains_without_losing_what_waits_or_says_that_it_cannot() throws Exception {
            List<QueuedJob> jobs = submitted("a");
            boolean drains = isSupported(() -> queue().drain(VIDEO, key("drain"), WHY));

            assertThat(queued(VIDEO)).isEqualTo(jobs);
            assertThat(isSupported(() -> queue().startQueued(VIDEO, key("start"), WHY)))
                    .isEqualTo(drains);
        }

        @Test
        void cancels_what_runs_and_not_what_waits_or_says_that_it_cannot() throws Exception {
            submitted("a", "b");
            start(VIDEO, new JobId("a"));
            isSupported(() -> queue().cancel(VIDEO, key("cancel"), WHY));

            assertThat(ids(queued(VIDEO))).contains("b");
        }

        private boolean isSupported(Runnable call) {
            try {
                order(call);
                return true;
            } catch (UnsupportedOperationException cannot) {
                assertThat(cannot.getMessage()).as("what it says").isNotBlank();
                return false;
            }
        }
    }

    private JobQueue queue() {
        return made.orElseThrow();
    }

    private List<QueuedJob> queued(AccountPath account) {
        return AtOnce.answer("JobQueue.queued", () -> queue().queued(account));
    }

    private List<JobId> replace(String key, Replacement... replacements) {
        return AtOnce.answer("JobQueue.replace", () -> queue().replace(VIDEO, List.of(replacements), key(key)));
    }

    private List<QueuedJob> submitted(String... ids) throws Exception {
        List<QueuedJob> jobs = new ArrayList<>();
        for (String id : ids) {
            jobs.add(Samples.waiting(id));
            submit(VIDEO, Samples.waiting(id));
        }
        return jobs;
    }

    private static void order(Runnable call) {
        AtOnce.answer("The order to a JobQueue", () -> {
            call.run();
            return call;
        });
    }

    private static Replacement reduction(QueuedJob job) {
        return new Replacement(job, Samples.reduced(job));
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static List<String> ids(List<QueuedJob> jobs) {
        return jobs.stream().map(each -> each.job().id().value()).toList();
    }
}
