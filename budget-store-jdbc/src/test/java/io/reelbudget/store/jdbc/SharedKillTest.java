package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/**
 * Hosts in processes of their own work on the same accounts; now one of them is killed, now the server with all its
 * processes. {@code -Dreelbudget.sharedKills} says how often.
 */
@DisplayName("A shared ledger whose hosts and server are killed")
@RealPostgres
class SharedKillTest {

    private static final int ROUNDS = Integer.getInteger("reelbudget.sharedKills", 5);

    @TempDir
    Path directory;

    @Test
    void loses_nothing_that_was_acknowledged_and_does_nothing_twice() throws Exception {
        try (KilledServer server = KilledServer.start()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(server.url());
            PostgresSchema.apply(source, "killed", Instant.now());
            PostgresSettings settings = PostgresSettings.defaults().withSchema("killed");
            try (HostFleet fleet = new HostFleet(directory, server.url(), settings)) {
                fleet.startHost();
                fleet.startHost();
                for (int round = 0; round < ROUNDS; round++) {
                    fleet.awaitJobs();
                    if (round % 2 == 0) {
                        fleet.killHost();
                        fleet.startHost();
                    } else {
                        server.killAndRestart();
                    }
                }
                fleet.awaitJobs();
                fleet.finish();

                long acknowledged = fleet.compare();

                assertThat(acknowledged).isPositive();
                LoggerFactory.getLogger(SharedKillTest.class)
                        .info("{} kills, {} acknowledged operations, none lost, none twice", ROUNDS, acknowledged);
            }
        }
    }
}
