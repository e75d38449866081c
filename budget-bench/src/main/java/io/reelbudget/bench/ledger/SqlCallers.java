package io.reelbudget.bench.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Callers with a connection each, which do jobs by statements of their own. */
final class SqlCallers implements Contestant {

    /** Makes the jobs of one caller. */
    @FunctionalInterface
    interface JobsOf {
        Jobs on(Connection connection, KeySequence numbers) throws SQLException;
    }

    private final String name;
    private final List<Connection> connections = new ArrayList<>();
    private final Callers callers;

    SqlCallers(String name, SharedServer server, int count, JobsOf jobsOf) throws SQLException {
        this.name = name;
        List<Jobs> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connection connection = server.connect();
            connections.add(connection);
            jobs.add(jobsOf.on(connection, new KeySequence(((long) name.hashCode() << Integer.SIZE) + i)));
        }
        this.callers = new Callers(count, jobs::get);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Sample run(Duration span) throws Exception {
        return callers.run(span);
    }

    @Override
    public void close() throws SQLException {
        callers.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
