package io.reelbudget.cli;

import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Standard output, remembering whether what was printed got there: Java's own keeps that to itself, and a statement on
 * a full disk would end as if it were whole.
 *
 * <p>This class is thread-safe.
 */
final class Printed extends FilterOutputStream {

    private volatile Optional<IOException> failure = Optional.empty();

    Printed(OutputStream out) {
        super(out);
    }

    /** Takes the place of {@link System#out}, in the same encoding. */
    static Printed toStandardOutput() {
        Printed printed = new Printed(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(printed, true, Terminal.detect().charset()));
        return printed;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException lost) {
            if (failure.isEmpty()) {
                failure = Optional.of(lost);
            }
            throw lost;
        }
    }

    /**
     * Returns 0, or {@value ExitCode#LOST_OUTPUT} with a word on stderr where something was lost that somebody waits
     * for.
     */
    int exitCode() {
        System.out.flush();
        Optional<IOException> lost = failure;
        if (lost.isEmpty() || isReaderGone(lost.get())) {
            return ExitCode.DONE;
        }
        System.err.println("budget: Standard output could not be written: "
                + lost.get().getMessage() + "; what stands there is not whole.");
        return ExitCode.LOST_OUTPUT;
    }

    /** Whoever reads may have had enough, as {@code head} has. */
    private static boolean isReaderGone(IOException lost) {
        return String.valueOf(lost.getMessage()).contains("Broken pipe");
    }
}
