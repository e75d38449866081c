package io.reelbudget.ledger.internal.journal;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The answers that wait for one batch. All are handed to an executor as one task, which gives them in the order in
 * which they came.
 *
 * <p>What hangs on an answer may wait for another one of the same batch. So a task that begins to give puts itself at
 * the executor's end again first: while there are answers left, there is always a task to go on with them.
 *
 * <p>This class is thread-safe.
 */
final class AnswerList implements Runnable {

    private static final DurableAnswer[] NONE = {};
    private static final int FIRST_CAPACITY = 16;

    private final AtomicInteger given = new AtomicInteger();
    private DurableAnswer[] answers = NONE;
    private int size;
    private boolean closed;
    private @Nullable Executor executor;
    private @Nullable RuntimeException lost;

    /** Adds an answer, to be given by an executor; returns false where the list is closed. */
    synchronized boolean add(DurableAnswer answer, Executor giver) {
        if (closed) {
            return false;
        }
        if (size == answers.length) {
            answers = Arrays.copyOf(answers, Math.max(FIRST_CAPACITY, 2 * size));
        }
        answers[size++] = answer;
        executor = giver;
        return true;
    }

    /**
     * Takes no more answers and has those given that came, or lost.
     *
     * @param why why they are lost, null where they are not
     */
    void close(@Nullable RuntimeException why) {
        Executor giver;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            lost = why;
            giver = executor;
        }
        if (giver != null) {
            giver.execute(this);
        }
    }

    /** Gives what no other task gives; once the list is closed. */
    @Override
    public void run() {
        Executor giver;
        int count;
        synchronized (this) {
            giver = requireNonNull(executor);
            count = size;
        }
        int next = given.getAndIncrement();
        if (next + 1 < count) {
            giver.execute(this);
        }
        while (next < count) {
            give(answers[next]);
            next = given.getAndIncrement();
        }
    }

    private void give(DurableAnswer answer) {
        RuntimeException why = lost;
        if (why == null) {
            answer.give();
        } else {
            answer.lose(why);
        }
    }
}
