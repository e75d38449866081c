package io.reelbudget.bench.ledger;

import static java.util.Objects.requireNonNull;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSchema;
import io.reelbudget.store.jdbc.PostgresSettings;
import io.reelbudget.store.jdbc.PostgresSettings.Durability;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the shared ledger against what else may be done with the same PostgreSQL, in turns. */
@Command(
        name = "shared",
        description =
                "Measures the ledger on PostgreSQL against TPC-B a function for each operation, and itself on a quorum.",
        mixinStandardHelpOptions = true)
public final class SharedCommand implements Callable<Integer> {

    private static final int ACCOUNTS = 10_000;
    private static final int CLIENTS = 64;
    private static final int HOT_CLIENTS = 8;
    private static final int CALLERS = 512;

    /** A run before the rounds: statements are prepared, code is compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** Who takes its turn, in this order. */
    private enum Turn {
        TPCB,
        FUNCTION,
        SHARED,
        QUORUM,
        HOT_FUNCTION,
        HOT_SHARED
    }

    /** What a turn came to. */
    private record Measured(double perSecond, double serverMicros) {}

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", description = "How many rounds the medians are of (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--seconds", description = "How long each runs a round (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(
            names = "--connections",
            description = "Connections of the shared ledger, 1 to 4 (default: ${DEFAULT-VALUE}).")
    private int connections = PostgresSettings.defaults().connections();

    @Option(names = "--shards-only", description = "Measures two shards against one database, and nothing else.")
    private boolean shardsOnly;

    @Option(names = "--escrow-only", description = "Measures slices against the journal, and nothing else.")
    private boolean escrowOnly;

    private final Series vsTpcb = new Series();
    private final Series vsFunction = new Series();
    private final Series cpuVsFunction = new Series();
    private final Series hotVsFunction = new Series();
    private final Series quorumVsSingle = new Series();
    private Series shardCpuVsOne = new Series();
    private Series escrowVsJournal = new Series();

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        if (!shardsOnly) {
            measureEscrow(report);
        }
        if (escrowOnly) {
            print(report, Map.of("escrowVsJournal", escrowVsJournal));
            return 0;
        }
        try (ShardTrial shards = ShardTrial.start(connections)) {
            shardCpuVsOne = shards.measure(rounds, span(), report);
        }
        if (shardsOnly) {
            print(report, Map.of("shardCpuPerJobVsOne", shardCpuVsOne));
            return 0;
        }
        try (WorkDirectory work = WorkDirectory.create();
                SharedServer server = SharedServer.start();
                QuorumServers quorum = QuorumServers.start(work.resolve("standbys"))) {
            TpcB.prepare(server);
            FunctionPerOperation.prepare(server, ACCOUNTS);
            Map<Turn, Contestant> contestants = open(server, quorum);
            try {
                measure(server, quorum, contestants, report);
            } finally {
                for (Contestant contestant : contestants.values()) {
                    contestant.close();
                }
            }
        }
        print(report, figures());
        return 0;
    }

    private Map<Turn, Contestant> open(SharedServer server, QuorumServers quorum) throws Exception {
        Map<Turn, Contestant> open = new EnumMap<>(Turn.class);
        open.put(Turn.TPCB, new SqlCallers("TPC-B, 64 clients", server, CLIENTS, TpcB::new));
        open.put(
                Turn.FUNCTION,
                new SqlCallers(
                        "a function an operation, 64 connections",
                        server,
                        CLIENTS,
                        (connection, numbers) -> new FunctionPerOperation(connection, numbers, ACCOUNTS)));
        open.put(
                Turn.SHARED,
                new LedgerCallers(
                        "shared ledger, 512 callers", ledger(server, "many"), Accounts.of(ACCOUNTS), CALLERS));
        open.put(
                Turn.QUORUM,
                new LedgerCallers(
                        "shared ledger, 512 callers, quorum of three servers",
                        ledger(quorum.primary(), "many", Durability.QUORUM),
                        Accounts.of(ACCOUNTS),
                        CALLERS));
        open.put(
                Turn.HOT_FUNCTION,
                new SqlCallers(
                        "a function an operation, 1 account, 8 connections",
                        server,
                        HOT_CLIENTS,
                        (connection, numbers) -> new FunctionPerOperation(connection, numbers, 1)));
        open.put(Turn.HOT_SHARED, new LedgerWindow("shared ledger, 1 account", ledger(server, "hot"), Accounts.of(1)));
        return open;
    }

    private Ledger ledger(SharedServer server, String schema) {
        return ledger(server, schema, Durability.REQUIRED);
    }

    private Ledger ledger(SharedServer server, String schema, Durability durability) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setURL(server.url());
        PostgresSchema.apply(owner, schema, InstantSource.system().instant());
        return PostgresLedger.open(
                server.url(),
                InstantSource.system(),
                PostgresSettings.defaults()
                        .withSchema(schema)
                        .withConnections(connections)
                        .withDurability(durability));
    }

