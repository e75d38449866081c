package io.reelbudget.backtest;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes comparisons as tables and as JSON. All methods are pure. */
final class ComparisonText {

    private static final int LABEL = 34;
    private static final int LEAST_CELL = 16;

    private static final Map<String, Function<Outcome, String>> ROWS = rows();

    private ComparisonText() {}

    private static Map<String, Function<Outcome, String>> rows() {
        Map<String, Function<Outcome, String>> rows = new LinkedHashMap<>();
        rows.put("jobs that asked", outcome -> Long.toString(outcome.asked()));
        rows.put("  admitted", outcome -> Long.toString(outcome.admitted()));
        rows.put("  refused", outcome -> Long.toString(outcome.refused()));
        rows.put("  still waiting", outcome -> Long.toString(outcome.waiting()));
        rows.put("  delayed", outcome -> Long.toString(outcome.delayed()));
        rows.put("    by, median", outcome -> text(outcome.delayMedian()));
        rows.put("    by, 95 % quantile", outcome -> text(outcome.delayP95()));
        rows.put("  degraded", outcome -> Long.toString(outcome.degraded()));
        rows.put("    quality lost", outcome -> String.format(Locale.ROOT, "%.0f", outcome.loss()));
        rows.put("overshoots", outcome -> Long.toString(outcome.overshoots()));
        rows.put("  by, in all", outcome -> outcome.overshoot().toString());
        rows.put("warnings", outcome -> Long.toString(outcome.warnings()));
        rows.put("  critical", outcome -> Long.toString(outcome.criticals()));
        rows.put("  recovered", outcome -> Long.toString(outcome.recoveries()));
        rows.put("pauses", outcome -> Long.toString(outcome.pauses()));
        rows.put("spent", outcome -> outcome.spent().toString());
        rows.put("forgone", outcome -> outcome.forgone().toString());
        rows.put("attempts priced by a ratio", outcome -> Long.toString(outcome.byRatio()));
        rows.put("attempts that never ran in truth", outcome -> Long.toString(outcome.neverRun()));
        return rows;
    }

    static String table(Comparison comparison) {
        List<Outcome> columns = new ArrayList<>();
        columns.add(comparison.unchanged());
        columns.addAll(comparison.changed());
        StringBuilder table = new StringBuilder();
        table.append(padded("", LABEL));
        columns.forEach(each -> table.append(cell(each.setting(), each)));
        table.append('\n');
        ROWS.forEach((label, value) -> {
            table.append(padded(label, LABEL));
            columns.forEach(each -> table.append(cell(value.apply(each), each)));
            table.append('\n');
        });
        table.append("fidelity ").append(comparison.fidelity().summary()).append('\n');
        comparison.fidelity().differences().stream()
                .limit(3)
                .forEach(each -> table.append("  ").append(each).append('\n'));
        comparison.notes().forEach(note -> table.append("note: ").append(note).append('\n'));
        return table.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String cell(String text, Outcome column) {
        int width = Math.max(LEAST_CELL, column.setting().length() + 2);
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private static String text(Duration delay) {
        return delay.isZero() ? "-" : delay.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String json(Comparison comparison) {
        Fidelity fidelity = comparison.fidelity();
        return "{\"from\":" + quoted(comparison.from().toString()) + ",\"to\":"
                + quoted(comparison.to().toString()) + ",\"unchanged\":" + json(comparison.unchanged())
                + ",\"changed\":"
                + comparison.changed().stream().map(ComparisonText::json).collect(Collectors.joining(",", "[", "]"))
                + ",\"fidelity\":{\"exact\":" + fidelity.isExact() + ",\"answers\":" + fidelity.answers()
                + ",\"sameAnswers\":" + fidelity.sameAnswers() + ",\"charges\":" + fidelity.charges()
                + ",\"sameCharges\":" + fidelity.sameCharges() + ",\"decisions\":" + fidelity.decisions()
                + ",\"sameDecisions\":" + fidelity.sameDecisions() + ",\"differences\":"
                + strings(fidelity.differences()) + "},\"notes\":" + strings(comparison.notes()) + "}";
    }

    private static String json(Outcome outcome) {
        return "{\"setting\":" + quoted(outcome.setting()) + ",\"asked\":" + outcome.asked() + ",\"admitted\":"
                + outcome.admitted() + ",\"refused\":" + outcome.refused() + ",\"waiting\":" + outcome.waiting()
                + ",\"delayed\":" + outcome.delayed() + ",\"delayMedianSeconds\":"
                + outcome.delayMedian().toSeconds() + ",\"delayP95Seconds\":"
                + outcome.delayP95().toSeconds() + ",\"degraded\":" + outcome.degraded() + ",\"loss\":"
                + String.format(Locale.ROOT, "%.3f", outcome.loss()) + ",\"overshoots\":" + outcome.overshoots()
                + ",\"overshootMicros\":" + outcome.overshoot().micros() + ",\"warnings\":" + outcome.warnings()
                + ",\"criticals\":" + outcome.criticals() + ",\"recoveries\":" + outcome.recoveries()
                + ",\"pauses\":" + outcome.pauses() + ",\"spentMicros\":"
                + outcome.spent().micros() + ",\"forgoneMicros\":"
                + outcome.forgone().micros() + ",\"byRatio\":" + outcome.byRatio() + ",\"neverRun\":"
                + outcome.neverRun() + "}";
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(ComparisonText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each == '"' || each == '\\') {
                json.append('\\').append((char) each);
            } else if (each < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", each));
            } else {
                json.append((char) each);
            }
        });
        return json.append('"').toString();
    }
}
