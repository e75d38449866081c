package io.reelbudget.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The program's output, which remembers whether all of it could be written: print streams swallow what goes wrong. Not
 * thread-safe.
 */
public final class StandardOutput extends FilterOutputStream {

    private @Nullable IOException failure;

    public StandardOutput(OutputStream out) {
        super(out);
    }

    /** Puts itself in the place of {@link System#out}. */
    public static StandardOutput install() {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(output, true, charset()));
        return output;
    }

    /** Java says what the terminal takes by a property whose name has changed; where it says nothing, its own. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException lost) {
            if (failure == null) {
                failure = lost;
            }
            throw lost;
        }
    }

    /**
     * Returns with which code the program is to end: its own, unless output was lost. Where its reader had enough, as
     * {@code head} has, nothing was lost.
     *
     * @param own what it would end with
     */
    public int exitCode(int own, PrintStream complaints) {
        IOException lost = failure;
        if (lost == null
                || String.valueOf(lost.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return own;
        }
        complaints.println("budget: Output could not be written (" + lost.getMessage()
                + "), so what there is of it is not whole; make room where it goes, and run the command again.");
        return ExitCode.LOST_OUTPUT;
    }
}
