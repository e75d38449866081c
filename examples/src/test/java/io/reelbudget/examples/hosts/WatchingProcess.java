package io.reelbudget.examples.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link WatchingHost} in a process of its own, which can be suspended and killed. */
final class WatchingProcess implements AutoCloseable {

    private final Process process;

    private WatchingProcess(Process process) {
        this.process = process;
    }

    static WatchingProcess start(String url, String schema, String name, Duration lease, int roots) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                WatchingHost.class.getName(),
                url,
                schema,
                name,
                lease.toString(),
                Integer.toString(roots));
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new WatchingProcess(
                command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Waits until it has opened its accounts. */
    void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); !"READY".equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IllegalStateException("A host ended before it was ready; its errors are above.");
            }
        }
    }

    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("Signal " + name + " could not be sent.");
        }
    }

    @Override
    public void close() throws IOException {
        if (!process.isAlive()) {
            return;
        }
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
