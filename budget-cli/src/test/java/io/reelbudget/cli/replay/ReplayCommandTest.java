package io.reelbudget.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.cli.Invocation;
import io.reelbudget.history.JobEventCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("budget replay")
class ReplayCommandTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final int JOBS = 12;

    @TempDir
    private Path directory;

    private String file = "";

    /** Jobs of ten minutes of processor time an hour apart, half of which were refused. */
    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(JobEventCsv.HEADER, "# begun " + FIRST));
        for (int job = 0; job < JOBS; job++) {
            Instant asked = FIRST.plusSeconds(job * 3_600L);
            String id = "acme,job-" + job;
            boolean ran = job < JOBS / 2;
            lines.add(asked + ",asked," + id + ",mov;H264;1920;1080;30;300;8000000;0;UNKNOWN;UNKNOWN,,"
                    + "H264;libx264;medium;1920;1080;30;bps=5000000;mp4;1;,NORMAL,"
                    + (ran ? "ADMITTED,FITS" : "REFUSED,SHORT_OF_FUNDS")
                    + ",,books,500,600,720,606,card-1,7084,8500,,,");
            if (ran) {
                lines.add(asked.plusSeconds(150) + ",finished," + id + ",,,,,,,,,,,,,,,,600,7084,");
            }
        }
        file = Files.write(directory.resolve("jobs.csv"), lines).toString();
    }

    @Test
    void shows_side_by_side_what_changes_would_have_done() {
        Invocation run = Invocation.of(
                "replay", file, "--plan", "acme=0.05", "--picture", "480", "--limit", "5", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode rows = run.json();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).get("setting").asString()).isEqualTo("unchanged");
        assertThat(rows.get(1).get("setting").asString()).isEqualTo("480p");
        assertThat(rows.get(2).get("setting").asString()).isEqualTo("limit 5");
        for (JsonNode row : rows) {
            assertThat(row.get("asked").asInt()).isEqualTo(JOBS);
            assertThat(row.get("unit").asString()).isEqualTo("USD");
        }
        assertThat(rows.get(0).get("admitted").asInt()).isLessThan(JOBS);
        assertThat(rows.get(1).get("degraded").asInt()).isPositive();
        assertThat(rows.get(2).get("admitted").asInt()).isEqualTo(JOBS);
        assertThat(run.err())
                .contains("budget: replaying 18 events of jobs from 2026-11-01T08:00:00Z")
                .contains("budget: fidelity ");
    }

    @Test
    void prints_one_table_for_people_and_keeps_progress_out_of_it() {
        Invocation run = Invocation.of("replay", file, "--plan", "acme=5", "--limit", "acme=0.02");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines().get(0)).matches(" +unchanged +limit acme=0.02");
        assertThat(run.out()).contains("jobs that asked").contains("fidelity ").doesNotContain("replaying");
    }

    @Test
    void makes_several_changes_at_once_where_asked_to() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("mild.json"),
                "{\"format\":\"reelbudget-policy-1\",\"policy\":\"REDUCE_QUALITY\",\"when\":{\"shareLeft\":\"0.5\"}}");
        Invocation run = Invocation.of(
                "replay",
                file,
                "--plan=acme=0.05",
                "--picture=720",
                "--policy=" + policy,
                "--rate-card=aws-mediaconvert-basic",
                "--together",
                "--format=csv");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(2)).startsWith("720p + mild.json + aws-mediaconvert-basic,12,");
    }

    @Test
    void refuses_what_it_cannot_replay_and_says_what_to_do() {
        assertThat(Invocation.of("replay").err())
                .contains(
                        "History was not given but must be either a ledger's directory with --ledger, or a table of jobs");
        assertThat(Invocation.of("replay", file).err())
                .contains("Account 'acme' of '" + file
                        + "' had no plan but must have one; give it by --plan acme=AMOUNT.");
        assertThat(Invocation.of("replay", file, "--plan=acme=5", "--limit=other=5")
                        .err())
                .contains("Account of limit 'other=5' was 'other' but must be one of the history, [acme].");
        assertThat(Invocation.of("replay", file, "--plan=acme=5", "--last=30").err())
                .contains("Days of --last were 30 but the history begins at 2026-11-01T08:00:00Z");
        assertThat(Invocation.of("replay", file, "--plan=acme=5", "--together").err())
                .contains("Changes were none but --together must have one at least");
        assertThat(Invocation.of("replay", "--ledger", directory.toString()).err())
                .contains("had no journal but must be that of a ledger");
        assertThat(Invocation.of("replay", file, "--plan=acme=5", "--picture=721")
                        .exitCode())
                .isEqualTo(2);
    }
}
