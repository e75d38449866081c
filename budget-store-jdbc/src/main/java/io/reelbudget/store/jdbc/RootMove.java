package io.reelbudget.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.PortableRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One root's way from a shard to another, by steps each of which may be done again by anybody. The directory's row
 * decides: before {@link MoveStep#SWITCH} the root is at its source, from then on at its target, and the two rows of
 * the shards follow. Used by one thread.
 */
final class RootMove {

    private static final int RECORDS_AT_ONCE = 1_000;

    /** So few records are left to the time in which nobody can use the root. */
    private static final long SMALL_REST = 50;

    private static final int MAX_ROUNDS = 50;

    /** What the directory says of a root. */
    record Way(
            String shard,
            long version,
            long move,
            @Nullable String target,
            @Nullable String source,
            int phase) {
        static final int AT_REST = 0;
        static final int COPYING = 1;
        static final int SWITCHED = 2;
        static final int GOING_BACK = 3;

        static @Nullable Way of(ResultSet rows) throws SQLException {
            return rows.next()
                    ? new Way(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getInt(6))
                    : null;
        }
    }

    /** What a shard's row says of a root. */
    private record Row(int number, long transactions, RootState state, long move) {
        static @Nullable Row of(ResultSet rows) throws SQLException {
            return rows.next()
                    ? new Row(
                            Math.toIntExact(rows.getLong(1)),
                            rows.getLong(2),
                            RootState.of(rows.getInt(3)),
                            rows.getLong(4))
                    : null;
        }
    }

    private final String root;
    private final Way way;
    private final ShardDatabase directory;
    private final ShardDatabase source;
    private final ShardDatabase target;
    private final MoveSql sql;
    private final LedgerSql records;
    private final RecordArrivals arrivals;
    private final PostgresSettings settings;
    private final Consumer<MoveStep> observer;

    RootMove(
            String root,
            Way way,
            ShardDatabase directory,
            Map<String, DataSource> shards,
            PostgresSettings settings,
            Consumer<MoveStep> observer) {
        this.root = root;
        this.way = way;
        this.directory = directory;
        this.source = database(requireNonNull(way.source()), shards, settings);
        this.target = database(requireNonNull(way.target()), shards, settings);
        this.sql = new MoveSql(settings.schema());
        this.records = new LedgerSql(settings.schema());
        this.arrivals = new RecordArrivals(target.source(), records, settings, RootState.ARRIVING);
        this.settings = settings;
        this.observer = observer;
    }

    private static ShardDatabase database(String name, Map<String, DataSource> shards, PostgresSettings settings) {
        return new ShardDatabase(name, ShardMoves.require(name, shards), settings);
    }

    /**
     * Goes on to the end that the directory's row leads to.
     *
     * @throws MoveOutdatedException if somebody else has gone on meanwhile
     * @throws IllegalStateException if the copy does not agree with what it is of
     * @throws DroppedEntriesException if the root's first entries were dropped
     */
    void goOn() {
        if (way.phase() == Way.COPYING) {
            try {
                copyAndSwitch();
            } catch (IllegalStateException | DroppedEntriesException | LedgerUnavailableException failed) {
                // What was read agrees only while nobody has gone on.
                requireCopying(failed);
                throw failed;
            } catch (IllegalArgumentException | FailedRootException unfit) {
                requireCopying(unfit);
                throw new IllegalStateException(
                        "Root '" + root + "' could not be copied to shard '" + target.name() + "' but must be the same"
                                + " there; it stays where it is. Verify both. (" + unfit.getMessage() + ")",
                        unfit);
            }
        }
        if (way.phase() == Way.GOING_BACK) {
            comeBack();
        } else {
            arrive();
        }
    }

    private void requireCopying(RuntimeException failed) {
        Way now = directory.find(sql.route, Way::of, root);
        if (now == null || now.move() != way.move() || now.phase() != Way.COPYING) {
            MoveOutdatedException outdated = outdated("be copied");
            outdated.addSuppressed(failed);
            throw outdated;
        }
    }

    private void copyAndSwitch() {
        observer.accept(MoveStep.MAKE_ROOM);
        int unused = source.change(sql.makeRow, root);
        if (target.change(sql.makeRoom, root, way.move()) == 0
                && target.change(sql.takeRoom, way.move(), root, way.move(), way.move()) == 0) {
            throw outdated("have room on its target");
        }
        observer.accept(MoveStep.COPY);
        for (int i = 0; i < MAX_ROUNDS && rest() > SMALL_REST; i++) {
            copyRest();
        }
        observer.accept(MoveStep.COMPARE);
        recompute();
        observer.accept(MoveStep.FENCE);
        if (source.change(sql.fence, way.move(), root, way.move()) == 0) {
            requireRow(source, RootState.LEAVING);
        }
        observer.accept(MoveStep.COPY_REST);
        copyRest();
        compare();
        observer.accept(MoveStep.SWITCH);
        if (directory.change(sql.switchOver, root, way.move()) == 0) {
            Way now = directory.find(sql.route, Way::of, root);
            if (now == null || now.move() != way.move() || now.phase() != Way.SWITCHED) {
                throw outdated("be switched");
            }
        }
    }

    private Row row(ShardDatabase shard) {
        Row row = shard.find(sql.row, Row::of, root);
        if (row == null) {
            throw outdated("have a row on shard '" + shard.name() + "'");
        }
        return row;
    }

    private void requireRow(ShardDatabase shard, RootState state) {
        Row row = row(shard);
        if (row.state() != state || row.move() != way.move()) {
            throw outdated("be " + state + " on shard '" + shard.name() + "' but was " + row.state());
        }
    }

    private MoveOutdatedException outdated(String what) {
        return new MoveOutdatedException("Root '" + root + "' was to " + what + " by move " + way.move()
                + ", which another process has ended; ask ShardMoves for it again.");
    }

    private long rest() {
        return row(source).transactions() - row(target).transactions();
    }

    private void copyRest() {
        Row from = row(source);
        Row to = row(target);
        if (to.transactions() > from.transactions()) {
            throw new IllegalStateException("Root '" + root + "' had " + to.transactions() + " transactions on shard '"
                    + target.name() + "' and " + from.transactions() + " on shard '" + source.name()
                    + "' but must have no more there; was a database put back to an earlier state?");
        }
        List<PortableRecord> some = new ArrayList<>();
        // The newest one that is there is sent along: it must be the same.
        long first = Math.max(0, to.transactions() - 1);
        try (Connection connection = source.source().getConnection()) {
            OneMoment.on(connection, () -> {
                SharedRecords.show(connection, records, from.number(), first, from.transactions(), record -> {
                    some.add(record);
                    if (some.size() == RECORDS_AT_ONCE) {
                        send(some);
                    }
                });
                return some;
            });
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "Records of root '" + root + "' could not be copied; finish the move: " + failed.getMessage(),
                    failed);
        }
        send(some);
    }

    private void send(List<PortableRecord> some) {
        if (!some.isEmpty()) {
            int unused = arrivals.add(some);
            some.clear();
        }
    }

    /** Recomputes what was copied, while commands go on. */
    private void recompute() {
        Verification found = SharedVerification.of(
                target.source(), records, name -> name.equals(root), state -> state == RootState.ARRIVING);
        if (!found.passed()) {
            throw new IllegalStateException(
                    "Root '" + root + "' did not add up on shard '" + target.name() + "': " + found.differences());
        }
    }

    /** Compares the ends of both chains, and what both come to. */
    private void compare() {
        Row from = row(source);
        Row to = row(target);
        RootEndReading there = new RootEndReading(target.source(), records, settings);
        RootEndReading here = new RootEndReading(source.source(), records, settings);
        if (from.transactions() != to.transactions()
                || !here.of(from.number(), root, from.transactions())
                        .equals(there.of(to.number(), root, to.transactions()))) {
            throw new IllegalStateException("Root '" + root + "' was not the same on shards '" + source.name()
                    + "' and '" + target.name() + "' once it was copied; it stays where it is. Verify both.");
        }
    }

    private void arrive() {
        observer.accept(MoveStep.ARRIVE);
        if (target.change(sql.arrive, root, way.move()) == 0) {
            requireRow(target, RootState.HERE);
        }
        observer.accept(MoveStep.LEAVE);
        if (source.change(sql.leave, root, way.move()) == 0) {
            requireRow(source, RootState.GONE);
        }
        observer.accept(MoveStep.END);
        int unused = directory.change(sql.end, root, way.move());
    }

    private void comeBack() {
        observer.accept(MoveStep.COME_BACK);
        int unused = source.change(sql.makeRow, root);
        if (source.change(sql.comeBack, way.move(), root, way.move()) == 0) {
            throw outdated("come back on shard '" + source.name() + "' but was "
                    + row(source).state());
        }
        observer.accept(MoveStep.GIVE_UP);
        unused = target.change(sql.giveUp, way.move(), root, way.move());
        observer.accept(MoveStep.END_BACK);
        unused = directory.change(sql.end, root, way.move());
    }
}
