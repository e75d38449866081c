package io.reelbudget.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of what happened to jobs, in the ledger's directory. A table that has grown to {@value #MOST_BYTES} bytes
 * becomes the previous one, in place of the one before: some 300,000 events are kept at least.
 *
 * <p>A line {@code # begun INSTANT} says from when on events are kept, a line {@code # lost N} that so many events are
 * missing there, since the disk was slower than the jobs. This class is not thread-safe.
 */
public final class JobHistoryFile {

    /** Its name in the ledger's directory. */
    public static final String NAME = "job-history.csv";

    /** The name of the table that was full before. */
    public static final String PREVIOUS = "job-history-previous.csv";

    private static final Logger LOG = LoggerFactory.getLogger(JobHistoryFile.class);

    static final long MOST_BYTES = 64L << 20;

    private static final String BEGUN = "# begun ";
    private static final String LOST = "# lost ";

    private final Path directory;
    private final long mostBytes;

    /**
     * What is kept.
     *
     * @param since from when on events are kept; empty where none are
     * @param events in the order in which they happened
     * @param lost how many are missing in between
     */
    public record Kept(Optional<Instant> since, List<JobEvent> events, long lost) {
        public Kept {
            events = List.copyOf(events);
        }
    }

    private JobHistoryFile(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    /** Returns the table in a directory, which must exist when it is written to. */
    public static JobHistoryFile in(Path directory) {
        return new JobHistoryFile(directory, MOST_BYTES);
    }

    /** The same with another size at which a table is full. */
    static JobHistoryFile in(Path directory, long mostBytes) {
        return new JobHistoryFile(directory, mostBytes);
    }

    /**
     * Notes that events are kept from an instant on, unless some were kept before; then half a line at the end, which a
     * kill may leave, is cut off.
     *
     * @throws IOException if the disk refuses
     */
    public void begin(Instant now) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            write(JobEventCsv.HEADER + "\n" + BEGUN + now + "\n");
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(endOfLastLine(channel));
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }

    /**
     * Adds events.
     *
     * @param lost how many happened before them that were not kept
     * @throws IOException if the disk refuses
     */
    public void append(List<JobEvent> events, long lost) throws IOException {
        if (events.isEmpty() && lost == 0) {
            return;
        }
        Path file = directory.resolve(NAME);
        StringBuilder lines = new StringBuilder();
        boolean isFull = Files.exists(file) && Files.size(file) > mostBytes;
        if (isFull && !events.isEmpty()) {
            Files.move(file, directory.resolve(PREVIOUS), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file) && !events.isEmpty()) {
            lines.append(JobEventCsv.HEADER)
                    .append('\n')
                    .append(BEGUN)
                    .append(events.get(0).at())
                    .append('\n');
        }
        if (lost > 0) {
            lines.append(LOST).append(lost).append('\n');
        }
        events.forEach(event -> lines.append(JobEventCsv.line(event)).append('\n'));
        write(lines.toString());
    }

    /** Writes all of it or none: half a line would make the next one illegible, too. */
    private void write(String text) throws IOException {
        Path file = directory.resolve(NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long before = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                for (long at = before; bytes.hasRemaining(); at = before + bytes.position()) {
                    channel.write(bytes, at);
                }
            } catch (IOException refused) {
                channel.truncate(before);
                throw refused;
            }
        }
    }

    /**
     * Reads what is kept. Half a line at the end, which a kill may leave, is left out; another that cannot be read
     * counts as lost, with a warning in the log that says why.
     *
     * @throws IOException if the disk refuses
     */
    public Kept read() throws IOException {
        List<JobEvent> events = new ArrayList<>();
        Optional<Instant> since = Optional.empty();
        long lost = 0;
        for (String name : List.of(PREVIOUS, NAME)) {
            Path file = directory.resolve(name);
            if (!Files.exists(file)) {
                continue;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            List<String> lines = JobText.split(text, '\n');
            List<String> whole = lines.subList(0, lines.size() - 1);
            for (int at = 0; at < whole.size(); at++) {
                String line = whole.get(at);
                if (line.isEmpty() || line.equals(JobEventCsv.HEADER)) {
                    continue;
                }
                try {
                    if (!line.startsWith("#")) {
                        events.add(JobEventCsv.parse(line));
                    } else if (line.startsWith(BEGUN) && since.isEmpty()) {
                        since = Optional.of(Instant.parse(line.substring(BEGUN.length())));
                    } else if (line.startsWith(LOST)) {
                        lost += Long.parseLong(line.substring(LOST.length()));
                    }
                } catch (IllegalArgumentException | DateTimeParseException illegible) {
                    lost++;
                    LOG.warn("Line {} of {} counts as lost: {}", at + 1, file, illegible.getMessage());
                }
            }
        }
        return new Kept(since, events, lost);
    }
}
