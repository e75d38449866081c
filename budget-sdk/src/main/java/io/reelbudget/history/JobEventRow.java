package io.reelbudget.history;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cells of one line, by the names of their columns. */
final class JobEventRow {

    private static final List<String> COLUMNS = JobText.split(JobEventCsv.HEADER, ',');

    private final List<String> cells;

    private JobEventRow(List<String> cells) {
        this.cells = cells;
    }

    static JobEventRow of(String line) {
        List<String> cells = JobText.split(line, ',');
        if (cells.size() != COLUMNS.size()) {
            throw new IllegalArgumentException("Line had " + cells.size() + " columns but must have " + COLUMNS.size()
                    + ", those of the header: " + JobEventCsv.HEADER);
        }
        return new JobEventRow(cells);
    }

    JobEvent event() {
        Instant at = cell("time", "an instant such as 2026-11-20T12:00:00Z", Instant::parse);
        AccountPath account =
                cell("account", "an account path such as acme/video", text -> AccountPath.of(JobText.unescaped(text)));
        JobId id = cell("job", "a job's id", text -> new JobId(JobText.unescaped(text)));
        String event = text("event");
        if (event.equals(JobEventCsv.ASKED)) {
            return asked(at, account, id);
        }
        if (event.equals(JobEventCsv.PROGRESS)) {
            return new JobEvent.Progressed(at, account, id, number("done", 1), number("cpu_s"));
        }
        JobEvent.Ending ending = cell(
                "event",
                JobEventCsv.ASKED + ", " + JobEventCsv.PROGRESS + ", "
                        + names(JobEvent.Ending.values()).toLowerCase(Locale.ROOT),
                text -> JobEvent.Ending.valueOf(text.toUpperCase(Locale.ROOT)));
        long charged = text("charged_micros").isEmpty() ? 0 : whole("charged_micros");
        return new JobEvent.Ended(at, account, id, ending, number("cpu_s"), charged);
    }

    private JobEvent asked(Instant at, AccountPath account, JobId id) {
        String described = "as docs/backtest.md says";
        TranscodeJob job = new TranscodeJob(
                id,
                cell("source", described, text -> JobText.source(text, cell("content", described, JobText::content))),
                cell("targets", described, JobText::targets),
                cell("service", "LOW, NORMAL or HIGH, and a deadline such as ;PT30M if it has one", JobText::service));
        double p50 = number("p50_s");
        double p90 = number("p90_s");
        Quantiles seconds = cell(
                "p10_s",
                "a number of seconds, zero or more, and not above p50_s, nor that above p90_s",
                text -> new Quantiles(Double.parseDouble(text), p50, p90));
        return new JobEvent.Asked(
                at,
                account,
                job,
                cell("answer", names(JobEvent.Answer.values()), JobEvent.Answer::valueOf),
                text("code"),
                text("ran").isEmpty() ? job.targets() : cell("ran", described, JobText::targets),
                JobText.unescaped(text("model")),
                seconds,
                text("mean_s").isEmpty() ? seconds.impliedMean() : number("mean_s"),
                JobText.unescaped(text("price_version")),
                whole("price_micros"),
                whole("asked_micros"));
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    private double number(String column) {
        return number(column, Double.MAX_VALUE);
    }

    private double number(String column, double most) {
        String wanted = "a number, zero or more" + (most < Double.MAX_VALUE ? " and at most " + (long) most : "");
        return cell(column, wanted, text -> {
            double number = Double.parseDouble(text);
            if (!(number >= 0 && number <= most)) {
                throw new IllegalArgumentException(wanted);
            }
            return number;
        });
    }

    private long whole(String column) {
        String wanted = "a whole number of millionths, zero or more";
        return cell(column, wanted, text -> {
            long number = Long.parseLong(text);
            if (number < 0) {
                throw new IllegalArgumentException(wanted);
            }
            return number;
        });
    }

    private String text(String column) {
        return cells.get(COLUMNS.indexOf(column));
    }

    private <T> T cell(String column, String wanted, Function<String, T> reading) {
        String text = text(column);
        try {
            return reading.apply(text);
        } catch (RuntimeException illegible) {
            throw new IllegalArgumentException(
                    "column '" + column + "' was '" + shown(text) + "' but must be " + wanted + "; "
                            + Stream.of(illegible.getMessage())
                                    .filter(detail -> detail != null && detail.contains(" but must "))
                                    .findFirst()
                                    .orElse("correct it or leave the line out."),
                    illegible);
        }
    }

    private static String shown(String text) {
        String legible = text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return legible.length() <= 80 ? legible : legible.substring(0, 80) + "…";
    }
}
