package io.reelbudget.history;

import io.reelbudget.job.TranscodeJob;
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
    static final String ASKED = "asked";
    static final String PROGRESS = "progress";

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
     * @throws IllegalArgumentException if it has not {@link #HEADER}'s columns, or one is illegible; it says which
     */
    public static JobEvent parse(String line) {
        return JobEventRow.of(line).event();
    }

    /**
     * Reads a table: events in the order of its lines. Empty lines are passed over.
     *
     * @param lines the first of which may be the header, word for word
     * @throws IllegalArgumentException if a line cannot be read; it says which and why
     */
    public static List<JobEvent> parseAll(List<String> lines) {
        List<JobEvent> events = new ArrayList<>(lines.size());
        for (int at = 0; at < lines.size(); at++) {
            String line = at == 0 ? withoutMark(lines.get(at)) : lines.get(at);
            if (line.isEmpty() || (at == 0 && line.equals(HEADER))) {
                continue;
            }
            try {
                requireNoOtherHeader(line);
                events.add(parse(line));
            } catch (IllegalArgumentException illegible) {
                throw new IllegalArgumentException(
                        "Line " + (at + 1) + " of the history: " + illegible.getMessage(), illegible);
            }
        }
        return events;
    }

    private static void requireNoOtherHeader(String line) {
        if (line.startsWith("time,")) {
            throw new IllegalArgumentException("Header was '" + line + "' but must be the first line and read " + HEADER
                    + "; put the columns into that order.");
        }
    }

    /** Spreadsheets begin a table with a byte-order mark. */
    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
