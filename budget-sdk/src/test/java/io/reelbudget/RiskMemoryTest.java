package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.admission.RiskLevels;
import io.reelbudget.rate.RateCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("What risk-sized holds have learnt")
class RiskMemoryTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    @TempDir
    private Path parent;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.reelbudget");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    /**
     * Learns in a directory until that is on disk, and then ends without a word.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Reelbudget budgets = opened(directory, Duration.ofMillis(10));
        overshoot(budgets, 8);
        Path file = directory.resolve(RiskFile.NAME);
        for (int wait = 0; !Files.exists(file) && wait < 6_000; wait++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        Runtime.getRuntime().halt(Files.exists(file) ? 137 : 1);
    }

    private static Reelbudget opened(Path directory, Duration written) {
        Reelbudget budgets = Reelbudget.at(directory)
                .clock(() -> NOW)
                .estimator(new SteadyEstimator())
                .learnedWritten(written)
                .open();
        budgets.open(
                ACME,
                Plan.monthly(Amount.parse("0.01", Unit.USD), ZoneOffset.UTC),
                AccountTerms.pricedBy(RateCard.perCpuHour("card-1", Amount.parse("3600", Unit.USD)))
                        .withOvershootRisk(0.05));
        return budgets;
    }

    private Reelbudget opened() {
        return opened(directory(), Duration.ofSeconds(5));
    }

    private Path directory() {
        return parent.resolve("ledger");
    }

    /** Each job takes more than half of what is left, by its hold, and more than all of it in the end. */
    private static void overshoot(Reelbudget budgets, int jobs) {
        for (int i = 0; i < jobs; i++) {
            Amount hold = held(budgets);
            Amount wanted = Amount.ofMicros(hold.micros() * 8 / 5, hold.unit());
            Amount missing = wanted.minus(budgets.balance(ACME).available());
            budgets.topUp(ACME, IdempotencyKey.random(), missing, "goes on");
            Admitted admitted = (Admitted)
                    budgets.admit(ACME, LearningDirectory.job("job-" + i + "-" + System.identityHashCode(budgets)));
            budgets.capture(admitted, wanted.toBigDecimal().doubleValue() + 1);
        }
    }

    private static Amount held(Reelbudget budgets) {
        return budgets.evaluate(ACME, LearningDirectory.job("asks")).asked();
    }

    @Test
    void is_known_after_a_restart() {
        Amount fresh;
        Amount learnt;
        try (Reelbudget first = opened()) {
            fresh = held(first);
            overshoot(first, 8);
            learnt = held(first);
        }
        try (Reelbudget second = opened()) {
            assertThat(learnt.isGreaterThan(fresh)).isTrue();
            assertThat(held(second)).isEqualTo(learnt);
        }
    }

    @Test
    void is_known_after_a_kill() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        RiskMemoryTest.class.getName(),
                        directory().toString())
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("output").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process killed = builder.start();
        assertThat(killed.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue())
                .as(Files.readString(parent.resolve("output")))
                .isEqualTo(137);

        assertThat(new RiskFile(directory()).read()).singleElement().satisfies(levels -> assertThat(levels.risk())
                .isEqualTo(0.05));
    }

    @Test
    void is_learnt_anew_with_one_warning_where_it_is_damaged() throws IOException {
        Amount fresh;
        try (Reelbudget first = opened()) {
            fresh = held(first);
            overshoot(first, 8);
        }
        Path file = directory().resolve(RiskFile.NAME);
        Files.writeString(file, Files.readString(file).replace("own ", "0wn "));

        try (Reelbudget second = opened()) {
            assertThat(held(second)).isEqualTo(fresh);
        }

        assertThat(log.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(warning -> warning.contains("holds cannot be read")))
                .hasSize(1);
        assertThat(directory().resolve(RiskFile.NAME + ".damaged")).exists();
    }

    @Test
    void is_read_as_it_was_written_and_refused_where_a_character_differs() {
        List<RiskLevels<AccountPath>> learnt = List.of(
                new RiskLevels<>(0.05, 2.9, Map.of(ACME, -0.25, AccountPath.of("acme/ann@home"), 1e-9)),
                new RiskLevels<>(0.2, 1.1, Map.of()));
        String text = RiskFile.text(learnt);

        assertThat(RiskFile.parse(text)).isEqualTo(learnt);
        assertThatIllegalArgumentException().isThrownBy(() -> RiskFile.parse(text.replace("2.9", "2.8")));
        assertThatIllegalArgumentException().isThrownBy(() -> RiskFile.parse(text.substring(0, text.length() - 9)));
    }
}
