package io.reelbudget.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("A late writer")
class LateWriterTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(LateWriter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicInteger writes = new AtomicInteger();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private LateWriter writer(Duration delay, LateWriter.Writing writing) {
        return new LateWriter("What is tested", "late-writer-test", delay, writing);
    }

    @Test
    void writes_by_itself_after_a_change() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        try (LateWriter writer = writer(SOON, written::countDown)) {
            writer.changed();

            assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void writes_once_for_many_changes_and_at_its_end_and_never_after() {
        LateWriter writer = writer(NEVER, writes::incrementAndGet);
        for (int i = 0; i < 100; i++) {
            writer.changed();
        }
        assertThat(writes).hasValue(0);

        writer.close();
        writer.close();
        writer.write();
        writer.changed();

        assertThat(writes).hasValue(1);
    }

    @Test
    void warns_once_while_the_disk_refuses_and_again_after_it_did_not() {
        try (LateWriter writer = writer(NEVER, () -> {
            if (writes.incrementAndGet() != 3) {
                throw new IOException("No space left.");
            }
        })) {
            for (int i = 0; i < 5; i++) {
                writer.write();
            }
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "What is tested cannot be kept; it is tried again after the next job.",
                        "What is tested cannot be kept; it is tried again after the next job.");
    }

    @Test
    void goes_on_after_a_fault_of_the_program_and_says_so() {
        LateWriter writer = writer(NEVER, () -> {
            writes.incrementAndGet();
            throw new IllegalStateException("A bug.");
        });
        writer.write();
        writer.close();

        assertThat(writes).hasValue(2);
        assertThat(log.list).hasSize(2).allMatch(event -> event.getLevel() == Level.ERROR);
    }
}
