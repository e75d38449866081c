package io.reelbudget.store.jdbc;

/**
 * The statements of moves. Each is a transaction of its own that changes a row only from what it must have been to what
 * the move with a number wants it to be: so any of them may be done twice, and an outdated move changes nothing.
 */
final class MoveSql {

    final String lockShards;
    final String markShard;
    final String takesNew;
    final String takesNone;
    final String strayRoot;
    final String route;
    final String onTheirWay;
    final String announce;
    final String switchOver;
    final String turnBack;
    final String end;
    final String makeRow;
    final String makeRoom;
    final String takeRoom;
    final String row;
    final String fence;
    final String arrive;
    final String leave;
    final String comeBack;
    final String giveUp;
    final String rootsHere;

    MoveSql(String schema) {
        String root = schema + ".root";
        String route = schema + ".route";
        String shard = schema + ".shard";
        lockShards = "LOCK TABLE " + shard + " IN ACCESS EXCLUSIVE MODE";
        markShard = "INSERT INTO " + shard + " (name, takes_new) VALUES (?, false) ON CONFLICT (name) DO NOTHING";
        takesNew = "UPDATE " + shard + " SET takes_new = true WHERE name = ?";
        takesNone = "UPDATE " + shard + " SET takes_new = false WHERE name = ?";
        strayRoot = "SELECT r.name FROM " + root + " r WHERE r.state IN (0, 4) AND r.transactions > 0 AND NOT EXISTS"
                + " (SELECT 1 FROM " + route + " t WHERE t.root = r.name) ORDER BY r.name LIMIT 1";
        this.route = "SELECT shard, version, move, target, source, phase FROM " + route + " WHERE root = ?";
        onTheirWay = "SELECT root FROM " + route + " WHERE phase <> 0 ORDER BY root";
        announce = "UPDATE " + route + " SET target = ?, source = shard, move = move + 1, phase = 1"
                + " WHERE root = ? AND phase = 0 AND shard <> ?";
        switchOver = "UPDATE " + route + " SET shard = target, version = version + 1, phase = 2"
                + " WHERE root = ? AND move = ? AND phase = 1";
        turnBack = "UPDATE " + route + " SET phase = 3 WHERE root = ? AND move = ? AND phase = 1";
        end = "UPDATE " + route + " SET phase = 0, target = NULL, source = NULL"
                + " WHERE root = ? AND move = ? AND phase IN (2, 3)";
        makeRow = "INSERT INTO " + root + " (name) VALUES (?) ON CONFLICT (name) DO NOTHING";
        makeRoom = "INSERT INTO " + root + " (name, state, move) VALUES (?, 1, ?) ON CONFLICT (name) DO NOTHING";
        takeRoom = "UPDATE " + root + " SET state = 1, move = ? WHERE name = ?"
                + " AND ((move < ? AND state IN (1, 3)) OR (move = ? AND state = 1))";
        row = "SELECT id, transactions, state, move FROM " + root + " WHERE name = ?";
        fence = "UPDATE " + root + " SET state = 2, move = ? WHERE name = ? AND state = 0 AND move < ?";
        arrive = "UPDATE " + root + " SET state = 0 WHERE name = ? AND move = ? AND state = 1";
        leave = "UPDATE " + root + " SET state = 3 WHERE name = ? AND move = ? AND state = 2";
        comeBack = "UPDATE " + root + " SET state = 0, move = ? WHERE name = ? AND move <= ? AND state IN (0, 2)";
        giveUp = "UPDATE " + root + " SET state = 3, move = ? WHERE name = ? AND move <= ? AND state = 1";
        rootsHere = "SELECT name, transactions, state FROM " + root + " WHERE state IN (0, 4)";
    }
}
