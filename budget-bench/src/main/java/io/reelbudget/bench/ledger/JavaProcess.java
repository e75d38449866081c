package io.reelbudget.bench.ledger;

import io.reelbudget.bench.Bench;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs this program in a process of its own. */
final class JavaProcess {

    private JavaProcess() {}

    /**
     * Runs it and waits for its end.
     *
     * @param options options of the Java machine
     * @param arguments arguments of the program
     * @param lines is shown what it prints, line by line
     * @throws IOException if it ends otherwise than well
     */
    static void run(List<String> options, List<String> arguments, Consumer<String> lines)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader printed = process.inputReader(StandardCharsets.UTF_8)) {
            printed.lines().forEach(lines);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("Process " + arguments + " ended with status " + status + " but must with 0.");
            }
        } finally {
            process.destroy();
        }
    }
}
