package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSchema;
import io.reelbudget.store.jdbc.PostgresSettings;
import io.reelbudget.store.jdbc.ShardMoves;
import io.reelbudget.store.jdbc.ShardedLedger;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What a job costs over two shards, each a server of its own, against one database: processor time of the host and of
 * all servers. Both have as many callers and as many connections in all, so that batches are as large. Used once.
 */
final class ShardTrial implements AutoCloseable {

    private static final int ACCOUNTS = 2_000;
    private static final int CALLERS = 512;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final String SCHEMA = "sharded";
    private static final String ALONE = "alone";

    private final SharedServer first;
    private final SharedServer second;
    private final Contestant one;
    private final Contestant two;
    private long jobsAlone;
    private long logBytesAlone;

    private ShardTrial(SharedServer first, SharedServer second, int connections) throws Exception {
        this.first = first;
        this.second = second;
        PostgresSettings settings = PostgresSettings.defaults().withConnections(connections);
        DataSource alone = prepared(first, ALONE);
        this.one = callers(
                "one database, 512 callers",
                PostgresLedger.open(alone, InstantSource.system(), settings.withSchema(ALONE)));
        Map<String, DataSource> shards = Map.of("first", prepared(first, SCHEMA), "second", prepared(second, SCHEMA));
        PostgresSettings each = settings.withSchema(SCHEMA).withConnections(Math.max(1, connections / 2));
        ShardMoves moves = ShardMoves.of(shards, "first", each);
        shards.keySet().forEach(moves::add);
        this.two =
                callers("two shards, 512 callers", ShardedLedger.open(shards, "first", InstantSource.system(), each));
    }

    /**
     * Starts two servers and opens accounts on both sides.
     *
     * @param connections as many as one database gets; each shard gets half of them
     */
    static ShardTrial start(int connections) throws Exception {
        SharedServer first = SharedServer.start();
        SharedServer second = SharedServer.start();
        return new ShardTrial(first, second, connections);
    }

    private static Contestant callers(String name, Ledger ledger) throws Exception {
        return new LedgerCallers(name, ledger, Accounts.of(ACCOUNTS), CALLERS);
    }

    private static DataSource prepared(SharedServer server, String schema) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(server.url());
        PostgresSchema.apply(source, schema, InstantSource.system().instant());
        return source;
    }

    /** Measures both in turns and returns the ratios of what a job costs. */
    Series measure(int rounds, Duration span, Report report) throws Exception {
        one.run(WARM_UP);
        two.run(WARM_UP);
        long bytes = bytesAlone();
        Series ratios = new Series();
        for (int round = 1; round <= rounds; round++) {
            // Whoever goes first does not always do so.
            double before = round % 2 == 1 ? costAlone(span, report) : 0;
            double sharded = cost(two, span, report).micros();
            ratios.add(sharded / (round % 2 == 1 ? before : costAlone(span, report)));
        }
        report.line(
                "a job takes %.0f bytes of tables and indexes in one database, and %.0f bytes of its server's log",
                (bytesAlone() - bytes) / (double) jobsAlone, logBytesAlone / (double) jobsAlone);
        return ratios;
    }

    /** What a turn came to. */
    private record Cost(long jobs, double micros) {}

    private double costAlone(Duration span, Report report) throws Exception {
        long log = logPosition();
        Cost cost = cost(one, span, report);
        logBytesAlone += logPosition() - log;
        jobsAlone += cost.jobs();
        return cost.micros();
    }

    private Cost cost(Contestant contestant, Duration span, Report report) throws Exception {
        double before = serverMicros();
        Sample sample = contestant.run(span);
        double servers = (serverMicros() - before) / sample.jobs();
        report.line(
                "%-52s %8.0f jobs/s  p50 %7.2f ms  p99 %8.2f ms  server %7.1f us/job  host %6.1f us/job",
                contestant.name(),
                sample.perSecond(),
                sample.latencyMillis(0.5),
                sample.latencyMillis(0.99),
                servers,
                sample.cpuMicros());
        return new Cost(sample.jobs(), servers + sample.cpuMicros());
    }

    private double serverMicros() throws IOException {
        return first.cpuMicros() + second.cpuMicros();
    }

    /** Returns how large the tables of the one database are, with their indexes. */
    private long bytesAlone() throws SQLException {
        return number("SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE n.nspname = '" + ALONE + "' AND c.relkind = 'r'");
    }

    private long logPosition() throws SQLException {
        return number("SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = first.connect();
                Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        one.close();
        two.close();
        first.close();
        second.close();
    }
}
