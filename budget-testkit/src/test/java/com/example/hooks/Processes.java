package com.example.hooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Other processes, seen from outside. */
final class Processes {

    /** Far beyond what a busy machine takes for a signal. */
    private static final long PATIENCE_SECONDS = 20;

    interface Check {
        boolean holds() throws Exception;
    }

    private Processes() {}

    /** Returns whether a process works: one that ended and was not buried yet does not. */
    static boolean works(long pid) throws IOException {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return !Files.exists(stat) || !Files.readString(stat).contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    static void awaitEnd(long pid) throws Exception {
        await("Process " + pid + " had not ended", () -> !works(pid));
    }

    /** Returns the number that a process writes to a file, with a line's end behind it. */
    static long awaitPid(Path file) throws Exception {
        await(
                "There was no number in " + file.getFileName(),
                () -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return Long.parseLong(Files.readString(file).strip());
    }

    static void await(String failure, Check check) throws Exception {
        long begun = System.nanoTime();
        while (!check.holds()) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError(failure + " after " + PATIENCE_SECONDS + " s.");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
