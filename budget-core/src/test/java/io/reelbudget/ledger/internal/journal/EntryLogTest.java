package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a log need not write itself, on one whose only record is durable when the test says so. */
@DisplayName("A log that only says when a record is durable")
class EntryLogTest {

    private final LedgerUnavailableException lost = new LedgerUnavailableException("lost");

    private final CompletableFuture<Void> durable = new CompletableFuture<>();
    private final EntryLog log = new OneRecord(durable);
    private final List<Runnable> handedOver = new ArrayList<>();
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

    private record OneRecord(CompletableFuture<Void> whenDurable) implements EntryLog {

        @Override
        public long append(byte[] bytes, int length) {
            return 0;
        }

        @Override
        public CompletableFuture<Void> durable(long position) {
            return whenDurable;
        }

        @Override
        public byte[] read(long position) {
            return new byte[0];
        }

        @Override
        public void scan(RecordVisitor visitor) {}

        @Override
        public void fail(Throwable cause) {}

        @Override
        public String name() {
            return "of a test";
        }

        @Override
        public void requireUsable() {}

        @Override
        public void close() {}
    }

    @Nested
    class Gives_an_answer {

        @Test
        void at_once_where_the_record_is_durable() {
            durable.complete(null);

            log.answer(0, answer, handedOver::add);

            assertThat(handedOver).isEmpty();
            assertThat(told).containsExactly("given");
        }

        @Test
        void by_the_executor_as_soon_as_it_is() {
            log.answer(0, answer, handedOver::add);
            durable.complete(null);

            assertThat(told).isEmpty();
            handedOver.forEach(Runnable::run);
            assertThat(told).containsExactly("given");
        }

        @Test
        void that_is_lost_with_the_reason() {
            log.answer(0, answer, handedOver::add);
            durable.completeExceptionally(lost);
            handedOver.forEach(Runnable::run);

            assertThat(told).containsExactly(lost);
        }

        @Test
        void that_is_lost_with_a_reason_that_no_caller_declares_as_the_cause_of_another() {
            IOException cause = new IOException("gone");
            log.answer(0, answer, handedOver::add);
            durable.completeExceptionally(cause);
            handedOver.forEach(Runnable::run);

            assertThat(told).singleElement().isInstanceOfSatisfying(CompletionException.class, wrapped -> assertThat(
                            wrapped)
                    .hasCause(cause));
        }
    }

    @Nested
    class Waited_for {

        @Test
        void throws_why_the_record_never_will_be_durable() {
            durable.completeExceptionally(lost);

            assertThatThrownBy(() -> log.await(0)).isSameAs(lost);
        }

        @Test
        void wraps_what_no_caller_declares() {
            IOException cause = new IOException("gone");
            durable.completeExceptionally(cause);

            assertThatThrownBy(() -> log.await(0))
                    .isInstanceOf(CompletionException.class)
                    .hasCause(cause);
        }
    }
}
