package io.reelbudget.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code budget serve} in a process of its own, as people run it: it lives until a signal comes. */
final class Served implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("\\s+(https?://\\S+?/)(?:#token=(\\S+))?");

    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    private Served(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it and waits until it says how writes are recorded, which is the last thing that it says. */
    static Served with(Map<String, String> environment, Path errors, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "io.reelbudget.cli.Main",
                "serve"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        try {
            Served served = new Served(builder.start());
            served.readUntil("Ctrl-C ends it");
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readUntil(String words) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains(words)) {
                return;
            }
        }
    }

    String text() {
        return String.join("\n", lines);
    }

    private Matcher address() {
        Matcher found = ADDRESS.matcher(text());
        assertThat(found.find()).as(text()).isTrue();
        return found;
    }

    URI uri(String path) {
        return URI.create(address().group(1)).resolve(path);
    }

    /** Returns the token in the address; the word none where there is none. */
    String token() {
        String token = address().group(2);
        return token == null ? "none" : token;
    }

    /** Sends a signal, such as {@code INT}, and returns the exit code. */
    int signalled(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
