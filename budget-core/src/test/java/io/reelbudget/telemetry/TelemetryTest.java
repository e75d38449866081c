package io.reelbudget.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.JournalRetention;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Telemetry")
class TelemetryTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    @Nested
    @DisplayName("that is guarded")
    class Guarded {

        private final AtomicInteger runs = new AtomicInteger();

        @Test
        void returns_what_the_work_came_to_where_the_host_throws_before_it() {
            assertThat(timed(new BrokenTelemetry(BrokenTelemetry.When.BEFORE))).isEqualTo(1);
            assertThat(runs).hasValue(1);
        }

        @Test
        void returns_what_the_work_came_to_where_the_host_throws_after_it() {
            assertThat(timed(new BrokenTelemetry(BrokenTelemetry.When.AFTER))).isEqualTo(1);
            assertThat(runs).hasValue(1);
        }

        @Test
        void does_the_work_where_the_host_forgets_it() {
            assertThat(timed(new BrokenTelemetry(BrokenTelemetry.When.INSTEAD))).isEqualTo(1);
            assertThat(runs).hasValue(1);
        }

        @Test
        void does_the_work_once_where_the_host_does_it_twice() {
            assertThat(timed(new BrokenTelemetry(BrokenTelemetry.When.TWICE))).isEqualTo(1);
            assertThat(runs).hasValue(1);
        }

        @Test
        void throws_what_the_work_throws_even_where_the_host_hides_it() {
            for (BrokenTelemetry.When when : BrokenTelemetry.When.values()) {
                Telemetry telemetry = new BrokenTelemetry(when).guarded();
                IllegalStateException own = new IllegalStateException("no such job");

                assertThatThrownBy(() -> telemetry.time(Step.ADMIT, ACME, () -> fail(own), all -> Outcome.done()))
                        .as(when.name())
                        .isSameAs(own);
            }
        }

        @Test
        void throws_errors_of_the_work_as_they_are() {
            Telemetry telemetry = new BrokenTelemetry(BrokenTelemetry.When.AFTER).guarded();
            AssertionError own = new AssertionError("broken");

            assertThatThrownBy(() -> telemetry.time(
                            Step.DECIDE,
                            ACME,
                            () -> {
                                throw own;
                            },
                            all -> Outcome.done()))
                    .isSameAs(own);
        }

        private int timed(Telemetry host) {
            return host.guarded().time(Step.ADMIT, ACME, runs::incrementAndGet, all -> Outcome.done());
        }

        private String fail(RuntimeException failure) {
            throw failure;
        }
    }

    @Nested
    @DisplayName("of a journal")
    class OfAJournal {

        @TempDir
        private Path directory;

        @Test
        void is_told_of_every_record_in_a_batch() {
            JournalLog log = new JournalLog();
            try (Ledger ledger = Ledger.openJournal(directory, () -> NOW, JournalRetention.keepAll(), log)) {
                BlockingLedger calls = ledger.blocking();
                calls.open(ACME, Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC));
                for (int i = 0; i < 20; i++) {
                    calls.topUp(ACME, IdempotencyKey.named("payment " + i), Amount.parse("1", Unit.USD), "card");
                }

                assertThat(log.gauges.get(Level.JOURNAL_USABLE).getAsDouble()).isEqualTo(1);
                assertThat(log.gauges.get(Level.JOURNAL_WAITING).getAsDouble()).isZero();
            }

            assertThat(log.syncs.stream().mapToInt(JournalSync::records).sum()).isEqualTo(21);
            assertThat(log.syncs).allSatisfy(sync -> {
                assertThat(sync.records()).isPositive();
                assertThat(sync.bytes()).isGreaterThan(sync.records() * 16L);
                assertThat(sync.took()).isPositive().isLessThan(Duration.ofSeconds(30));
            });
            assertThat(log.gauges.get(Level.JOURNAL_USABLE).getAsDouble()).isZero();
        }

        @Test
        void cannot_make_a_journal_give_up() {
            Telemetry broken = new BrokenTelemetry(BrokenTelemetry.When.AFTER);
            try (Ledger ledger = Ledger.openJournal(directory, () -> NOW, JournalRetention.keepAll(), broken)) {
                BlockingLedger calls = ledger.blocking();
                calls.open(ACME, Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC));
                calls.topUp(ACME, IdempotencyKey.named("payment"), Amount.parse("1", Unit.USD), "card");

                assertThat(calls.balance(ACME).available()).isEqualTo(Amount.parse("11", Unit.USD));
            }
        }
    }

    /** Remembers what a journal tells. */
    private static final class JournalLog implements Telemetry {

        private final List<JournalSync> syncs = new CopyOnWriteArrayList<>();
        private final Map<Level, DoubleSupplier> gauges = new EnumMap<>(Level.class);

        @Override
        public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
            return work.get();
        }

        @Override
        public void synced(JournalSync sync) {
            syncs.add(sync);
        }

        @Override
        public void gauge(Level level, DoubleSupplier now) {
            gauges.put(level, now);
        }
    }

    /** Does what telemetry must not. */
    private record BrokenTelemetry(When when) implements Telemetry {

        private enum When {
            BEFORE,
            AFTER,
            INSTEAD,
            TWICE
        }

        @Override
        @SuppressWarnings("NullAway")
        public <T> T time(Step step, AccountPath account, Supplier<T> work, Function<? super T, Outcome> outcome) {
            if (when == When.BEFORE) {
                throw new IllegalStateException("no registry");
            } else if (when == When.INSTEAD) {
                return null;
            } else if (when == When.TWICE) {
                T unused = work.get();
            }
            T answer = work.get();
            if (when == When.AFTER) {
                throw new NoClassDefFoundError("io/micrometer/Timer");
            }
            return answer;
        }

        @Override
        public void synced(JournalSync sync) {
            throw new IllegalStateException("too many meters");
        }

        @Override
        public void gauge(Level level, DoubleSupplier now) {
            throw new IllegalStateException("too many meters");
        }
    }
}
