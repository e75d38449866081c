package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.JobQueue;

/**
 * An action that tells the host's queue how to go on with an account's jobs. Orders about the same subject overtake
 * each other: only the newest counts.
 *
 * <p>All orders are immutable and thread-safe.
 */
public sealed interface QueueOrder extends Action
        permits Action.PauseNewJobs,
                Action.ResumeNewJobs,
                QueueOrder.RequireApproval,
                QueueOrder.WaiveApproval,
                QueueOrder.SlowDown,
                QueueOrder.FullSpeed,
                QueueOrder.DrainQueue,
                QueueOrder.StartQueued,
                QueueOrder.CancelJobs {

    /** Returns why, in one sentence. */
    String reason();

    /** Returns what it is about. */
    Subject subject();

    /** Gives the order to a queue. */
    void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key);

    @Override
    default <T> T fold(Cases<T> cases) {
        return cases.order().apply(this);
    }

    /** Returns whether an earlier order need not be carried out any more once this one is given. */
    default boolean overtakes(QueueOrder earlier) {
        boolean isPutRight = this instanceof StartQueued || this instanceof ResumeNewJobs;
        return subject() == earlier.subject() || (isPutRight && earlier instanceof CancelJobs);
    }

    /** Returns whether a queue need not be able to obey. */
    default boolean isOptional() {
        return switch (subject()) {
            case NEW_JOBS, APPROVAL -> false;
            case SPEED, QUEUE, RUNNING_JOBS -> true;
        };
    }

    /** What orders are about. */
    enum Subject {
        /** Whether new jobs are taken. */
        NEW_JOBS,
        /** Whether each new job needs an approval. */
        APPROVAL,
        /** How many jobs run at once. */
        SPEED,
        /** Whether queued jobs begin. */
        QUEUE,
        /** The jobs that run. */
        RUNNING_JOBS
    }

    /**
     * Take a new job only once somebody has approved of it.
     *
     * @param reason why, in one sentence
     */
    record RequireApproval(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "require an approval of new jobs";
        }

        @Override
        public Subject subject() {
            return Subject.APPROVAL;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.requireApproval(account, key, reason);
        }
    }

    /**
     * Take new jobs without approvals again.
     *
     * @param reason why, in one sentence
     */
    record WaiveApproval(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "waive the approval of new jobs";
        }

        @Override
        public Subject subject() {
            return Subject.APPROVAL;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.waiveApproval(account, key, reason);
        }
    }

    /**
     * Run fewer jobs at once.
     *
     * @param mostAtOnce how many at most, one or more
     * @param reason why, in one sentence
     */
    record SlowDown(int mostAtOnce, String reason) implements QueueOrder {
        public SlowDown {
            if (mostAtOnce < 1) {
                throw new IllegalArgumentException(
                        "Jobs at once were " + mostAtOnce + " but must be one or more; drain the queue to run none.");
            }
        }

        @Override
        public String summary() {
            return "run at most " + mostAtOnce + " jobs at once";
        }

        @Override
        public Subject subject() {
            return Subject.SPEED;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.slowDown(account, mostAtOnce, key, reason);
        }
    }

    /**
     * Run as many jobs at once as usual again.
     *
     * @param reason why, in one sentence
     */
    record FullSpeed(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "run at full speed";
        }

        @Override
        public Subject subject() {
            return Subject.SPEED;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.fullSpeed(account, key, reason);
        }
    }

    /**
     * Begin no more jobs, queued or new; those that run are finished.
     *
     * @param reason why, in one sentence
     */
    record DrainQueue(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "drain the queue";
        }

        @Override
        public Subject subject() {
            return Subject.QUEUE;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.drain(account, key, reason);
        }
    }

    /**
     * Begin queued jobs again.
     *
     * @param reason why, in one sentence
     */
    record StartQueued(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "begin queued jobs again";
        }

        @Override
        public Subject subject() {
            return Subject.QUEUE;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.startQueued(account, key, reason);
        }
    }

    /**
     * End the jobs that run, at once. It cannot be taken back; what they used until then is captured.
     *
     * @param reason why, in one sentence; the same reason is the same order and is given once
     */
    record CancelJobs(String reason) implements QueueOrder {
        @Override
        public String summary() {
            return "cancel running jobs";
        }

        @Override
        public Subject subject() {
            return Subject.RUNNING_JOBS;
        }

        @Override
        public void giveTo(JobQueue queue, AccountPath account, IdempotencyKey key) {
            queue.cancel(account, key, reason);
        }
    }
}
