package io.reelbudget.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One step of the schema.
 *
 * @param version the one that it makes
 * @param file its name
 * @param table one that it makes: where that is there, the step was taken
 */
record SchemaScript(int version, String file, String table) {

    /** All steps, in their order. */
    static final List<SchemaScript> ALL = List.of(
            new SchemaScript(1, "V1__shared_ledger.sql", "root"),
            new SchemaScript(2, "V2__hosts.sql", "lease"),
            new SchemaScript(3, "V3__shards.sql", "shard"),
            new SchemaScript(4, "V4__retention.sql", "beginning"));

    /** Returns its statements. */
    String statements() {
        String resource = "/" + PostgresSchema.LOCATION + "/" + file;
        try (InputStream script = SchemaScript.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException("Resource " + resource + " was missing but comes with this class.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
