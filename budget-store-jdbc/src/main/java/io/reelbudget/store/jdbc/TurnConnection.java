package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The connection over which a host takes its turns and hears of the others. Not thread-safe. */
final class TurnConnection implements AutoCloseable {

    /** A row of news: the same subject and kind with a higher number says that there is more of them. */
    record News(String subject, String kind, long number, String host) {}

    /** The rows of late, and when that was by the database's clock. */
    record Latest(List<News> news, long databaseMillis) {}

    private record Lent(boolean autoCommit, int networkMillis) {}

    private final Connection connection;
    private final Lent lent;
    private final HostSql sql;
    private final String host;
    private final String channel;
    private final TurnSession session;

    /** Null where nothing is listened to. */
    private final @Nullable PGConnection listening;

    private TurnConnection(
            Connection connection,
            Lent lent,
            HostSql sql,
            String host,
            String channel,
            TurnSession session,
            @Nullable PGConnection listening) {
        this.connection = connection;
        this.lent = lent;
        this.sql = sql;
        this.host = host;
        this.channel = channel;
        this.session = session;
        this.listening = listening;
    }

    static TurnConnection open(DataSource source, PostgresSettings ledger, TurnSettings settings, String host)
            throws SQLException {
        Connection connection = source.getConnection();
        try {
            Lent lent = new Lent(connection.getAutoCommit(), connection.getNetworkTimeout());
            // A server that is gone without a word must not keep a host from noticing until its lease is over.
            connection.setNetworkTimeout(Runnable::run, settings.patienceMillis());
            connection.setAutoCommit(false);
            TurnSession session = TurnSession.begin(connection, settings.patienceMillis());
            boolean listens = session.isPostgres()
                    && settings.hearing() == TurnSettings.Hearing.NOTIFIED
                    && connection.isWrapperFor(PGConnection.class);
            if (listens) {
                try (Statement listen = connection.createStatement()) {
                    listen.execute("LISTEN \"" + ledger.schema() + "\"");
                }
            }
            connection.commit();
            return new TurnConnection(
                    connection,
                    lent,
                    new HostSql(ledger.schema()),
                    host,
                    ledger.schema(),
                    session,
                    listens ? connection.unwrap(PGConnection.class) : null);
        } catch (SQLException | RuntimeException failed) {
            BatchConnection.abort(connection);
            throw failed;
        }
    }

    boolean listens() {
        return listening != null;
    }

    /** Gives a sign of life, and returns the number of each turn that is this host's then. */
    Map<String, Long> sign(long leaseMillis) throws SQLException {
        try (PreparedStatement sign = connection.prepareStatement(sql.sign)) {
            sign.setString(1, host);
            sign.setLong(2, leaseMillis);
            sign.executeUpdate();
        }
        Map<String, Long> turns = turnsOf(host);
        connection.commit();
        return turns;
    }

