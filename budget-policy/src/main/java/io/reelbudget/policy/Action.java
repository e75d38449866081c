package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.ApprovalRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Replacement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Something to be done through one of the host's hooks.
 *
 * <p>All actions are immutable and thread-safe.
 */
public sealed interface Action
        permits QueueOrder,
                Action.ProvisionInstances,
                Action.ReturnInstances,
                Action.ReduceQuality,
                Action.RestoreQuality,
                Action.SendNotice,
                Action.AskApproval {

    /** Returns what is to be done, in a few words. */
    String summary();

    /** Returns what the case of this action makes of it. */
    <T> T fold(Cases<T> cases);

    /**
     * One function for each kind of action.
     *
     * @param <T> what they return
     */
    record Cases<T>(
            Function<ProvisionInstances, T> provision,
            Function<ReturnInstances, T> giveBack,
            Function<QueueOrder, T> order,
            Function<ReduceQuality, T> reduce,
            Function<RestoreQuality, T> restore,
            Function<SendNotice, T> send,
            Function<AskApproval, T> ask) {}

    /**
     * Start instances ahead of the queue.
     *
     * @param count how many, more than zero
     * @param reason why, in one sentence
     * @param type of which type, by the name of its offer; empty where there is one kind
     * @param expected for how long each is expected to be needed; zero where that is not known
     */
    record ProvisionInstances(int count, String reason, String type, Duration expected) implements Action {
        public ProvisionInstances {
            requirePositive(count);
        }

        /** Starts instances of the only kind there is. */
        public ProvisionInstances(int count, String reason) {
            this(count, reason, "", Duration.ZERO);
        }

        @Override
        public String summary() {
            return "provision " + count + " instances" + (type.isEmpty() ? "" : " of " + type);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.provision().apply(this);
        }
    }

    /**
     * Stop the instances that were provisioned ahead.
     *
     * @param count how many, more than zero
     * @param reason why, in one sentence
     */
    record ReturnInstances(int count, String reason) implements Action {
        public ReturnInstances {
            requirePositive(count);
        }

        @Override
        public String summary() {
            return "return " + count + " instances";
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.giveBack().apply(this);
        }
    }

    /**
     * Take no new jobs; what is queued or runs goes on.
     *
     * @param reason why, in one sentence
     */
    record PauseNewJobs(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "pause new jobs";
        }

        @Override
        public Subject subject() {
            return Subject.NEW_JOBS;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.pause(account, key, reason);
        }
    }

    /**
     * Take new jobs again.
     *
     * @param reason why, in one sentence
     */
    record ResumeNewJobs(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "resume new jobs";
        }

        @Override
        public Subject subject() {
            return Subject.NEW_JOBS;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.resume(account, key, reason);
        }
    }

    /**
     * Run queued jobs at lower quality.
     *
     * @param replacements which and how, at least one
     */
    record ReduceQuality(List<Replacement> replacements) implements Action {
        public ReduceQuality {
            replacements = requireSome(replacements);
        }

        @Override
        public String summary() {
            return "reduce the quality of " + replacements.size() + " queued jobs";
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.reduce().apply(this);
        }
    }

    /**
     * Run queued jobs as they were requested again.
     *
     * @param replacements which, at least one
     */
    record RestoreQuality(List<Replacement> replacements) implements Action {
        public RestoreQuality {
            replacements = requireSome(replacements);
        }

        @Override
        public String summary() {
            return "restore the quality of " + replacements.size() + " queued jobs";
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.restore().apply(this);
        }
    }

    /**
     * Tell people.
     *
     * @param notice what
     */
    record SendNotice(Notice notice) implements Action {
        @Override
        public String summary() {
            return "send notice '" + notice.title() + "'";
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.send().apply(this);
        }
    }

    /**
     * Ask whoever may say so for a yes.
     *
     * @param request for what
     */
    record AskApproval(ApprovalRequest request) implements Action {
        @Override
        public String summary() {
            return "ask for an approval: " + request.question();
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.ask().apply(this);
        }
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "Instances were " + count + " but must be at least one; leave the action out for none.");
        }
    }

    private static List<Replacement> requireSome(List<Replacement> replacements) {
        if (replacements.isEmpty()) {
            throw new IllegalArgumentException(
                    "Replacements were none but must be at least one; leave the action out for none.");
        }
        return List.copyOf(replacements);
    }
}
