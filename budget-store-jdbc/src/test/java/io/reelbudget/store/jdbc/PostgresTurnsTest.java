package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.store.jdbc.TurnSettings.Hearing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@DisplayName("Hosts that take turns in a database")
@RealPostgres
class PostgresTurnsTest {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresTurnsTest.class);
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ANN = AccountPath.of("acme/ann");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String schema = PostgresServer.newSchema();
    private final List<PostgresLedger> hosts = new ArrayList<>();

    @AfterEach
    void close() {
        hosts.forEach(PostgresLedger::close);
    }

    private PostgresLedger host(Hearing hearing) {
        TurnSettings turns = TurnSettings.defaults()
                .withLease(Duration.ofSeconds(2), Duration.ofMillis(500))
                .withHearing(hearing);
        PostgresLedger host = PostgresLedger.open(
                PostgresServer.pool(),
                InstantSource.system(),
                PostgresSettings.defaults().withSchema(schema).withConnections(1),
                turns);
        hosts.add(host);
        return host;
    }

    private HostTurns turns() {
        return host(Hearing.NOTIFIED).turns();
    }

    /** What a host heard. */
    private static final class Heard implements HostTurns.Listener {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void begun(AccountPath root) {
            told.add("begun " + root);
        }

        @Override
        public void noted(AccountPath root) {
            told.add("noted " + root);
        }

        @Override
        public void happened(AccountPath account) {
            told.add("happened " + account);
        }
    }

    @Test
    void have_a_root_looked_after_by_one_of_those_who_offered_it() {
        HostTurns one = turns();
        HostTurns other = turns();
        HostTurns bystander = turns();

        one.offer(ANN);
        other.offer(ACME);
        Until.isSo("somebody's turn", PATIENCE, () -> one.isOurs(ACME) || other.isOurs(ACME));

        assertThat(one.isOurs(ANN)).isNotEqualTo(other.isOurs(ANN));
        assertThat(one.begin(ANN).isPresent()).isNotEqualTo(other.begin(ANN).isPresent());
        assertThat(bystander.isOurs(ACME)).isFalse();
    }

    @Test
    void share_roots_when_another_host_comes() {
        List<AccountPath> roots = IntStream.range(0, 10)
                .mapToObj(i -> AccountPath.of("root-" + i))
                .toList();
        HostTurns one = turns();
        roots.forEach(one::offer);
        Until.isSo("all of one's", PATIENCE, () -> ours(one, roots) == 10);

        HostTurns other = turns();
        roots.forEach(other::offer);

        Until.isSo("half each", PATIENCE, () -> ours(one, roots) == 5 && ours(other, roots) == 5);
        roots.forEach(root -> assertThat(one.isOurs(root)).isNotEqualTo(other.isOurs(root)));
    }

    private static long ours(HostTurns host, List<AccountPath> roots) {
        return roots.stream().filter(host::isOurs).count();
    }

    @Test
    void take_over_at_once_from_a_host_that_is_closed() {
        PostgresLedger one = host(Hearing.NOTIFIED);
        one.turns().offer(ACME);
        Until.isSo("one's", PATIENCE, () -> one.turns().isOurs(ACME));
        HostTurns other = turns();
        Heard heard = new Heard();
        other.listen(heard);
        other.offer(ACME);

        one.close();

        Duration took = Until.isSo("the other's", PATIENCE, () -> other.isOurs(ACME));
        assertThat(took).as("less than the lease").isLessThan(Duration.ofSeconds(2));
        Until.isSo("told", PATIENCE, () -> heard.told.contains("begun acme"));
    }

    @Test
    void keep_a_turn_while_something_is_done_in_it() {
        HostTurns one = turns();
        AccountPath second = AccountPath.of("second");
        one.offer(ACME);
        one.offer(second);
        Until.isSo("one's", PATIENCE, () -> one.isOurs(ACME) && one.isOurs(second));
        HostTurns.Turn acme = one.begin(ACME).orElseThrow();
        HostTurns.Turn other = one.begin(second).orElseThrow();
        HostTurns newcomer = turns();
        newcomer.offer(ACME);
        newcomer.offer(second);

        Until.isSo("asked for", PATIENCE, () -> column(
                        "SELECT count(*) FROM " + schema + ".lease WHERE wanted IS NOT NULL")
                .equals("1"));
        assertThat(acme.holds()).isTrue();
        assertThat(other.holds()).isTrue();
        acme.close();
        other.close();

        Until.isSo("one each", PATIENCE, () -> newcomer.isOurs(ACME) || newcomer.isOurs(second));
        assertThat(acme.holds() && other.holds()).isFalse();
    }

    @Test
    void have_it_from_the_database_whether_a_turn_goes_on() throws SQLException {
        HostTurns one = turns();
        one.offer(ACME);
        Until.isSo("one's", PATIENCE, () -> one.isOurs(ACME));
        HostTurns.Turn turn = one.begin(ACME).orElseThrow();
        assertThat(turn.holds()).isTrue();

        execute("UPDATE " + schema + ".lease SET holder = 'somebody else', number = number + 1");

        assertThat(turn.holds()).isFalse();
    }

    @Test
    void tell_whose_turn_it_is_that_something_happened_to_an_account() {
        HostTurns one = turns();
        Heard heard = new Heard();
        one.listen(heard);
        one.offer(ACME);
        Until.isSo("one's", PATIENCE, () -> one.isOurs(ACME));
        HostTurns other = turns();
        other.offer(ACME);

        IntStream.range(0, 100).forEach(job -> other.tell(ANN));

        Until.isSo("told", PATIENCE, () -> heard.told.contains("happened acme/ann"));
        assertThat(heard.told.stream().filter(each -> each.startsWith("happened")))
                .hasSizeLessThan(5);
    }

    @ParameterizedTest
    @EnumSource(Hearing.class)
    void hear_within_a_second_of_notes_and_plans_that_others_change(Hearing hearing) {
        PostgresLedger writer = host(hearing);
        writer.blocking().open(ACME, Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC));
        PostgresLedger reader = host(hearing);
        Heard heard = new Heard();
        reader.turns().listen(heard);
        Until.isSo("at work", PATIENCE, () -> column("SELECT count(*) FROM " + schema + ".host")
                .equals("1"));
        writer.blocking().hold(ACME, IdempotencyKey.random(), Amount.parse("1", Unit.USD), Duration.ofHours(1));

        List<Duration> latencies = new ArrayList<>();
        for (int note = 0; note < 10; note++) {
            int before = noted(heard);
            writer.blocking().submit(new Command.Note(ACME, IdempotencyKey.random(), "test", "note " + note));
            latencies.add(Until.isSo("noted", PATIENCE, () -> noted(heard) > before));
        }

        latencies.sort(null);
        LOG.warn(
                "{}: heard of notes after {} ms in the middle and {} ms at most.",
                hearing,
                latencies.get(5).toMillis(),
                latencies.get(9).toMillis());
        assertThat(latencies.get(5)).isLessThan(Duration.ofSeconds(1));
        assertThat(noted(heard)).as("one for each note, none for holds").isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Hearing.class)
    void hear_of_a_note_of_another_right_before_their_own(Hearing hearing) {
        PostgresLedger other = host(hearing);
        PostgresLedger here = host(hearing);
        Heard heard = new Heard();
        here.turns().listen(heard);
        List<AccountPath> roots = IntStream.range(0, 40)
                .mapToObj(number -> AccountPath.of("noted-" + number))
                .toList();
        roots.forEach(root -> other.blocking().open(root, Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC)));

        for (AccountPath root : roots) {
            other.blocking().submit(new Command.Note(root, IdempotencyKey.random(), "test", "another's"));
            here.blocking().submit(new Command.Note(root, IdempotencyKey.random(), "test", "its own"));
        }

        Until.isSo(
                "heard of all", PATIENCE, () -> roots.stream().allMatch(root -> heard.told.contains("noted " + root)));
    }

    private static int noted(Heard heard) {
        return (int) heard.told.stream().filter("noted acme"::equals).count();
    }

    private static String column(String query) {
        try (Connection connection = PostgresServer.pool().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = PostgresServer.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
