package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.LedgerUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators do about the shards of a {@link ShardedLedger}: add one, and take roots from one to another while
 * hosts work on them. It needs the rights of {@link PostgresSchema#grantMoves} in each database.
 *
 * <p>A move copies the records of a root while commands go on, keeps the root from being used for the moment in which
 * the last ones are copied and both ends are compared, and then has it used at its new place. Whatever fails in
 * between, the root's money is in one place: {@link #finish} goes on, and {@link #turnBack} goes back where that is
 * still possible. Both may be called by any process, also by several at once.
 *
 * <p>What was copied stays at the source, marked as gone: a root that comes back needs its newest records only.
 *
 * <p>This class is thread-safe.
 */
public final class ShardMoves {

    private static final Logger LOG = LoggerFactory.getLogger(ShardMoves.class);
    private static final int MAX_TURNS = 10;

    private final Map<String, DataSource> shards;
    private final ShardDatabase directory;
    private final RoutingTable routes;
    private final PostgresSettings settings;
    private final MoveSql sql;
    private final Consumer<MoveStep> observer;

    private ShardMoves(
            Map<String, DataSource> shards, String directory, PostgresSettings settings, Consumer<MoveStep> observer) {
        DataSource routing = require(directory, shards);
        this.shards = new TreeMap<>(shards);
        this.directory = new ShardDatabase(directory, routing, settings);
        this.routes = new RoutingTable(routing, settings);
        this.settings = settings;
        this.sql = new MoveSql(settings.schema());
        this.observer = observer;
    }

    /**
     * Makes one.
     *
     * @param shards the database of each shard by its name, as for {@link ShardedLedger#open}
     * @param directory the name of the shard whose database knows where roots are
     * @param settings the schema of the tables, and how long a step may take
     */
    public static ShardMoves of(Map<String, DataSource> shards, String directory, PostgresSettings settings) {
        return new ShardMoves(shards, directory, settings, step -> {});
    }

    /** The same, told of each step before it is taken. */
    static ShardMoves of(
            Map<String, DataSource> shards, String directory, PostgresSettings settings, Consumer<MoveStep> observer) {
        return new ShardMoves(shards, directory, settings, observer);
    }

    static DataSource require(String shard, Map<String, DataSource> shards) {
        DataSource found = shards.get(shard);
        if (found == null) {
            throw new IllegalArgumentException("Shard was '" + shard + "' but must be one of " + shards.keySet()
                    + "; name one of these, or give its database, too.");
        }
        return found;
    }

    /**
     * Adds a shard, with the roots that are in its database: roots that are opened from now on may go there, none that
     * is open already does by itself. To be called when all hosts have been started with the shard's database. Adding
     * again changes nothing.
     *
     * @throws IllegalStateException if a root of it is known to be on another shard, or the directory's database has
     *     roots of its own and was not added yet; no new root goes to it then
     */
    public void add(String shard) {
        int unused = takeIn(shard);
        unused = directory.change(sql.takesNew, shard);
    }

    /** Has no more new roots go to a shard; those that are there stay. */
    public void close(String shard) {
        require(shard, shards);
        int unused = directory.change(sql.takesNone, shard);
    }

    /**
     * Makes a database a shard that no new roots go to, and writes down that its roots are there: for one that was used
     * before there were shards. From now on a {@link PostgresLedger} opens no root in it, and is not opened on it any
     * more; one that is open may go on with the roots that are there.
     *
     * @return how many roots there are
     * @throws IllegalStateException as {@link #add}
     */
    public int takeIn(String shard) {
        ShardDatabase database = new ShardDatabase(shard, require(shard, shards), settings);
        ShardArrival arrival = new ShardArrival(directory, routes, sql);
        return arrival.of(database);
    }

    /**
     * Takes a root, with all below it, to a shard, while hosts work on it. Where it is there already nothing happens.
     *
     * @throws IllegalArgumentException if there is no such root or shard, or the root is on its way to another one
     * @throws IllegalStateException if the copy does not agree with what it is of; the root stays where it was
     * @throws DroppedEntriesException if the root's first entries were dropped; it stays where it was
     * @throws LedgerUnavailableException if a database fails for longer than the deadline: {@link #finish} goes on
     */
    public void move(String root, String target) {
        require(target, shards);
        observer.accept(MoveStep.ANNOUNCE);
        int announced = directory.change(sql.announce, target, root, target);
        RootMove.Way way = way(root);
        boolean isOnItsWay = way.phase() != RootMove.Way.AT_REST;
        if (isOnItsWay && !target.equals(way.target())) {
            throw new IllegalArgumentException("Root '" + root + "' was on its way to shard '" + way.target()
                    + "' but must be at rest to be moved; finish that move first.");
        }
        finish(root);
        if (announced > 0 && !way(root).shard().equals(target)) {
            throw new IllegalStateException("Root '" + root + "' was to go to shard '" + target
                    + "' but was turned back by another process; ask again.");
        }
    }

    /**
     * Goes on with the move of a root, if it is on its way: to its target, or back where that was decided.
     *
     * @throws IllegalStateException if the copy does not agree with what it is of; the root stays where it was
     * @throws LedgerUnavailableException if a database fails for longer than the deadline, other processes move the
     *     root, or the rows of the shards are not as the directory says: then ask again
     */
    public void finish(String root) {
        Tries tries = new Tries(settings.deadline());
        Optional<MoveOutdatedException> last = Optional.empty();
        for (int turn = 1; turn <= MAX_TURNS; turn++) {
            RootMove.Way way = way(root);
            if (way.phase() == RootMove.Way.AT_REST) {
                return;
            }
            try {
                goOn(root, way);
            } catch (MoveOutdatedException outdated) {
                LOG.debug("A move is looked at again.", outdated);
                last = Optional.of(outdated);
                tries.pause();
            }
        }
        throw new LedgerUnavailableException(
                "Root '" + root + "' is being moved by other processes, or its rows are not as the directory says; ask"
                        + " again, and see whether a database was put back to an earlier state where that does not"
                        + " help."
                        + last.map(why -> " The last one: " + why.getMessage()).orElse(""),
                last.orElse(null));
    }

    /** A root that cannot be copied is not left as it is, on its way: it stays where it was. */
    private void goOn(String root, RootMove.Way way) {
        RootMove move = new RootMove(root, way, directory, shards, settings, observer);
        try {
            move.goOn();
        } catch (IllegalStateException | DroppedEntriesException cannotMove) {
            if (way.phase() == RootMove.Way.COPYING) {
                turnBackAfter(cannotMove, root);
            }
            throw cannotMove;
        }
    }

    private void turnBackAfter(RuntimeException cannotMove, String root) {
        try {
            turnBack(root);
        } catch (LedgerUnavailableException stillOnItsWay) {
            stillOnItsWay.addSuppressed(cannotMove);
            throw stillOnItsWay;
        }
    }

    /**
     * Has a root stay where it was before its move began, unless it was switched to its target already; then this
     * finishes the move.
     */
    public void turnBack(String root) {
        RootMove.Way way = way(root);
        if (way.phase() == RootMove.Way.COPYING) {
            observer.accept(MoveStep.TURN_BACK);
            directory.change(sql.turnBack, root, way.move());
        }
        finish(root);
    }

    /** Returns the roots that are on their way. */
    public List<String> onTheirWay() {
        return directory.ask(sql.onTheirWay, rows -> {
            List<String> roots = new ArrayList<>();
            while (rows.next()) {
                roots.add(rows.getString(1));
            }
            return List.copyOf(roots);
        });
    }

    /** Returns the shard that a root is on. */
    public String shardOf(String root) {
        return way(root).shard();
    }

    private RootMove.Way way(String root) {
        RootMove.Way way = directory.find(sql.route, RootMove.Way::of, root);
        if (way == null) {
            throw new IllegalArgumentException(
                    "Root was '" + root + "' but must be one that was opened; check its name.");
        }
        return way;
    }
}
