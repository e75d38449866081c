package io.reelbudget.examples.hosts;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Action;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Explanation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSettings;
import io.reelbudget.store.jdbc.TurnSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A host that looks after roots and acts once on each that has spent: it sends a notice and asks for an instance. Its
 * hooks are slow and note in a table which calls they got, under which keys and when.
 */
final class WatchingHost {

    private static final long HOOK_MILLIS = 150;

    private WatchingHost() {}

    /** Named so that those of each set are shared out evenly. */
    static List<AccountPath> roots(String set, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> AccountPath.of(i + "-" + set))
                .toList();
    }

    static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return source;
    }

    /** Runs one until its input ends: the database's address, schema, its name, its lease, and how many roots. */
    public static void main(String[] arguments) throws IOException {
        Duration lease = Duration.parse(arguments[3]);
        TurnSettings turns = TurnSettings.defaults().withLease(lease, lease.dividedBy(3));
        Hooked hooks = new Hooked(source(arguments[0]), arguments[1], arguments[2]);
        try (Reelbudget budgets =
                facade(clock -> ledger(arguments[0], arguments[1], turns), hooks.all(), Duration.ofSeconds(1))) {
            for (String set : List.of("first", "second")) {
                for (AccountPath root : roots(set, Integer.parseInt(arguments[4]))) {
                    budgets.open(root, plan(), terms());
                }
            }
            System.out.println("READY");
            while (System.in.read() >= 0) {
                // It works by itself.
            }
        }
    }

    static PostgresLedger ledger(String url, String schema, TurnSettings turns) {
        return PostgresLedger.open(
                source(url),
                InstantSource.system(),
                PostgresSettings.defaults().withSchema(schema).withConnections(1),
                turns);
    }

    static Reelbudget facade(Function<InstantSource, Ledger> ledger, Hooks hooks, Duration housekeeping) {
        return Reelbudget.over(ledger)
                .estimator(new Steady())
                .hooks(hooks)
                .housekeeping(housekeeping)
                .open();
    }

    static Plan plan() {
        return Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC);
    }

    static AccountTerms terms() {
        return AccountTerms.pricedBy(AccountTerms.illustrativeUsd()).withPolicy(once());
    }

    private static ScalingPolicy once() {
        return situation -> {
            Explanation why = Explanation.ofOwnRule("It has spent.", "Would not act before.");
            boolean acts = situation.balance().posted().isPositive()
                    && !situation.stance().hasActed();
            return acts
                    ? new Decision.Act(
                            NoticeLevel.WARNING,
                            List.of(
                                    new Action.SendNotice(notice(situation.account(), situation.now())),
                                    new Action.ProvisionInstances(1, "It has spent.", "", Duration.ZERO)),
                            why)
                    : new Decision.Proceed(why);
        };
    }

    private static Notice notice(AccountPath account, java.time.Instant at) {
        return new Notice(
                account + " has spent",
                account,
                NoticeLevel.WARNING,
                at,
                "Spent",
                "It has spent.",
                "Nothing.",
                "Nothing.",
                new TreeMap<>());
    }

    /** Hooks that note their calls. */
    record Hooked(PGSimpleDataSource source, String schema, String host) {

        Hooks all() {
            return Hooks.standard()
                    .withNotifier(notice -> note("notice " + notice.dedupeKey()))
                    .withProvisioner(new Provisioner() {
                        @Override
                        public InstanceReceipt provision(InstanceRequest request) {
                            note("provision " + request.account() + " " + request.key());
                            return new InstanceReceipt(request.instances(), "one");
                        }

                        @Override
                        public InstanceReceipt giveBack(InstanceRequest request) {
                            return new InstanceReceipt(request.instances(), "none");
                        }
                    });
        }

        private void note(String key) {
            long began = System.currentTimeMillis();
            try (Connection connection = source.getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO " + schema + ".delivered (key, host, began) VALUES (?, ?, ?)")) {
                insert.setString(1, key);
                insert.setString(2, host);
                insert.setLong(3, began);
                insert.executeUpdate();
                Thread.sleep(HOOK_MILLIS);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Expects as many seconds of processor time as the source is long. */
    private static final class Steady implements CostEstimator {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            Quantiles seconds = Quantiles.certain(job.source().durationSeconds());
            return new CostEstimate(seconds, CostEstimate.Origin.RATE, "steady", 0, "As long as the source.");
        }

        @Override
        public void learn(FinishedJob finished) {
            // It knows already.
        }
    }
}
