package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Something durable that does jobs: open over all rounds, each of which runs it for a while. */
interface Contestant extends AutoCloseable {

    /** Returns what it is, for the table. */
    String name();

    /** Does as many jobs as it can in a span of time. */
    Sample run(Duration span) throws Exception;

    @Override
    void close() throws IOException, SQLException;
}
