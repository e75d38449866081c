package io.reelbudget.ledger.internal.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A commit queue")
class CommitQueueTest {

    private static final int RECORD_BYTES = 100;

    private final Availability availability = new Availability("of a test");
    private final CommitQueue queue = new CommitQueue(availability, 4 * 1024, 1, SegmentHeader.SIZE, 1);
    private final List<Object> told = new ArrayList<>();

    private final DurableAnswer answer = new DurableAnswer() {
        @Override
        public void give() {
            told.add("given");
        }

        @Override
        public void lose(RuntimeException why) {
            told.add(why);
        }
    };

    private long append() {
        return queue.append(new byte[RECORD_BYTES], RECORD_BYTES);
    }

    private void write() {
        queue.acknowledge(requireNonNull(queue.take()));
    }

    @Nested
    class Gives_the_answer {

        @Test
        void of_a_record_that_waits_when_its_batch_is_written() {
            queue.answer(append(), answer, Runnable::run);
            assertThat(told).isEmpty();

            write();

            assertThat(told).containsExactly("given");
        }

        @Test
        void of_a_record_that_is_being_written_when_it_is_and_not_with_the_batch_after_it() {
            long position = append();
            Batch taken = requireNonNull(queue.take());
            append();

            queue.answer(position, answer, Runnable::run);
            assertThat(told).isEmpty();
            queue.acknowledge(taken);

            assertThat(told).containsExactly("given");
        }

        @Test
        void of_a_record_that_was_written_before_at_once() {
            long position = append();
            write();

            queue.answer(position, answer, Runnable::run);

            assertThat(told).containsExactly("given");
        }
    }

    @Nested
    class After_a_failure {

        @Test
        void loses_the_answers_of_what_waits_and_of_what_is_being_written() {
            queue.answer(append(), answer, Runnable::run);
            queue.take();
            queue.answer(append(), answer, Runnable::run);

            availability.fail(new IOException("gone"));

            assertThat(told).hasSize(2).allMatch(LedgerUnavailableException.class::isInstance);
        }

        @Test
        void loses_the_answer_of_a_record_that_was_written_before_too() {
            long position = append();
            write();
            availability.fail(new IOException("gone"));

            queue.answer(position, answer, Runnable::run);

            assertThat(told).singleElement().isInstanceOf(LedgerUnavailableException.class);
        }

        @Test
        void acknowledges_nothing_any_more() {
            long position = append();
            Batch taken = requireNonNull(queue.take());
            availability.fail(new IOException("gone"));

            queue.acknowledge(taken);

            assertThat(queue.durableEnd()).isEqualTo(position);
            assertThat(taken.durable).isCompletedExceptionally();
        }

        @Test
        void hands_out_nothing_to_write_and_takes_no_more() {
            append();
            availability.fail(new IOException("gone"));

            assertThat(queue.take()).isNull();
            assertThat(queue.awaitWork()).isFalse();
            assertThatThrownBy(CommitQueueTest.this::append).isInstanceOf(LedgerUnavailableException.class);
        }
    }
}
