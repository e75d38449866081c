package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.exhaustion.BusyDays;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A log of a shared computer, job by job.
 *
 * @param name the file's name without its endings
 * @param start the first midnight of UTC, in seconds since 1970
 * @param lastSubmit when the last job was handed in
 * @param users the users, in the order of their first row
 * @param activeUsers how many users handed in a job on each day from {@code start}
 */
record UsageTrace(String name, double start, double lastSubmit, List<TraceUser> users, List<Integer> activeUsers) {

    static final double DAY = 86_400;

    private static final int LEAST_COLUMNS = 5;

    /** One row: what is needed of a job. */
    private record Job(double submit, double cost, double end) {}

    static UsageTrace read(Path file) throws IOException {
        Map<String, List<Job>> jobs = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> header = Arrays.asList(lines.readLine().split(",", -1));
            int[] columns = columns(file, header);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                double submit = Double.parseDouble(cells[columns[1]]);
                double end = submit + Double.parseDouble(cells[columns[3]]) + Double.parseDouble(cells[columns[4]]);
                jobs.computeIfAbsent(cells[columns[0]], user -> new ArrayList<>())
                        .add(new Job(submit, Double.parseDouble(cells[columns[2]]), end));
            }
        }
        return of(nameOf(file), jobs);
    }

    static String nameOf(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static int[] columns(Path file, List<String> header) {
        int[] columns = List.of("user", "submit_epoch_s", "cost_cpu_s", "wait_s", "run_s").stream()
                .mapToInt(header::indexOf)
                .toArray();
        if (Arrays.stream(columns).anyMatch(column -> column < 0) || columns.length < LEAST_COLUMNS) {
            throw new IllegalArgumentException("Trace " + file + " had the columns " + header
                    + " but must have user, submit_epoch_s, cost_cpu_s, wait_s and run_s; see the data's README.");
        }
        return columns;
    }

    private static UsageTrace of(String name, Map<String, List<Job>> jobs) {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        List<TraceUser> users = new ArrayList<>(jobs.size());
        for (List<Job> own : jobs.values()) {
            own.sort(Comparator.comparingDouble(Job::submit));
            users.add(TraceUser.of(
                    own.stream().mapToDouble(Job::submit).toArray(),
                    own.stream().mapToDouble(Job::cost).toArray(),
                    own.stream().mapToDouble(Job::end).toArray()));
            first = Math.min(first, own.get(0).submit());
            last = Math.max(last, own.get(own.size() - 1).submit());
        }
        double start = Math.floor(first / DAY) * DAY;
        return new UsageTrace(name, start, last, users, active(users, start, last));
    }

    private static List<Integer> active(List<TraceUser> users, double start, double last) {
        int[] active = new int[(int) ((last - start) / DAY) + 1];
        for (TraceUser user : users) {
            int before = -1;
            for (double submit : user.submits()) {
                int day = (int) ((submit - start) / DAY);
                if (day != before) {
                    active[day]++;
                    before = day;
                }
            }
        }
        return Arrays.stream(active).boxed().toList();
    }

    /** Returns how busy the host was, as known at a midnight. */
    BusyDays busyAt(double midnight) {
        int days = (int) Math.min(activeUsers.size(), (midnight - start) / DAY);
        return BusyDays.of(activeUsers.subList(0, days).stream()
                .mapToInt(Integer::intValue)
                .toArray());
    }
}
