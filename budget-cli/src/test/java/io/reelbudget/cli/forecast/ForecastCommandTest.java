package io.reelbudget.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.cli.Invocation;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("budget forecast")
class ForecastCommandTest {

    @TempDir
    private Path directory;

    @Nested
    @DisplayName("of a history in a file")
    class OfAFile {

        private String file = "";

        /** A dollar an hour by day, a fifth of it by night, for ten days. */
        @BeforeEach
        void write() throws IOException {
            StringBuilder csv = new StringBuilder("time,amount\n");
            Instant start = Instant.parse("2026-11-01T00:00:00Z");
            for (int hour = 0; hour < 240; hour++) {
                boolean day = hour % 24 >= 8 && hour % 24 < 20;
                csv.append(start.plus(Duration.ofHours(hour))).append(day ? ",1.00\n" : ",0.20\n");
            }
            file = Files.writeString(directory.resolve("usage.csv"), csv).toString();
        }

        @Test
        void says_how_likely_money_runs_out_and_when() {
            Invocation run = Invocation.of("forecast", file, "--left", "72", "--format", "json");

            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).isEmpty();
            JsonNode row = run.json().get(0);
            assertThat(row.get("account").asString()).isEqualTo("usage.csv");
            assertThat(row.get("left").asString()).isEqualTo("72.00");
            assertThat(row.get("now").asString()).isEqualTo("2026-11-11T00:00:00Z");
            assertThat(row.get("renewal").asString()).isEqualTo("2026-12-01T00:00:00Z");
            assertThat(row.get("runOut").asDouble()).isGreaterThan(0.99);
            // 14.40 a day: five days, all of it spent by eight in the evening.
            assertThat(Instant.parse(row.get("runOutP50").asString()))
                    .isBetween(Instant.parse("2026-11-15T12:00:00Z"), Instant.parse("2026-11-16T12:00:00Z"));
        }

        @Test
        void tells_people_in_a_sentence_a_plot_and_its_terms() {
            Invocation run = Invocation.of("forecast", file, "--left", "72.00");

            assertThat(run.lines().get(0))
                    .startsWith(
                            "usage.csv: 72.00 USD left at Wed 11 Nov 00:00. It runs out before the renewal at Tue 1 Dec"
                                    + " 00:00 with a probability of ")
                    .contains("; if so around ");
            assertThat(run.out()).contains("now 11 Nov").contains("arrivals").contains("median ahead");
        }

        @Test
        void knows_nothing_of_what_came_after_now() {
            Invocation then =
                    Invocation.of("forecast", file, "--left", "72", "--now", "2026-11-06T00:00:00Z", "--format", "csv");

            assertThat(then.lines().get(1))
                    .startsWith("usage.csv,USD,72.00,2026-11-06T00:00:00Z,2026-12-01T00:00:00Z,");
        }

        @Test
        void lists_the_curve_that_never_falls() {
            Invocation run = Invocation.of("forecast", file, "--left", "72", "--show", "curve", "--format", "json");

            double before = 0;
            for (JsonNode point : run.json()) {
                double chance = point.get("runOut").asDouble();
                assertThat(chance).isGreaterThanOrEqualTo(before);
                before = chance;
            }
            assertThat(run.json().size()).isGreaterThan(10);
            assertThat(before).isGreaterThan(0.99);
        }

        @Test
        void draws_a_picture() throws IOException {
            Path png = directory.resolve("out.png");

            assertThat(Invocation.of("forecast", file, "--left", "72", "--png", png.toString())
                            .exitCode())
                    .isZero();

            BufferedImage picture = ImageIO.read(png.toFile());
            assertThat(picture.getWidth()).isEqualTo(1200);
        }

        @Test
        void says_what_is_missing_or_too_much() {
            assertThat(Invocation.of("forecast", file).err())
                    .isEqualTo("budget: Option --left was missing but must say what may still be spent; give it such as"
                            + " --left 180.00, or a ledger with -d." + System.lineSeparator());
            Invocation early = Invocation.of("forecast", file, "--left", "1", "--now", "2026-10-01T00:00:00Z");
            assertThat(early.exitCode()).isEqualTo(2);
            assertThat(early.err()).contains("must be after the history begins, 2026-11-01T00:00:00Z");
            assertThat(Invocation.of("forecast", file, "-d", directory.toString(), "--left", "1")
                            .err())
                    .contains("was given beside -d but must be given for a file alone");
        }
    }

    @Nested
    @DisplayName("of accounts of a ledger")
    class OfALedger {

        private String ledger = "";

        @BeforeEach
        void spend() {
            Path journal = directory.resolve("ledger");
            try (Ledger opened = Ledger.openJournal(journal, InstantSource.system())) {
                BlockingLedger calls = opened.blocking();
                AccountPath acme = AccountPath.of("acme");
                calls.open(acme, Plan.monthly(usd("20.00"), ZoneOffset.UTC));
                calls.recordUsage(acme, IdempotencyKey.named("use"), usd("2.50"), Instant.now(), Labels.none());
                calls.open(AccountPath.of("rich"), Plan.monthly(usd("20000.00"), ZoneOffset.UTC));
            }
            ledger = journal.toString();
        }

        private static Amount usd(String amount) {
            return Amount.parse(amount, Unit.USD);
        }

        @Test
        void rests_on_what_the_ledger_knows() {
            Invocation run = Invocation.of("forecast", "-d", ledger, "acme", "rich", "--format", "json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.json()).hasSize(2);
            assertThat(run.json().get(0).get("left").asString()).isEqualTo("17.50");
            assertThat(run.json().get(1).get("runOut").asDouble())
                    .isLessThanOrEqualTo(run.json().get(0).get("runOut").asDouble());
        }

        @Test
        void is_told_to_people_with_a_plot() {
            Invocation run = Invocation.of("forecast", "-d", ledger, "acme");

            assertThat(run.lines().get(0)).startsWith("acme: 17.50 USD left at ");
            assertThat(run.out()).contains("P10 to P90, in USD");
        }

        @Test
        void refuses_an_account_that_is_not_open() {
            Invocation run = Invocation.of("forecast", "-d", ledger, "nobody");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("nobody");
        }
    }
}
