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
        void loses_the_answer_of_a_record_that_waits_and_waits_for_no_more() {
            long position = append();
            availability.fail(new IOException("gone"));

            queue.answer(position, answer, Runnable::run);

            assertThat(told).singleElement().isInstanceOf(LedgerUnavailableException.class);
            CommitQueue empty = new CommitQueue(availability, 4 * 1024, 1, SegmentHeader.SIZE, 1);
            assertThat(empty.awaitWork()).isFalse();
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

    @Nested
    class Lets_who_appends_wait {

        private static final int MEGABYTE = 1024 * 1024;
        private final CommitQueue large = new CommitQueue(availability, 4 * MEGABYTE, 1, SegmentHeader.SIZE, 1);

        @Test
        void while_more_waits_to_be_written_than_it_keeps_at_hand() throws InterruptedException {
            byte[] record = new byte[MEGABYTE];
            for (int i = 0; i < 8; i++) {
                large.append(record, record.length);
            }
            Thread late = new Thread(() -> large.append(record, record.length));
            late.start();
            while (late.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            CommitQueue.End before = large.end();
            large.acknowledge(requireNonNull(large.take()));
            late.join();

            assertThat(large.end().nextFrame()).isEqualTo(before.nextFrame() + 1);
        }
    }

    @Nested
    class While_it_is_closed {

        @Test
        void writes_what_waits_and_takes_no_more() {
            append();
            assertThat(availability.beginClosing()).isTrue();
            assertThat(availability.beginClosing()).isFalse();

            assertThat(queue.awaitWork()).isTrue();
            assertThatThrownBy(CommitQueueTest.this::append)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessage("Ledger of a test was closed but must be open; open it anew.");
            write();
            assertThat(queue.awaitWork()).isFalse();
        }

        /** Who appends at that moment fails because of it, and says so: that is no news. */
        @Test
        void has_failed_only_by_what_is_not_the_closing_itself() {
            availability.beginClosing();

            availability.fail(new LedgerUnavailableException("closed"));
            assertThat(availability.isUsable()).isTrue();
            availability.fail(new IOException("gone"));
            assertThat(availability.isUsable()).isFalse();
        }
    }
}