    private Map<String, Long> turnsOf(String holder) throws SQLException {
        Map<String, Long> turns = new HashMap<>();
        try (PreparedStatement ask = connection.prepareStatement(sql.turnsOf)) {
            ask.setString(1, holder);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    turns.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return turns;
    }

    void offer(Collection<String> roots) throws SQLException {
        try (PreparedStatement offer = connection.prepareStatement(sql.offer)) {
            offer.setObject(1, sorted(roots));
            offer.executeUpdate();
        }
        connection.commit();
    }

    /**
     * Takes the turns that are nobody's, or that are those of hosts that died, of some roots.
     *
     * @param died gets the names of the hosts that died, or that are gone and hold turns all the same
     * @return whether there were any
     */
    boolean takeFree(Set<String> offered, Set<String> died) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(sql.dead)) {
            ask.setString(1, host);
            died.addAll(strings(ask));
        }
        try (PreparedStatement ask = connection.prepareStatement(sql.gone)) {
            ask.setString(1, host);
            died.addAll(strings(ask));
        }
        List<String> free;
        try (PreparedStatement ask = connection.prepareStatement(sql.free)) {
            ask.setObject(1, died.toArray(String[]::new));
            free = strings(ask);
        }
        free.retainAll(offered);
        if (!free.isEmpty()) {
            try (PreparedStatement take = connection.prepareStatement(sql.take)) {
                take.setString(1, host);
                take.setObject(2, free.toArray(String[]::new));
                take.executeUpdate();
            }
        }
        connection.commit();
        return !free.isEmpty();
    }

    /** Asks whoever has many more turns for some of them. */
    void askForShare(Set<String> offered) throws SQLException {
        Set<String> living = living();
        Map<String, Integer> others = new HashMap<>();
        int own = 0;
        try (PreparedStatement ask = connection.prepareStatement(sql.shares);
                ResultSet rows = ask.executeQuery()) {
            while (rows.next()) {
                String holder = rows.getString(1);
                int count = rows.getInt(2);
                if (holder.equals(host)) {
                    own = count;
                } else if (living.contains(holder)) {
                    others.put(holder, count);
                }
            }
        }
        FairShare.Wish wish = FairShare.wish(own, others).orElse(null);
        if (wish != null) {
            String[] roots = turnsOf(wish.holder()).keySet().stream()
                    .filter(offered::contains)
                    .sorted() // the same ones as the last time, where that was not answered yet
                    .limit(wish.turns())
                    .toArray(String[]::new);
            try (PreparedStatement want = connection.prepareStatement(sql.want)) {
                want.setString(1, host);
                want.setString(2, wish.holder());
                want.setObject(3, roots);
                want.executeUpdate();
            }
        }
        connection.commit();
    }

    private Set<String> living() throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(sql.living)) {
            return new HashSet<>(strings(ask));
        }
    }

    /**
     * Returns which of this host's turns other hosts ask for that live, and keeps those from leaving until
     * {@link #handOver}, which must follow.
     */
    Map<String, String> wanted() throws SQLException {
        Map<String, String> wanted = new LinkedHashMap<>();
        try (PreparedStatement ask = connection.prepareStatement(sql.wanted)) {
            ask.setString(1, host);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    wanted.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        if (!wanted.isEmpty()) {
            try (PreparedStatement ask = connection.prepareStatement(sql.receivers)) {
                ask.setObject(1, sorted(new HashSet<>(wanted.values())));
                wanted.values().retainAll(strings(ask));
            }
        }
        return wanted;
    }

    /** Gives turns to who asked for them, if any. */
    void handOver(Map<String, String> turns) throws SQLException {
        try (PreparedStatement hand = connection.prepareStatement(sql.handOver)) {
            for (Map.Entry<String, String> turn : turns.entrySet()) {
                hand.setString(1, turn.getValue());
                hand.setString(2, turn.getKey());
                hand.setString(3, host);
                hand.executeUpdate();
            }
        }
        if (!turns.isEmpty()) {
            notifyOthers(TURNS);
        }
        connection.commit();
    }

    /** Removes what hosts have left that died long ago. */
    void bury() throws SQLException {
        try (PreparedStatement bury = connection.prepareStatement(sql.bury)) {
            bury.executeUpdate();
        }
        connection.commit();
    }

    /** Gives all turns back but some, which others take when this host's last sign of life is too long ago. */
    void leave(Set<String> kept) throws SQLException {
        try (PreparedStatement giveBack = connection.prepareStatement(sql.giveBack);
                PreparedStatement leave = connection.prepareStatement(sql.leave)) {
            if (kept.isEmpty()) {
                // First: who is about to hand over a turn has locked it, and that turn is given back, too.
                leave.setString(1, host);
                leave.executeUpdate();
            }
            giveBack.setString(1, host);
            giveBack.setObject(2, sorted(kept));
            giveBack.executeUpdate();
        }
        notifyOthers(TURNS);
        connection.commit();
    }

    Latest news() throws SQLException {
        List<News> news = new ArrayList<>();
        long databaseMillis = 0;
        try (PreparedStatement ask = connection.prepareStatement(sql.news);
                ResultSet rows = ask.executeQuery()) {
            while (rows.next()) {
                News row = new News(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getString(4));
                if (row.kind().equals(TIME)) {
                    databaseMillis = row.number();
                } else {
                    news.add(row);
                }
            }
        }
        connection.commit();
        return new Latest(news, databaseMillis);
    }

    /** Tells the others that something happened to accounts. */
    void tell(Collection<String> accounts) throws SQLException {
        session.waitForNoStandby(connection);
        try (PreparedStatement tell = connection.prepareStatement(sql.tell)) {
            tell.setObject(1, sorted(accounts));
            tell.setString(2, HAPPENED);
            tell.setString(3, host);
            tell.executeUpdate();
        }
        notifyOthers(NEWS);
        connection.commit();
    }

    /** The kind of news that something happened to an account. */
    static final String HAPPENED = "H";

    /** The kind of news that notes about accounts of a root were kept, or their plans changed. */
    static final String NOTED = "N";

    /** The kind of the row whose number is the database's time. */
    static final String TIME = "T";

    /** What notifications say after the host's name and a space. */
    static final String NEWS = "news";

    static final String TURNS = "turns";

    private void notifyOthers(String what) throws SQLException {
        if (session.isPostgres()) {
            try (PreparedStatement tell = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
                tell.setString(1, channel);
                tell.setString(2, host + " " + what);
                tell.execute();
            }
        }
    }

    /**
     * Waits for the others, for so long at most; returns what they notified meanwhile: {@link #NEWS}, {@link #TURNS}.
     */
    Set<String> listen(long millis) throws SQLException {
        Set<String> heard = new HashSet<>();
        PGConnection own = listening;
        if (own == null) {
            LockSupport.parkNanos(this, millis * 1_000_000L);
            return heard;
        }
        PGNotification[] notifications = own.getNotifications(Math.toIntExact(Math.max(1, millis)));
        for (PGNotification each : notifications == null ? new PGNotification[0] : notifications) {
            String told = each.getParameter();
            int space = told.lastIndexOf(' ');
            if (space > 0 && !told.substring(0, space).equals(host)) {
                heard.add(told.substring(space + 1));
            }
        }
        return heard;
    }

    private static List<String> strings(PreparedStatement ask) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = ask.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static String[] sorted(Collection<String> names) {
        return names.stream().sorted().toArray(String[]::new);
    }

    /** Gives the connection back as it was. */
    @Override
    public void close() {
        try {
            connection.rollback();
            if (listening != null) {
                try (Statement unlisten = connection.createStatement()) {
                    unlisten.execute("UNLISTEN *");
                }
            }
            session.end(connection);
            connection.setNetworkTimeout(Runnable::run, lent.networkMillis());
            connection.setAutoCommit(lent.autoCommit());
            connection.close();
        } catch (SQLException broken) {
            abort();
        }
    }

    /** Ends a connection of which nobody knows what state it is in. */
    void abort() {
        BatchConnection.abort(connection);
    }
}
