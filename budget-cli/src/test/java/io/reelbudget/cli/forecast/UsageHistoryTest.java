package io.reelbudget.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Unit;
import io.reelbudget.usage.HourlyUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A history in a file")
class UsageHistoryTest {

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("usage.csv"), text);
    }

    private HourlyUsage read(String text) throws IOException {
        return UsageHistory.read(file(text), "", Unit.USD);
    }

    @Test
    void adds_up_what_was_spent_in_an_hour_and_knows_quiet_hours() throws IOException {
        HourlyUsage usage = read("""
                time,amount
                2026-11-01T00:10:00Z,1.25
                2026-11-01T00:59:59Z,0.000001
                2026-11-01T04:00:00+01:00,-0.25
                """);

        assertThat(usage)
                .isEqualTo(HourlyUsage.of(Instant.parse("2026-11-01T00:00:00Z"), Unit.USD, 1_250_001, 0, 0, -250_000));
    }

    @Test
    void may_be_what_ledger_export_writes() throws IOException {
        HourlyUsage usage = read("sequence,time,account,kind,posted,text\r\n"
                + "1,2026-11-01T00:00:00Z,acme,GRANTED,0.00,\"first, and\nnot \"\"last\"\"\"\r\n"
                + "2,2026-11-01T01:00:00Z,acme,CAPTURED,2.50,\r\n");

        assertThat(usage.toArray()).containsExactly(0, 2_500_000);
    }

    @Test
    void may_be_the_job_history_of_a_ledger_whose_charges_are_in_millionths() throws IOException {
        HourlyUsage usage = read("""
                time,event,job,charged_micros
                # begun 2026-11-01T00:00:00Z
                2026-11-01T00:00:00Z,asked,a,
                2026-11-01T00:30:00Z,finished,a,250
                """);

        assertThat(usage.toArray()).containsExactly(250);
    }

    @Test
    void is_refused_with_the_line_that_cannot_be_read() throws IOException {
        Path file = file("time,amount\n2026-11-01T00:00:00Z,1\nyesterday,2\n");

        assertThatThrownBy(() -> UsageHistory.read(file, "", Unit.USD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Time in line 3 of '" + file + "' was 'yesterday' but must be an instant with its offset,"
                        + " such as 2026-11-23T14:00:00Z.");
        assertThatThrownBy(() -> read("time,amount\n2026-11-01T00:00:00Z,much\n"))
                .hasMessage("Amount in line 2 of '" + file + "' was 'much' but must be a decimal with at most six"
                        + " places, such as 1.25; mend the line.");
        assertThatThrownBy(() -> read("time,amount\n2026-11-01T00:00:00Z\n"))
                .hasMessage("Line 2 of '" + file + "' had 1 cells but must have 2, as its header has; mend the line.");
        assertThatThrownBy(() -> read("time,amount\n2026-11-01T00:00:00Z,\"1\n"))
                .hasMessage("Quotes of line 2 of '" + file + "' did not end but must; add the missing quotation mark.");
    }

    @Test
    void is_refused_where_it_has_no_column_that_is_needed_or_reaches_too_far() throws IOException {
        Path file = file("when,amount\n2026-11-01T00:00:00Z,1\n");

        assertThatThrownBy(() -> UsageHistory.read(file, "", Unit.USD))
                .hasMessage(
                        "Columns of '" + file + "' were [when, amount] but one of the time must be among them, called"
                                + " 'time', 'at' or 'timestamp'; rename it.");
        assertThatThrownBy(() -> UsageHistory.read(file("time,euros\n2026-11-01T00:00:00Z,1\n"), "dollars", Unit.USD))
                .hasMessage("Columns of '" + file + "' were [time, euros] but one of what was spent must be among them,"
                        + " called 'dollars'; rename it, or name it with --column.");
        assertThatThrownBy(() -> read("time,amount\n2001-01-01T00:00:00Z,1\n2026-11-01T00:00:00Z,1\n"))
                .hasMessageContaining("must not be longer than 732 days");
    }
}
