package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.io.PrintWriter;
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
        subcommands = {LedgerStageCommand.class, HistoryWriterCommand.class})
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
            if (!rows.isEmpty()) {
                run(stage, rows, console);
            }
        }
        console.println(json());
        console.flush();
        return 0;
    }

    private void run(Row.Stage stage, List<Row> rows, PrintWriter console) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("ledger", "stage", stage.name()));
        arguments.addAll(options.argumentsFor(rows));
        JavaProcess.run(List.of("-Xmx" + stage.heap()), arguments, printed -> {
            if (printed.startsWith(Report.FIGURE)) {
                keep(printed.substring(Report.FIGURE.length()));
            } else {
                console.println(printed);
                console.flush();
            }
        });
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
