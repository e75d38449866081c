package io.reelbudget.cli.demo;

import io.reelbudget.policy.spi.Notice;
import io.reelbudget.runway.InstantQuantiles;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the report for machines: one object on one line. Amounts are decimal strings, instants ISO-8601 or null. */
final class ReportJson {

    private ReportJson() {}

    static String of(DemoReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("accounts", report.accounts().stream().map(ReportJson::account).toList());
        json.put("jobs", report.jobs());
        json.put("onnxShare", rounded(OptionalDouble.of(report.onnxShare())));
        json.put("probes", report.probes().stream().map(ReportJson::probe).toList());
        json.put("probeShare", rounded(report.probeShare()));
        json.put("mdapeP50", rounded(report.mdapeP50()));
        json.put("p90Coverage", rounded(report.p90Coverage()));
        json.put("invariantsHeld", report.invariantsHeld());
        json.put(
                "brokenInvariants",
                report.invariants().stream()
                        .filter(each -> !each.held())
                        .map(each -> each.statement() + ": " + each.detail())
                        .toList());
        json.put("wallSeconds", report.wall().toMillis() / 1e3);
        json.put("directory", report.directory().toString());
        json.put("chart", report.chart().toString());
        return JsonMapper.shared().writeValueAsString(json);
    }

    private static Map<String, @Nullable Object> account(AccountOutcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", outcome.budget().account().path().toString());
        json.put("policy", outcome.budget().account().stance().words());
        json.put("unit", outcome.budget().account().unit().code());
        json.put("budget", outcome.budget().plan().allowance().at(0).toDecimalString());
        json.put("granted", outcome.balance().granted().toDecimalString());
        json.put("posted", outcome.balance().posted().toDecimalString());
        json.put("held", outcome.balance().held().toDecimalString());
        json.put("available", outcome.balance().available().toDecimalString());
        json.put("paidBy", outcome.paidBy());
        json.put("predictedExhaustion", quantiles(outcome.predictedExhaustion()));
        json.put("predictedAtAction", quantiles(outcome.predictedAtAction().flatMap(seen -> seen.forecast()
                .exhaustion())));
        json.put("exhaustedAt", instant(outcome.exhaustedAt()));
        json.put("notices", outcome.notices().stream().map(Notice::title).toList());
        json.put("actions", outcome.done().stream().map(ReportJson::action).toList());
        return json;
    }

    private static Map<String, @Nullable Object> probe(ClipProbe probe) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("source", probe.clip().name());
        json.put("outcome", probe.result().fold(probed -> "PROBED", skipped -> "SKIPPED", failed -> "FAILED"));
        json.put("cpuSeconds", rounded(OptionalDouble.of(probe.result().cpuSeconds())));
        json.put("reason", probe.result().fold(probed -> null, skipped -> skipped.reason(), failed -> failed.reason()));
        return json;
    }

    private static Map<String, String> action(Happening happening) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("at", text(happening.at()));
        json.put("kind", happening.kind().name());
        json.put("text", happening.text());
        return json;
    }

    private static Map<String, @Nullable String> quantiles(Optional<InstantQuantiles> quantiles) {
        Map<String, @Nullable String> json = new LinkedHashMap<>();
        json.put("p10", instant(quantiles.map(InstantQuantiles::p10)));
        json.put("p50", instant(quantiles.map(InstantQuantiles::p50)));
        json.put("p90", instant(quantiles.map(InstantQuantiles::p90)));
        return json;
    }

    private static @Nullable String instant(Optional<Instant> instant) {
        return instant.map(ReportJson::text).orElse(null);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static @Nullable Double rounded(OptionalDouble value) {
        return value.isPresent() ? Math.round(value.getAsDouble() * 1e4) / 1e4 : null;
    }
}
