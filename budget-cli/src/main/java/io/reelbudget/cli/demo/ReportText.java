package io.reelbudget.cli.demo;

import io.reelbudget.cli.terminal.Cell;
import io.reelbudget.cli.terminal.KeyValueBlock;
import io.reelbudget.cli.terminal.Terminal;
import io.reelbudget.cli.terminal.Tone;
import io.reelbudget.ledger.Balance;
import io.reelbudget.policy.spi.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes the report for people: a statement an account, then what was predicted, then the proof. */
final class ReportText {

    private ReportText() {}

    static List<String> of(DemoReport report, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        for (AccountOutcome outcome : report.accounts()) {
            lines.add("");
            lines.addAll(statement(outcome).lines(terminal));
        }
        lines.add("");
        lines.addAll(accuracy(report).lines(terminal));
        lines.add("");
        lines.addAll(proof(report).lines(terminal));
        return List.copyOf(lines);
    }

    private static KeyValueBlock statement(AccountOutcome outcome) {
        Balance balance = outcome.balance();
        KeyValueBlock block = KeyValueBlock.titled("Statement of " + balance.account() + " ("
                        + outcome.budget().account().stance().words() + ")")
                .withNumber("granted", balance.granted().toString())
                .withNumber("posted", balance.posted().toString())
                .withNumber("held", balance.held().toString())
                .withNumber("available", balance.available().toString());
        for (Map.Entry<String, String> paid : outcome.paidBy().entrySet()) {
            block = block.withNumber(
                    "paid by " + paid.getKey(),
                    paid.getValue() + " " + balance.granted().unit());
        }
        block = runOut(block, outcome)
                .withText("policy and owner", outcome.done().isEmpty() ? "nothing to do" : deeds(outcome));
        for (Notice notice : outcome.notices()) {
            block = block.withText(
                    "notice sent", Texts.instant(notice.at()) + " " + notice.title() + ". " + notice.meaning());
        }
        return block;
    }

    private static KeyValueBlock runOut(KeyValueBlock block, AccountOutcome outcome) {
        KeyValueBlock predicted = outcome.predictedAtAction()
                .map(seen -> block.withText("predicted at action", Texts.runway(seen.forecast())))
                .orElse(block);
        predicted = outcome.predictedAfterwards().isPresent()
                ? predicted.withText(
                        "predicted afterwards",
                        Texts.runway(outcome.predictedAfterwards().get().forecast()))
                : predicted;
        return predicted.withText(
                "really ran out",
                outcome.exhaustedAt().map(at -> really(outcome, at)).orElse("not in the demo"));
    }

    private static String really(AccountOutcome outcome, Instant at) {
        return Texts.instant(at)
                + outcome.predictedExhaustion()
                        .map(predicted -> {
                            Duration off = Duration.between(predicted.p50(), at);
                            return String.format(
                                    Locale.ROOT,
                                    ", %.1f h %s than the median predicted afterwards",
                                    Math.abs(off.toMinutes() / 60.0),
                                    off.isNegative() ? "earlier" : "later");
                        })
                        .orElse("");
    }

    private static String deeds(AccountOutcome outcome) {
        return String.join(
                "; ",
                outcome.done().stream()
                        .map(deed ->
                                Texts.instant(deed.at()) + " " + deed.kind().words())
                        .toList());
    }

    private static KeyValueBlock accuracy(DemoReport report) {
        return KeyValueBlock.titled("Estimates against " + report.jobs() + " jobs")
                .withNumber("from the ONNX model", percent(OptionalDouble.of(100 * report.onnxShare())))
                .withNumber(
                        "sources probed",
                        report.probed() + " of " + report.probes().size())
                .withNumber(
                        "probes' processor time",
                        String.format(Locale.ROOT, "%.3f s, ", report.probeCpuSeconds())
                                + percent(report.probeShare().stream()
                                        .map(share -> 100 * share)
                                        .findFirst())
                                + " of the jobs'")
                .withNumber("median error of P50", percent(report.mdapeP50()))
                .withNumber(
                        "jobs at or under P90",
                        percent(report.p90Coverage().stream()
                                .map(share -> 100 * share)
                                .findFirst()));
    }

    private static KeyValueBlock proof(DemoReport report) {
        KeyValueBlock block = KeyValueBlock.titled("Proof");
        for (Invariant invariant : report.invariants()) {
            block = block.withText(
                    invariant.statement(),
                    invariant.held() ? Cell.of("held", Tone.GOOD) : Cell.of("BROKEN: " + invariant.detail(), Tone.BAD));
        }
        if (!report.invariantsHeld() && report.busyness().isTooHigh()) {
            block = block.withText(
                    "the machine was busy",
                    report.busyness() + ": jobs came later than the story needs. Run it again when less else is done.");
        }
        return block.withText("chart", report.chart().toString())
                .withText("directory", report.directory().toString())
                .withText(
                        "took",
                        String.format(Locale.ROOT, "%.1f s", report.wall().toMillis() / 1e3))
                .withText(
                        "look at it",
                        "./budget serve --ledger " + report.directory().resolve("ledger") + " --time "
                                + report.ended().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f %%", value.getAsDouble()) : "–";
    }
}
