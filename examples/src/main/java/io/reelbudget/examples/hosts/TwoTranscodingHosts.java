package io.reelbudget.examples.hosts;

import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSchema;
import io.reelbudget.store.jdbc.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/**
 * Starts a database and two hosts that transcode on one budget, and shows that the budget holds: together they spend no
 * more than there is, both are refused when it is spent, and its owner is told once.
 */
public final class TwoTranscodingHosts {

    private static final String ROLE = "transcoder";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TwoTranscodingHosts() {}

    /** Runs it; ends with 1 where the budget did not hold. */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        boolean held;
        try (EmbeddedPostgres server = startServer()) {
            held = runOn(server);
        }
        if (!held) {
            System.exit(1);
        }
    }

    /** The library that starts it turns these off for speed; a ledger refuses such a server. */
    private static EmbeddedPostgres startServer() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /** Runs it on a server that is there, and returns whether the budget held. */
    static boolean runOn(EmbeddedPostgres server) throws IOException, SQLException, InterruptedException {
        makeTables(server.getPostgresDatabase());
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=" + ROLE;
        System.out.println(
                "One budget, " + TranscodingHost.BUDGET + " a month, and two hosts, each a process of its own.");
        try (HostConsole east = HostConsole.start("east", url);
                HostConsole west = HostConsole.start("west", url)) {
            east.await("READY", PATIENCE);
            west.await("READY", PATIENCE);
            adoptPolicy(url);
            east.go();
            west.go();
            List<String> done = List.of(east.await("REFUSED", PATIENCE), west.await("REFUSED", PATIENCE));
            boolean isTold = toldOnce(east, west);
            return report(url, List.of(east, west), done, isTold);
        }
    }

    /** Once for a database, as its owner; the hosts may do less. */
    private static void makeTables(DataSource owner) throws SQLException {
        PostgresSchema.apply(owner, "reelbudget", Instant.now());
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN");
        }
        PostgresSchema.grant(owner, "reelbudget", ROLE);
    }

    /** As somebody at a desk would, from a third process: the hosts hear of it. */
    private static void adoptPolicy(String url) {
        try (PostgresLedger ledger = PostgresLedger.open(url, InstantSource.system(), PostgresSettings.defaults());
                RunwayMonitor desk = Desk.over(ledger)) {
            desk.adopt(TranscodingHost.ACME, TranscodingHost.POLICY, "ann");
        }
    }

    private static boolean toldOnce(HostConsole east, HostConsole west) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (east.count("NOTICE") + west.count("NOTICE") == 0 && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        Thread.sleep(1_500); // a second one would come by then
        return east.count("NOTICE") + west.count("NOTICE") == 1;
    }

    private static boolean report(String url, List<HostConsole> hosts, List<String> refusals, boolean isTold) {
        for (HostConsole host : hosts) {
            host.said("DONE").forEach(line -> System.out.println(host.name() + " did " + line + "."));
            host.said("NOTICE").forEach(line -> System.out.println(host.name() + " told the owner: " + line));
        }
        refusals.forEach(why -> System.out.println("Refused: " + why));
        try (PostgresLedger ledger = PostgresLedger.open(url, InstantSource.system(), PostgresSettings.defaults())) {
            BlockingLedger calls = ledger.blocking();
            Balance balance = calls.balance(TranscodingHost.ACME);
            Amount spent = balance.posted();
            boolean isKept = !spent.isGreaterThan(TranscodingHost.BUDGET);
            boolean isVerified = calls.verify().differences().isEmpty();
            System.out.println("Together they spent " + spent + " of " + TranscodingHost.BUDGET + "; " + balance.held()
                    + " is held and " + balance.available() + " is left.");
            System.out.println((isKept ? "The budget held" : "THE BUDGET DID NOT HOLD") + ", the owner was "
                    + (isTold ? "told once" : "NOT TOLD ONCE") + ", and every entry "
                    + (isVerified ? "adds up" : "DOES NOT ADD UP") + ".");
            return isKept && isTold && isVerified;
        }
    }
}