    private void measure(SharedServer server, QuorumServers quorum, Map<Turn, Contestant> contestants, Report report)
            throws Exception {
        for (Contestant contestant : contestants.values()) {
            contestant.run(WARM_UP);
        }
        Duration span = span();
        for (int round = 1; round <= rounds; round++) {
            Map<Turn, Measured> measured = new EnumMap<>(Turn.class);
            for (Map.Entry<Turn, Contestant> contestant : contestants.entrySet()) {
                SharedServer at = contestant.getKey() == Turn.QUORUM ? quorum.primary() : server;
                measured.put(contestant.getKey(), run(at, contestant.getValue(), span, report));
            }
            keep(measured);
        }
    }

    private void measureEscrow(Report report) throws Exception {
        try (SharedServer server = SharedServer.start();
                EscrowTrial escrow = new EscrowTrial(server, ledger(server, "escrow"))) {
            escrowVsJournal = escrow.measure(rounds, span(), report);
        }
    }

    private Duration span() {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static Measured run(SharedServer server, Contestant contestant, Duration span, Report report)
            throws Exception {
        double before = server.cpuMicros();
        Sample sample = contestant.run(span);
        double micros = (server.cpuMicros() - before) / sample.jobs();
        report.line(
                "%-52s %8.0f jobs/s  p50 %7.2f ms  p99 %8.2f ms  server %7.1f us/job  host %6.1f us/job",
                contestant.name(),
                sample.perSecond(),
                sample.latencyMillis(0.5),
                sample.latencyMillis(0.99),
                micros,
                sample.cpuMicros());
        return new Measured(sample.perSecond(), micros);
    }

    private void keep(Map<Turn, Measured> round) {
        Measured shared = of(Turn.SHARED, round);
        Measured function = of(Turn.FUNCTION, round);
        vsTpcb.add(shared.perSecond() / of(Turn.TPCB, round).perSecond());
        vsFunction.add(shared.perSecond() / function.perSecond());
        cpuVsFunction.add(shared.serverMicros() / function.serverMicros());
        quorumVsSingle.add(of(Turn.QUORUM, round).perSecond() / shared.perSecond());
        hotVsFunction.add(of(Turn.HOT_SHARED, round).perSecond()
                / of(Turn.HOT_FUNCTION, round).perSecond());
    }

    private static Measured of(Turn turn, Map<Turn, Measured> round) {
        return requireNonNull(round.get(turn), () -> turn + " was not measured");
    }

    private Map<String, Series> figures() {
        return Map.of(
                "vsTpcb", vsTpcb,
                "vsFunctionPerOp", vsFunction,
                "serverCpuVsFunctionPerOp", cpuVsFunction,
                "shardCpuPerJobVsOne", shardCpuVsOne,
                "escrowVsJournal", escrowVsJournal,
                "hotVsFunctionPerOp", hotVsFunction,
                "quorumVsSingle", quorumVsSingle);
    }

    private void print(Report report, Map<String, Series> figures) {
        figures.forEach((name, series) ->
                report.line("%-28s %8.3f  (%.3f to %.3f)", name, series.median(), series.least(), series.most()));
        PrintWriter console = spec.commandLine().getOut();
        console.println(figures.entrySet().stream()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "\"%s\":%.4f",
                        figure.getKey(),
                        figure.getValue().median()))
                .collect(Collectors.joining(",", "{", "}")));
        console.flush();
    }
}
