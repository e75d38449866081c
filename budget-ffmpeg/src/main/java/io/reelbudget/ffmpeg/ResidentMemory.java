package io.reelbudget.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory that a running program has held so far, as Linux tells it ({@code VmHWM} of
 * {@code /proc/PID/status}).
 *
 * <p>What {@code ffmpeg -benchmark} calls {@code maxrss} is not that: a program that Java starts shares Java's memory
 * until it is loaded, and the kernel counts this in. So a small encode seems to hold what the host's JVM holds.
 */
final class ResidentMemory {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");

    private ResidentMemory() {}

    /** Returns bytes; zero where the system does not tell or the program is gone. */
    static long peakBytes(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Returns the peak that a status file tells, zero where it tells none: a program that ended holds nothing. */
    static long parse(String status) {
        Matcher found = PEAK.matcher(status);
        return found.find() ? Long.parseLong(found.group(1)) * 1024 : 0;
    }
}
