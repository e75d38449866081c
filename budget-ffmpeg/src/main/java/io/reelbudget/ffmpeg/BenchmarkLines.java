package io.reelbudget.ffmpeg;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code ffmpeg -benchmark} says at its end: {@code bench: utime=1.234s stime=0.056s rtime=1.301s} and
 * {@code bench: maxrss=81234KiB} (kB in older versions). Thread-safe.
 */
final class BenchmarkLines {

    private static final Pattern TIMES = Pattern.compile(
            "bench: utime=(\\d{1,9}\\.\\d{1,6})s stime=(\\d{1,9}\\.\\d{1,6})s rtime=(\\d{1,9}\\.\\d{1,6})s");
    private static final Pattern MEMORY = Pattern.compile("bench: maxrss=(\\d{1,12})\\s?[Kk]i?B");

    private Optional<Times> times = Optional.empty();
    private long peakMemoryBytes;

    /** Takes note of a line of ffmpeg's standard error. */
    synchronized void read(String line) {
        Matcher timesFound = TIMES.matcher(line);
        if (timesFound.find()) {
            double user = Double.parseDouble(timesFound.group(1));
            double system = Double.parseDouble(timesFound.group(2));
            double wall = Double.parseDouble(timesFound.group(3));
            times = Optional.of(new Times(user + system, Duration.ofNanos(Math.round(wall * 1e9))));
        }
        Matcher memoryFound = MEMORY.matcher(line);
        if (memoryFound.find()) {
            peakMemoryBytes = Long.parseLong(memoryFound.group(1)) * 1024;
        }
    }

    /** Returns the times, empty where ffmpeg has not told them. */
    synchronized Optional<Times> times() {
        return times;
    }

    /** Returns the most memory that it held, zero where it has not told. */
    synchronized long peakMemoryBytes() {
        return peakMemoryBytes;
    }

    /** User and system time together, in seconds, and how long it ran. */
    record Times(double cpuSeconds, Duration wall) {}
}
