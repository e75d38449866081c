package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Makes the tables by Flyway, which may be missing: then this class cannot even be loaded. */
final class FlywayMigration {

    private FlywayMigration() {}

    static void apply(DataSource owner, String schema) {
        int newest = newestStep(owner, schema);
        try {
            Flyway.configure(FlywayMigration.class.getClassLoader())
                    .dataSource(owner)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .createSchemas(true)
                    .table(PostgresSchema.HISTORY)
                    .locations("classpath:" + PostgresSchema.LOCATION)
                    // Tables that were made by hand before Flyway was there are those of some version.
                    .baselineOnMigrate(newest > 0)
                    .baselineVersion(String.valueOf(newest))
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw new LedgerUnavailableException(
                    "Flyway could not make the shared ledger's tables: " + failed.getMessage(), failed);
        }
    }

    private static int newestStep(DataSource owner, String schema) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            int newest = 0;
            for (SchemaScript step : SchemaScript.ALL) {
                newest = PostgresSchema.exists(statement, schema, step.table()) ? step.version() : newest;
            }
            return newest;
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The shared ledger's owner could not look for its tables: " + failed.getMessage(), failed);
        }
    }
}
