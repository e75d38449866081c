package io.reelbudget.bench.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A log of a shared computer whose users said how long their jobs would run.
 *
 * @param name the file's name without its endings
 * @param users how many users there are
 * @param jobs the jobs in the order in which they were handed in; those without a request are left out
 */
record RequestLog(String name, int users, List<TraceJob> jobs) {

    /** The shares of jobs with a request below which a log has none to speak of. */
    private static final double LEAST_REQUESTS = 0.9;

    private static final List<String> COLUMNS =
            List.of("user", "submit_epoch_s", "cost_cpu_s", "wait_s", "run_s", "procs", "req_s");

    /** Returns the logs of a directory in which nine jobs of ten have a request, by name. */
    static List<RequestLog> readAll(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("Usage logs were looked for in '" + directory
                    + "' but must be in a directory; name it with --usage.");
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList();
        }
        List<RequestLog> logs = new ArrayList<>();
        for (Path file : files) {
            read(file).ifPresent(logs::add);
        }
        if (logs.isEmpty()) {
            throw new IllegalArgumentException(
                    "Directory '" + directory
                            + "' had no log with requested run times but must have one *.csv.gz at least; see the data's README.");
        }
        return logs;
    }

    private static Optional<RequestLog> read(Path file) throws IOException {
        Map<String, Integer> users = new HashMap<>();
        List<TraceJob> jobs = new ArrayList<>();
        int rows = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            int[] columns = columns(file, lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows++;
                TraceJob job = job(line.split(",", -1), columns, users);
                if (job.requested() > 0) {
                    jobs.add(job);
                }
            }
        }
        jobs.sort(Comparator.comparingDouble(TraceJob::submit));
        String name = file.getFileName().toString().replace(".csv.gz", "");
        return jobs.size() < LEAST_REQUESTS * rows
                ? Optional.empty()
                : Optional.of(new RequestLog(name, users.size(), jobs));
    }

    private static TraceJob job(String[] cells, int[] columns, Map<String, Integer> users) {
        double[] numbers = new double[columns.length];
        for (int i = 1; i < columns.length; i++) {
            numbers[i] = Double.parseDouble(cells[columns[i]]);
        }
        int user = users.computeIfAbsent(cells[columns[0]], each -> users.size());
        double start = numbers[1] + numbers[3];
        return new TraceJob(user, numbers[1], start, start + numbers[4], (int) numbers[5], numbers[6], numbers[2]);
    }

    private static int[] columns(Path file, String header) {
        List<String> names = Arrays.asList(header.split(",", -1));
        int[] columns = COLUMNS.stream().mapToInt(names::indexOf).toArray();
        if (Arrays.stream(columns).anyMatch(column -> column < 0)) {
            throw new IllegalArgumentException(
                    "Log '" + file + "' had the columns " + names + " but must have " + COLUMNS + ".");
        }
        return columns;
    }
}
