package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The answers of a batch")
class AnswerListTest {

    private final AnswerList answers = new AnswerList();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    private DurableAnswer answer(String name, Runnable hanging) {
        return new DurableAnswer() {
            @Override
            public void give() {
                told.add(name);
                hanging.run();
            }

            @Override
            public void lose(RuntimeException why) {
                told.add(name + " lost: " + why.getMessage());
            }
        };
    }

    private void add(String name) {
        assertThat(answers.add(answer(name, () -> {}), tasks::add)).isTrue();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void are_given_in_their_order_by_one_task_and_none_before() {
        for (int i = 0; i < 40; i++) {
            add("a" + i);
        }
        assertThat(tasks).isEmpty();

        answers.close(null);

        assertThat(told).isEmpty();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(told).hasSize(40).startsWith("a0", "a1", "a2").endsWith("a39");
        runTasks();
        assertThat(told).hasSize(40);
    }

    @Test
    void go_on_where_one_waits_for_another() {
        add("first");
        // What hangs on it waits: here, until the other tasks have run.
        assertThat(answers.add(answer("waits", this::runTasks), tasks::add)).isTrue();
        add("awaited");

        answers.close(null);
        tasks.remove().run();

        assertThat(told).containsExactly("first", "waits", "awaited");
    }

    @Test
    void need_one_task_where_there_is_one() {
        add("only");

        answers.close(null);
        tasks.remove().run();

        assertThat(told).containsExactly("only");
        assertThat(tasks).isEmpty();
    }

    @Test
    void are_all_lost_with_the_batch() {
        add("one");
        add("other");

        answers.close(new IllegalStateException("disk"));
        runTasks();

        assertThat(told).containsExactly("one lost: disk", "other lost: disk");
    }

    @Test
    void are_taken_no_more_when_given() {
        answers.close(null);

        assertThat(answers.add(answer("late", () -> {}), tasks::add)).isFalse();
        assertThat(tasks).isEmpty();
    }
}
