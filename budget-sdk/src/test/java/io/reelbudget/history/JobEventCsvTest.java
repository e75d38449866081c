package io.reelbudget.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Scan;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The history of jobs")
class JobEventCsvTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final AccountPath ACME = AccountPath.of("acme/video");
    private static final JobEvent ENDED =
            new JobEvent.Ended(NOW, ACME, new JobId("a"), JobEvent.Ending.INTERRUPTED, 12.5, 77);
    private static final JobEvent SAID = new JobEvent.Progressed(NOW, ACME, new JobId("a"), 0.25, 3);

    private static JobEvent.Asked asked() {
        Content content = new Content(
                Optional.of(Complexity.of(1.5, 2)),
                List.of(new TrialEncode("lib,x;264", "very|fast", 640, 360, 100, 2, 0.01, 0.2)),
                OptionalDouble.of(0.003));
        Source source = new Source(
                "mov,mp4",
                VideoCodec.H264,
                1920,
                1080,
                29.97,
                63.123456789,
                8_000_000,
                60_000_000,
                Scan.UNKNOWN,
                DynamicRange.UNKNOWN,
                content);
        Target large = new Target(
                VideoCodec.H264,
                "libx264",
                "100% \"slow\"",
                1920,
                1080,
                29.97,
                new RateControl.ConstantQuality(22.5),
                "mp4",
                2,
                Set.of(VideoFilter.SCALE));
        Target small = large.withSize(640, 360).withRate(new RateControl.Bitrate(800_000));
        ServiceLevel level = new ServiceLevel(ServiceLevel.Priority.HIGH, Optional.of(Duration.ofHours(2)));
        TranscodeJob job = new TranscodeJob(new JobId("job, one\n%"), source, List.of(large, small), level);
        return new JobEvent.Asked(
                NOW,
                ACME,
                job,
                JobEvent.Answer.REDUCED,
                "FITS_REDUCED",
                List.of(small, small),
                "model 1, bundled",
                new Quantiles(1.1, 2.2, 3.3),
                2.4,
                "card+licences",
                1_234,
                2_345);
    }

    @Nested
    @DisplayName("as lines")
    class Lines {

        @Test
        void is_read_as_it_was_written() {
            for (JobEvent event : List.of(asked(), ENDED, SAID)) {
                String line = JobEventCsv.line(event);

                assertThat(line).doesNotContain("\n").doesNotContain("\"");
                assertThat(JobEventCsv.parse(line)).isEqualTo(event);
            }
        }

        @Test
        void has_as_many_columns_as_its_header() {
            assertThat(JobText.split(JobEventCsv.line(asked()), ','))
                    .hasSameSizeAs(JobText.split(JobEventCsv.HEADER, ','));
        }

        @Test
        void says_which_line_cannot_be_read_and_why() {
            List<String> lines = List.of(JobEventCsv.HEADER, JobEventCsv.line(SAID), "2026,asked");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JobEventCsv.parseAll(lines))
                    .withMessageStartingWith("Line 3 of the history: Line had 2 columns but must have 22");
        }
    }

    @Nested
    @DisplayName("of somebody else")
    class OfSomebodyElse {

        private final List<String> cells = JobText.split(JobEventCsv.line(ENDED), ',');
        private final List<String> asked = JobText.split(JobEventCsv.line(asked()), ',');

        private String with(List<String> line, String column, String text) {
            List<String> changed = new ArrayList<>(line);
            changed.set(JobText.split(JobEventCsv.HEADER, ',').indexOf(column), text);
            return String.join(",", changed);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "cpu_s|NaN|a number, zero or more",
                    "cpu_s|Infinity|a number, zero or more",
                    "cpu_s|-600|a number, zero or more",
                    "cpu_s|abc|a number, zero or more",
                    "charged_micros|-166667|a whole number of millionths, zero or more",
                    "time|yesterday|an instant such as",
                    "event|done|asked, progress, finished, failed, retried, interrupted, released",
                    "account|/|an account path"
                })
        void is_refused_with_the_column_what_it_was_and_what_it_must_be(String column, String text, String wanted) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JobEventCsv.parse(with(cells, column, text)))
                    .withMessageContaining("column '" + column + "' was '" + text + "' but must be " + wanted);
        }

        @ParameterizedTest
        @CsvSource({
            "price_micros,-5",
            "p10_s,9",
            "answer,YES",
            "targets,H264",
            "source,%4",
            "service,URGENT",
            "mean_s,-1"
        })
        void is_refused_where_a_question_is_illegible(String column, String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JobEventCsv.parse(with(asked, column, text)))
                    .withMessageContaining("column '" + column + "' was '" + text + "' but must be ");
        }

        @Test
        void is_refused_with_columns_in_another_order_and_with_a_header_within() {
            String other = "time,job,account,event,p90_s,p50_s";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JobEventCsv.parseAll(List.of(other, JobEventCsv.line(SAID))))
                    .withMessageContaining("Line 1 of the history: Header was '" + other + "' but must");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JobEventCsv.parseAll(List.of(JobEventCsv.line(SAID), JobEventCsv.HEADER)))
                    .withMessageContaining("Line 2 of the history: Header was");
        }

        @Test
        void may_begin_with_the_byte_order_mark_of_a_spreadsheet() {
            assertThat(JobEventCsv.parseAll(List.of("\uFEFF" + JobEventCsv.HEADER, JobEventCsv.line(SAID))))
                    .containsExactly(SAID);
        }
    }

    @Nested
    @DisplayName("in a directory")
    class InADirectory {

        @TempDir
        private Path directory;

        @Test
        void begins_once_and_goes_on_where_it_stopped() throws IOException {
            JobHistoryFile file = JobHistoryFile.in(directory);
            file.begin(NOW);
            file.append(List.of(ENDED), 0);
            Files.writeString(directory.resolve(JobHistoryFile.NAME), "2026-11-2", StandardOpenOption.APPEND);

            JobHistoryFile again = JobHistoryFile.in(directory);
            again.begin(NOW.plusSeconds(60));
            again.append(List.of(SAID), 3);

            assertThat(again.read()).isEqualTo(new JobHistoryFile.Kept(Optional.of(NOW), List.of(ENDED, SAID), 3));
        }

        @Test
        void keeps_two_tables_of_a_size_and_says_from_when_on() throws IOException {
            JobHistoryFile file = JobHistoryFile.in(directory, 1_000);
            file.begin(NOW);
            for (int i = 1; i <= 100; i++) {
                Instant at = NOW.plusSeconds(i);
                file.append(List.of(new JobEvent.Progressed(at, ACME, new JobId("job-" + i), 0.5, i)), 0);
            }

            JobHistoryFile.Kept kept = file.read();

            assertThat(kept.events().size()).isBetween(10, 50);
            assertThat(kept.since()).contains(kept.events().get(0).at());
            assertThat(kept.events().get(kept.events().size() - 1).at()).isEqualTo(NOW.plusSeconds(100));
        }

        @Test
        void loses_one_line_and_not_all_where_one_is_illegible() throws IOException {
            JobHistoryFile file = JobHistoryFile.in(directory);
            file.begin(NOW);
            file.append(List.of(ENDED), 0);
            Files.writeString(directory.resolve(JobHistoryFile.NAME), "2026-11-2", StandardOpenOption.APPEND);
            file.append(List.of(ENDED, SAID), 0);

            assertThat(file.read()).isEqualTo(new JobHistoryFile.Kept(Optional.of(NOW), List.of(ENDED, SAID), 1));
        }

        @Test
        void keeps_ids_that_have_no_bytes_in_utf_8() throws IOException {
            JobEvent broken = new JobEvent.Progressed(NOW, ACME, new JobId("film \uD83C"), 0.5, 1);
            JobEvent whole = new JobEvent.Progressed(NOW, ACME, new JobId("film \uD83C\uDFAC"), 0.5, 1);
            JobHistoryFile file = JobHistoryFile.in(directory);
            file.append(List.of(broken, whole), 0);

            assertThat(file.read()).isEqualTo(new JobHistoryFile.Kept(Optional.of(NOW), List.of(broken, whole), 0));
        }
    }
}
