package io.reelbudget.bench.ledger;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the rows of one stage in this process; {@link LedgerCommand} starts one process for each. */
@Command(name = "stage", description = "Measures one stage in this process.", hidden = true)
final class LedgerStageCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Parameters(index = "0")
    private Row.Stage stage;

    @Mixin
    private Options options = new Options();

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        switch (stage) {
            case HOT -> new InMemoryStage(Row.HOT, options, report).run();
            case SPREAD -> new InMemoryStage(Row.SPREAD, options, report).run();
            case DURABLE -> new DurableStage(stage.of(options.rows()), options, report).run();
            case HEAP -> new HeapStage(options, report).run();
            case HISTORY -> new HistoryStage(stage.of(options.rows()), options, report).run();
        }
        return 0;
    }
}
