package io.reelbudget.bench.ledger;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the ledger's speed against its limits and its peers, each stage in a process of its own. */
@Command(
        name = "ledger",
        description = "Measures the ledger against Bucket4j, SQLite, RocksDB and the disk's own limit.",
        mixinStandardHelpOptions = true,
        subcommands = LedgerStageCommand.class)
public final class LedgerCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options = new Options();

    private final Map<Row, Double> figures = new EnumMap<>(Row.class);

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter console = spec.commandLine().getOut();
        for (Row.Stage stage : Row.Stage.values()) {
            List<Row> rows = stage.of(options.rows());
            if (!rows.isEmpty() && run(stage, rows, console) != 0) {
                return 1;
            }
        }
        console.println(json());
        console.flush();
        return 0;
    }

    private int run(Row.Stage stage, List<Row> rows, PrintWriter console) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx" + stage.heap(),
                "-cp",
                System.getProperty("java.class.path"),
                io.reelbudget.bench.Bench.class.getName(),
                "ledger",
                "stage",
                stage.name()));
        line.addAll(options.argumentsFor(rows));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String printed = lines.readLine(); printed != null; printed = lines.readLine()) {
                if (printed.startsWith(Report.FIGURE)) {
                    keep(printed.substring(Report.FIGURE.length()));
                } else {
                    console.println(printed);
                    console.flush();
                }
            }
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private void keep(String figure) {
        String[] parts = figure.split(" ", 2);
        figures.put(Row.valueOf(parts[0]), Double.valueOf(parts[1]));
    }

    /** Every row has its key; one that was not measured has no value. */
    private String json() {
        return Stream.of(Row.values())
                .map(row -> "\"" + row.key() + "\":" + value(row))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String value(Row row) {
        Double value = figures.get(row);
        return value == null ? "null" : String.format(Locale.ROOT, "%.4f", value);
    }
}
