package io.reelbudget.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.store.jdbc.TurnSettings;
import io.reelbudget.store.jdbc.TurnSettings.Hearing;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@DisplayName("What one host changes, or a policy puts in force there,")
class HostConfigurationTest {

    private static final Logger LOG = LoggerFactory.getLogger(HostConfigurationTest.class);
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PAUSING = """
            {
              "format": "reelbudget-policy-1",
              "policy": "GRADUATED",
              "name": "pause-%d",
              "steps": [{"do": "DRAIN", "when": {"shareLeft": "%s"}}]
            }
            """;

    private static HostDatabase database;

    @BeforeAll
    static void start() {
        database = HostDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Hearing.class)
    void reaches_the_others_within_a_second(Hearing hearing) throws SQLException {
        String schema = hearing.name().toLowerCase(Locale.ROOT);
        database.newSchema(schema);
        try (Reelbudget one = host(schema, hearing);
                Reelbudget other = host(schema, hearing)) {
            one.open(ACME, WatchingHost.plan(), WatchingHost.terms());
            HostDatabase.until(
                    "one's turn", PATIENCE, () -> one.ledger().turns().isOurs(ACME));
            other.open(ACME, WatchingHost.plan(), WatchingHost.terms());
            assertThat(other.evaluate(ACME, job()).code()).isEqualTo(Admission.Reason.FITS);

            List<Duration> waits = new ArrayList<>();
            for (int number = 0; number < 5; number++) {
                PolicyDocument document = PolicyDocument.parse(PAUSING.formatted(number, "0.01"));
                Reelbudget writer = number % 2 == 0 ? one : other;
                Reelbudget reader = number % 2 == 0 ? other : one;
                writer.monitor().adopt(ACME, document, "ann");
                waits.add(HostDatabase.until("the policy at the other host", PATIENCE, () -> reader.monitor()
                        .adoptedFor(ACME)
                        .filter(document::equals)
                        .isPresent()));
            }

            // Of what it adopts here the host whose turn it is hears; what it then puts in force is heard of here.
            other.monitor().adopt(ACME, PolicyDocument.parse(PAUSING.formatted(9, "0.99")), "ann");
            Admission.Admitted running = (Admission.Admitted) other.admit(ACME, job());
            other.capture(running, running.estimate().cpuSeconds().p50() * 20_000);
            HostDatabase.until("put in force", PATIENCE, () -> one.monitor().admissionPaused(ACME));
            Duration paused = HostDatabase.until(
                    "refused at the other host",
                    PATIENCE,
                    () -> other.evaluate(ACME, job()).code() == Admission.Reason.PAUSED_BY_POLICY);

            waits.sort(null);
            LOG.warn(
                    "{}: a policy was known at the other host after {} ms in the middle and {} ms at most, a pause {} ms"
                            + " after it was in force.",
                    hearing,
                    waits.get(2).toMillis(),
                    waits.get(4).toMillis(),
                    paused.toMillis());
            waits.add(paused);
            waits.sort(null);
            assertThat(waits.get(3)).as("the usual wait").isLessThan(SECOND);
        }
    }

    private static Reelbudget host(String schema, Hearing hearing) {
        TurnSettings turns = TurnSettings.defaults()
                .withLease(Duration.ofSeconds(6), Duration.ofSeconds(1))
                .withHearing(hearing);
        return WatchingHost.facade(
                clock -> WatchingHost.ledger(database.url(), schema, turns), Hooks.standard(), Duration.ofMinutes(1));
    }

    private static TranscodeJob job() {
        Source source = new Source("mov", VideoCodec.H264, 640, 360, 30, 10, 1_000_000, 1_000_000);
        Target target =
                new Target(VideoCodec.H264, "libx264", "medium", 640, 360, 30, new RateControl.Bitrate(500_000));
        return TranscodeJob.of("job-" + System.nanoTime(), source, target);
    }
}
