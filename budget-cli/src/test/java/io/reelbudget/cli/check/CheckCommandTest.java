package io.reelbudget.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.cli.Invocation;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("budget check")
class CheckCommandTest {

    @TempDir
    private Path directory;

    private String probe() throws IOException {
        return Files.writeString(
                        directory.resolve("probe.json"),
                        "{\"streams\":[{\"codec_type\":\"video\",\"codec_name\":\"h264\",\"width\":1280,\"height\":720,"
                                + "\"avg_frame_rate\":\"25/1\",\"duration\":\"60\"}],"
                                + "\"format\":{\"format_name\":\"mov,mp4\",\"duration\":\"60\",\"size\":\"15000000\"}}")
                .toString();
    }

    private String ledger() {
        Path journal = directory.resolve("ledger");
        try (Ledger ledger = Ledger.openJournal(journal, InstantSource.system())) {
            AccountPath acme = AccountPath.of("acme");
            ledger.blocking().open(acme, Plan.once(usd("10.00")));
            ledger.blocking().recordUsage(acme, IdempotencyKey.named("use"), usd("9.50"), Instant.now(), Labels.none());
            ledger.blocking().open(AccountPath.of("rich"), Plan.once(usd("10.00")));
        }
        return journal.toString();
    }

    private String card(String metrics) throws IOException {
        return Files.writeString(
                        directory.resolve("card.json"),
                        "{\"name\":\"mine\",\"version\":\"7\",\"sha256\":\"" + "0".repeat(64) + "\",\"bytes\":1,"
                                + "\"trainedAt\":\"2026-11-22T12:00:00Z\",\"features\":\"job-features/2\",\"schemaHash\":\"x\","
                                + "\"licence\":\"internal\",\"provenance\":[],\"encoders\":{},\"metrics\":{" + metrics
                                + "}}")
                .toString();
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    @Test
    void passes_a_job_that_is_cheap_enough_and_fails_one_that_is_too_dear() throws IOException {
        assertThat(Invocation.of("check", probe(), "--to", "360p", "--fail-if", "p90>5 USD")
                        .exitCode())
                .isZero();

        Invocation dear = Invocation.of(
                "check", probe(), "--fail-if", "p90>0.000001 USD", "--fail-if", "cpu-p50>10h", "--format", "json");
        assertThat(dear.exitCode()).isEqualTo(1);
        assertThat(dear.json()).hasSize(2);
        assertThat(dear.json().get(0).get("result").asString()).isEqualTo("FAIL");
        assertThat(dear.json().get(0).get("unit").asString()).isEqualTo("USD");
        assertThat(dear.json().get(1).get("result").asString()).isEqualTo("pass");
    }

    @Test
    void looks_at_every_account_unless_some_are_named() {
        String ledger = ledger();
        Invocation all = Invocation.of("check", "-d", ledger, "--fail-if", "share-left<10%", "--format", "json");

        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.json().get(0).get("subject").asString()).isEqualTo("acme");
        assertThat(all.json().get(0).get("value").asString()).isEqualTo("0.05");
        assertThat(all.json().get(0).get("result").asString()).isEqualTo("FAIL");
        assertThat(all.json().get(1).get("result").asString()).isEqualTo("pass");
        assertThat(Invocation.of("check", "-d", ledger, "--account", "rich", "--fail-if", "share-left<10%")
                        .exitCode())
                .isZero();
        assertThat(Invocation.of("check", "-d", ledger, "--fail-if", "available<0.5 USD", "--fail-if", "held>0 USD")
                        .exitCode())
                .isZero();
    }

    @Test
    void knows_when_money_runs_out() {
        JsonNode rows = Invocation.of(
                        "check",
                        "-d",
                        ledger(),
                        "--account=acme",
                        "--fail-if=runway<2h",
                        "--fail-if=run-out>=0",
                        "--fail-if=shortfall<0 USD",
                        "--format=json")
                .json();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(1).get("result").asString()).isEqualTo("FAIL");
        assertThat(rows.get(2).get("result").asString()).isEqualTo("pass");
    }

    @Test
    void looks_at_every_encoder_of_a_model() throws IOException {
        String card =
                card("\"libx264 METADATA\":{\"rows\":9,\"medianError\":0.2,\"meanError\":0.3,\"totalError\":-0.01,"
                        + "\"p90Coverage\":0.9,\"rawP90Coverage\":0.8},\"libx265 METADATA\":{\"rows\":9,\"medianError\":0.2,"
                        + "\"meanError\":0.3,\"totalError\":-0.01,\"p90Coverage\":0.84,\"rawP90Coverage\":0.8}");
        Invocation run = Invocation.of("check", "--model-card", card, "--fail-if", "model-p90-coverage<0.85");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines().get(2)).contains("mine 7, libx264 METADATA").endsWith("pass");
        assertThat(run.lines().get(3)).contains("mine 7, libx265 METADATA").endsWith("FAIL");
        assertThat(run.lines().get(4)).isEqualTo("1 of 2 checks failed.");
    }

    @Test
    void passes_nothing_that_it_could_not_check() throws IOException {
        Invocation noJob = Invocation.of("check", "--fail-if", "p90>5 USD");
        assertThat(noJob.exitCode()).isEqualTo(2);
        assertThat(noJob.err())
                .isEqualTo("budget: Condition 'p90>5 USD' had nothing to check but must have a job: give a video, or"
                        + " ffprobe's JSON." + System.lineSeparator());

        assertThat(Invocation.of("check", probe(), "--fail-if", "runway<2h").err())
                .contains("a ledger's directory with -d");
        assertThat(Invocation.of("check", probe(), "--fail-if", "model-p90-coverage<0.9")
                        .err())
                .contains("its card with --model-card");
        Invocation empty = Invocation.of("check", "--model-card", card(""), "--fail-if", "model-p90-coverage<0.85");
        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.err()).contains("found no model-p90-coverage but must find one, or it would pass forever");
        assertThat(Invocation.of("check", probe()).exitCode()).isEqualTo(2);
        assertThat(Invocation.of("check", probe(), "--fail-if", "p90>5 EUR").err())
                .contains("was in EUR but must be in USD, as p90 of ");
    }
}
