package io.reelbudget.examples.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A host's process, and what it says. */
final class HostConsole implements AutoCloseable {

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HostConsole(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static HostConsole start(String name, String url) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                TranscodingHost.class.getName(),
                url,
                name);
        // Not as an argument: ONNX Runtime ends processes with long command lines.
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        HostConsole console = new HostConsole(name, process);
        Thread reader = new Thread(console::read, "console of " + name);
        reader.setDaemon(true);
        reader.start();
        return console;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException gone) {
            lines.add(name + ": GONE " + gone.getMessage());
        }
    }

    String name() {
        return name;
    }

    /** Lets it begin. */
    void go() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("Host " + name + " was gone but must wait for a word to begin.", gone);
        }
    }

    /** Waits until it has said something that begins with a word, and returns the rest of that. */
    String await(String word, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (said(word).isEmpty()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException("Host " + name + " had not said '" + word + "' within " + patience
                        + " but must; it said " + lines + ".");
            }
            Thread.sleep(20);
        }
        return said(word).get(0);
    }

    int count(String word) {
        return said(word).size();
    }

    /** Returns all that it said that begins with a word, without the word. */
    List<String> said(String word) {
        String begin = name + ": " + word;
        return lines.stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()).strip())
                .toList();
    }

    /** Ends its input, upon which it ends. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_AT_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
