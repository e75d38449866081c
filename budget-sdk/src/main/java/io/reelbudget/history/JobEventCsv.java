package io.reelbudget.history;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Events as lines of comma-separated values, without quotes: what would break a line is written as in a URL's path,
 * such as {@code %2C}. Columns that an event has not are empty.
 *
 * <p>All methods are pure and thread-safe.
 */
public final class JobEventCsv {

    /** The first line of a table. */
    public static final String HEADER = "time,event,account,job,source,content,targets,service,answer,code,ran,model,"
            + "p10_s,p50_s,p90_s,mean_s,price_version,price_micros,asked_micros,cpu_s,charged_micros,done";

    private static final int COLUMNS = 22;
    private static final String ASKED = "asked";
    private static final String PROGRESS = "progress";

    private JobEventCsv() {}

    /** Returns an event's line, without its end. */
    public static String line(JobEvent event) {
        String[] cells = new String[COLUMNS];
        Arrays.fill(cells, "");
        cells[0] = event.at().toString();
        cells[2] = JobText.escaped(event.account().toString());
        cells[3] = JobText.escaped(event.id().value());
        if (event instanceof JobEvent.Asked asked) {
            cells[1] = ASKED;
            asked(asked, cells);
        } else if (event instanceof JobEvent.Ended ended) {
            cells[1] = ended.ending().name().toLowerCase(Locale.ROOT);
            cells[19] = JobText.number(ended.cpuSeconds());
            cells[20] = Long.toString(ended.chargedMicros());
        } else if (event instanceof JobEvent.Progressed progressed) {
            cells[1] = PROGRESS;
            cells[19] = JobText.number(progressed.cpuSeconds());
            cells[21] = JobText.number(progressed.done());
        }
        return String.join(",", cells);
    }

    private static void asked(JobEvent.Asked asked, String[] cells) {
        TranscodeJob job = asked.job();
        cells[4] = JobText.source(job.source());
        cells[5] = JobText.content(job.source().content());
        cells[6] = JobText.targets(job.targets());
        cells[7] = JobText.service(job.serviceLevel());
        cells[8] = asked.answer().name();
        cells[9] = asked.code();
        cells[10] = asked.ran().equals(job.targets()) ? "" : JobText.targets(asked.ran());
        cells[11] = JobText.escaped(asked.model());
        cells[12] = JobText.number(asked.cpuSeconds().p10());
        cells[13] = JobText.number(asked.cpuSeconds().p50());
        cells[14] = JobText.number(asked.cpuSeconds().p90());
        cells[15] = JobText.number(asked.meanCpuSeconds());
        cells[16] = JobText.escaped(asked.priceVersion());
        cells[17] = Long.toString(asked.priceMicros());
        cells[18] = Long.toString(asked.askedMicros());
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none of {@link #HEADER}'s columns, or a column is illegible; it says
     *     which
     */
    public static JobEvent parse(String line) {
        List<String> cells = JobText.split(line, ',');
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException("Line had " + cells.size() + " columns but must have " + COLUMNS
                    + ", those of the header: " + HEADER);
        }
        try {
            return event(cells);
        } catch (RuntimeException illegible) {
            throw new IllegalArgumentException(
                    "Line of job '" + cells.get(3) + "' at " + cells.get(0) + " cannot be read: "
                            + illegible.getMessage(),
                    illegible);
        }
    }

    private static JobEvent event(List<String> cells) {
        Instant at = Instant.parse(cells.get(0));
        AccountPath account = AccountPath.of(JobText.unescaped(cells.get(2)));
        JobId id = new JobId(JobText.unescaped(cells.get(3)));
        return switch (cells.get(1)) {
            case ASKED -> asked(at, account, id, cells);
            case PROGRESS ->
                new JobEvent.Progressed(
                        at, account, id, Double.parseDouble(cells.get(21)), Double.parseDouble(cells.get(19)));
            default ->
                new JobEvent.Ended(
                        at,
                        account,
                        id,
                        JobEvent.Ending.valueOf(cells.get(1).toUpperCase(Locale.ROOT)),
                        Double.parseDouble(cells.get(19)),
                        cells.get(20).isEmpty() ? 0 : Long.parseLong(cells.get(20)));
        };
    }

    private static JobEvent asked(Instant at, AccountPath account, JobId id, List<String> cells) {
        TranscodeJob job = new TranscodeJob(
                id,
                JobText.source(cells.get(4), JobText.content(cells.get(5))),
                JobText.targets(cells.get(6)),
                JobText.service(cells.get(7)));
        Quantiles seconds = new Quantiles(
                Double.parseDouble(cells.get(12)),
                Double.parseDouble(cells.get(13)),
                Double.parseDouble(cells.get(14)));
        return new JobEvent.Asked(
                at,
                account,
                job,
                JobEvent.Answer.valueOf(cells.get(8)),
                cells.get(9),
                cells.get(10).isEmpty() ? job.targets() : JobText.targets(cells.get(10)),
                JobText.unescaped(cells.get(11)),
                seconds,
                cells.get(15).isEmpty() ? seconds.impliedMean() : Double.parseDouble(cells.get(15)),
                JobText.unescaped(cells.get(16)),
                Long.parseLong(cells.get(17)),
                Long.parseLong(cells.get(18)));
    }

    /**
     * Reads a table: events in the order of its lines.
     *
     * @param lines the first of which may be the header
     * @throws IllegalArgumentException if a line cannot be read; it says which and why
     */
    public static List<JobEvent> parseAll(List<String> lines) {
        List<JobEvent> events = new ArrayList<>(lines.size());
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (!line.isEmpty() && !line.startsWith("time,")) {
                try {
                    events.add(parse(line));
                } catch (IllegalArgumentException illegible) {
                    throw new IllegalArgumentException(
                            "Line " + (at + 1) + " of the history: " + illegible.getMessage(), illegible);
                }
            }
        }
        return events;
    }
}
