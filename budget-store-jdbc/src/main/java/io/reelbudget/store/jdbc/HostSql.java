package io.reelbudget.store.jdbc;

/** The statements about hosts, their turns and their news, on the tables of a schema. */
final class HostSql {

    private static final String IN_MILLIS = "clock_timestamp() + ? * interval '1 millisecond'";

    /** Gives a sign of life; locks the host's own row, which whoever takes its turns must lock, too. */
    final String sign;

    /** Ends a host; whoever hands it turns has its row locked until it has them. */
    final String leave;

    final String turnsOf;

    /** Locks hosts that died, but for those that somebody else is at. */
    final String dead;

    /** Who holds turns and is no host: nobody would ever take them from there. */
    final String gone;

    /** Removes hosts that died an hour ago and hold nothing any more. */
    final String bury;

    final String living;

    /** Makes the turns of roots that nobody ever offered. */
    final String offer;

    /** The roots whose turn is nobody's, or one of some hosts'. */
    final String free;

    final String take;

    /** Gives back all turns of a host but those of some roots. */
    final String giveBack;

    /** How many turns each host has. */
    final String shares;

    final String want;
    final String wanted;

    /** Locks those hosts that live, so that none of them leaves before it has what it is handed. */
    final String receivers;

    final String handOver;
    final String holds;

    /**
     * News of late: a transaction may be committed some time after its row was made. Of what happened to accounts there
     * is more, and who missed some of it looks at all. One row more says what time it is at the database, in
     * milliseconds, which goes on while a host's machine is paused.
     */
    final String news;

    final String tell;

    HostSql(String schema) {
        String at = schema + ".";
        sign = "INSERT INTO " + at + "host (name, until) VALUES (?, " + IN_MILLIS
                + ") ON CONFLICT (name) DO UPDATE SET until = excluded.until";
        leave = "DELETE FROM " + at + "host WHERE name = ?";
        turnsOf = "SELECT root, number FROM " + at + "lease WHERE holder = ?";
        dead = "SELECT name FROM " + at + "host WHERE until < clock_timestamp() AND name <> ?"
                + " ORDER BY name FOR UPDATE SKIP LOCKED";
        gone = "SELECT holder FROM (SELECT DISTINCT holder FROM " + at + "lease WHERE holder <> ?) l"
                + " WHERE NOT EXISTS (SELECT 1 FROM " + at + "host h WHERE h.name = l.holder)";
        bury = "DELETE FROM " + at + "host h WHERE h.until < clock_timestamp() - interval '1 hour'"
                + " AND NOT EXISTS (SELECT 1 FROM " + at + "lease l WHERE l.holder = h.name)";
        living = "SELECT name FROM " + at + "host WHERE until >= clock_timestamp()";
        offer = "INSERT INTO " + at + "lease (root) SELECT unnest(?::text[]) ON CONFLICT (root) DO NOTHING";
        free = "SELECT root FROM " + at + "lease WHERE holder IS NULL OR holder = ANY(?)"
                + " ORDER BY root FOR UPDATE SKIP LOCKED";
        take = "UPDATE " + at + "lease SET holder = ?, wanted = NULL, number = number + 1 WHERE root = ANY(?)";
        giveBack = "UPDATE " + at + "lease SET holder = NULL WHERE holder = ? AND NOT (root = ANY(?))";
        shares = "SELECT holder, count(*) FROM " + at + "lease WHERE holder IS NOT NULL GROUP BY holder";
        want = "UPDATE " + at + "lease SET wanted = ? WHERE holder = ? AND root = ANY(?)";
        wanted = "SELECT root, wanted FROM " + at + "lease WHERE holder = ? AND wanted IS NOT NULL";
        receivers = "SELECT name FROM " + at + "host WHERE name = ANY(?) AND until >= clock_timestamp()"
                + " ORDER BY name FOR UPDATE SKIP LOCKED";
        handOver = "UPDATE " + at + "lease SET holder = ?, wanted = NULL, number = number + 1"
                + " WHERE root = ? AND holder = ?";
        holds = "SELECT 1 FROM " + at + "lease l JOIN " + at + "host h ON h.name = l.holder"
                + " WHERE l.root = ? AND l.holder = ? AND l.number = ? AND h.until >= clock_timestamp()";
        news = newsOf(at, TurnConnection.NOTED, 60) + " UNION ALL " + newsOf(at, TurnConnection.HAPPENED, 15)
                + " UNION ALL SELECT '', '" + TurnConnection.TIME
                + "', CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint), ''";
        tell = "INSERT INTO " + at + "news (subject, kind, number, host, at)"
                + " SELECT unnest(?::text[]), ?, 1, ?, clock_timestamp() ON CONFLICT (subject, kind) DO UPDATE"
                + " SET number = news.number + 1, host = excluded.host, at = excluded.at";
    }

    private static String newsOf(String at, String kind, int seconds) {
        return "SELECT subject, kind, number, host FROM " + at + "news WHERE kind = '" + kind
                + "' AND at > clock_timestamp() - interval '" + seconds + " seconds'";
    }
}
