package io.reelbudget.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that was started, watched and is never left behind: killed when the waiting thread is interrupted, when its
 * time is up and when this JVM shuts down.
 *
 * <p>While it runs, its processor time is read every {@value #POLL_MILLIS} ms, so that what it used is known also when
 * it ends without telling.
 */
final class Child {

    private static final Logger log = LoggerFactory.getLogger(Child.class);

    static final long POLL_MILLIS = 50;

    /** A short encode's memory is seen only by looking more often. */
    private static final long FIRST_POLL_MILLIS = 10;

    private static final long QUICK_MILLIS = 500;
    private static final long LEAST_LOADED_BYTES = 8 << 20;
    private static final long DRAIN_MILLIS = 5_000;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "reelbudget-ffmpeg-shutdown"));
    }

    private final Process process;
    private final Tail standardError = new Tail();
    private final Thread outputDrain;
    private final Thread errorDrain;
    private Duration cpu = Duration.ZERO;
    private long peakMemoryBytes;

    private Child(Process process, Consumer<String> outputLines, Consumer<String> errorLines) {
        this.process = process;
        this.outputDrain = drain(process.getInputStream(), new Tail(), outputLines);
        this.errorDrain = drain(process.getErrorStream(), standardError, errorLines);
    }

    /**
     * Starts a program.
     *
     * @param command the program's path and its arguments, handed on as they are: no shell reads them
     * @param environment variables to set for it
     * @param outputLines takes each line of its standard output, on another thread
     * @param errorLines takes each line of its standard error, on another thread
     * @throws IOException if it cannot be started
     */
    static Child start(
            List<String> command,
            Map<String, String> environment,
            Consumer<String> outputLines,
            Consumer<String> errorLines)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        // Bound at load time, the bundled libraries would need every audio and display symbol that they never call.
        builder.environment().remove("LD_BIND_NOW");
        Process process = builder.start();
        RUNNING.add(process);
        closeInput(process);
        return new Child(process, outputLines, errorLines);
    }

    /** It is to read nothing; where it is gone already, there is nothing to close. */
    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            log.debug("The program was gone before its input was closed.", gone);
        }
    }

    /**
     * Waits for its end.
     *
     * @param timeout after so long it is killed; counted in waits, so that a clock that is set cannot end it early
     */
    Outcome await(Duration timeout) {
        Outcome.Ending ending = Outcome.Ending.TIMED_OUT;
        try {
            long waited = 0;
            while (waited < timeout.toMillis()) {
                long poll = waited < QUICK_MILLIS ? FIRST_POLL_MILLIS : POLL_MILLIS;
                waited += poll;
                readCpu();
                readMemory();
                if (process.waitFor(poll, TimeUnit.MILLISECONDS)) {
                    ending = Outcome.Ending.EXITED;
                    break;
                }
            }
        } catch (InterruptedException interrupted) {
            ending = Outcome.Ending.INTERRUPTED;
        }
        if (ending != Outcome.Ending.EXITED) {
            readCpu();
            process.destroyForcibly();
        }
        int exitCode = awaitDeath();
        if (ending == Outcome.Ending.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        return new Outcome(ending, exitCode, cpu, peakMemoryBytes, standardError.lines());
    }

    private void readCpu() {
        process.info().totalCpuDuration().ifPresent(read -> {
            if (read.compareTo(cpu) > 0) {
                cpu = read;
            }
        });
    }

    private void readMemory() {
        long seen = ResidentMemory.peakBytes(process.pid());
        // While it is being loaded it holds next to nothing, which is no peak.
        if (seen >= LEAST_LOADED_BYTES) {
            peakMemoryBytes = Math.max(peakMemoryBytes, seen);
        }
    }

    /** Waits until it is gone and all that it wrote is read; a killed program is gone at once. */
    private int awaitDeath() {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    int exitCode = process.waitFor();
                    RUNNING.remove(process);
                    // A grandchild may keep a pipe open: bounded, so that it cannot hold us.
                    outputDrain.join(DRAIN_MILLIS);
                    errorDrain.join(DRAIN_MILLIS);
                    return exitCode;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread drain(InputStream stream, Tail tail, Consumer<String> listener) {
        Thread thread = new Thread(
                () -> {
                    try (stream) {
                        tail.drain(stream, listener);
                    } catch (IOException | UncheckedIOException closed) {
                        log.debug("A stream of ffmpeg ended early.", closed);
                    }
                },
                "reelbudget-ffmpeg-drain");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * How a program ended.
     *
     * @param ending whether by itself
     * @param exitCode its exit code; 128 + signal or so where it was killed
     * @param cpu processor time it was last seen to have used, all threads together; short of the true figure by at
     *     most one poll
     * @param peakMemoryBytes the most memory it was seen to hold, zero where the system does not tell or where it ended
     *     before it was loaded
     * @param lastErrorLines the last lines of its standard error
     */
    record Outcome(Ending ending, int exitCode, Duration cpu, long peakMemoryBytes, List<String> lastErrorLines) {

        enum Ending {
            EXITED,
            TIMED_OUT,
            INTERRUPTED
        }

        boolean succeeded() {
            return ending == Ending.EXITED && exitCode == 0;
        }
    }
}
