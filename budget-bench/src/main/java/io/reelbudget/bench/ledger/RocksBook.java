package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.IdempotencyKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A ledger's state and entries in RocksDB: every operation is one synced write of all it changes, under the lock of its
 * account's stripe. RocksDB itself groups the writes of threads that wait.
 *
 * <p>This class is thread-safe.
 */
final class RocksBook implements AutoCloseable {

    static {
        RocksDB.loadLibrary();
    }

    private static final int STRIPES = 4_096;
    private static final byte ACCOUNT = 'a';
    private static final byte HOLD = 'h';
    private static final byte KEY = 'k';
    private static final byte ENTRY = 'e';
    private static final int BLOOM_BITS = 10;

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final Options options = new Options()
            .setCreateIfMissing(true)
            .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom));
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final RocksDB database;

    /** An account's numbers, and how many entries it has. */
    private record State(long granted, long posted, long held, long remaining, long entries) {}

    RocksBook(Path directory, int accounts, long granted) throws RocksDBException {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
        database = RocksDB.open(options, directory.toString());
        try (WriteOptions unsynced = new WriteOptions()) {
            for (int account = 0; account < accounts; account++) {
                database.put(unsynced, accountKey(account), bytes(new State(granted, 0, 0, granted, 0)));
            }
        }
    }

    void hold(int account, IdempotencyKey key, long amount, long time) throws RocksDBException {
        ReentrantLock stripe = stripes[account % STRIPES];
        stripe.lock();
        try (WriteBatch batch = new WriteBatch()) {
            State before = begin(account, key);
            if (before.granted() - before.posted() - before.held() < amount) {
                throw new IllegalStateException("Account " + account + " was short but must not be here.");
            }
            batch.put(named(HOLD, key), longs(amount, time, account));
            State after = new State(
                    before.granted(),
                    before.posted(),
                    before.held() + amount,
                    before.remaining(),
                    before.entries() + 1);
            write(batch, account, key, after, amount, time);
        } finally {
            stripe.unlock();
        }
    }

    void capture(int account, IdempotencyKey hold, IdempotencyKey key, long amount, long time) throws RocksDBException {
        ReentrantLock stripe = stripes[account % STRIPES];
        stripe.lock();
        try (WriteBatch batch = new WriteBatch()) {
            State before = begin(account, key);
            byte[] name = named(HOLD, hold);
            long held = ByteBuffer.wrap(required(database.get(name), "Hold")).getLong();
            batch.delete(name);
            State after = new State(
                    before.granted(),
                    before.posted() + amount,
                    before.held() - held,
                    before.remaining() - amount,
                    before.entries() + 1);
            write(batch, account, key, after, amount, time);
        } finally {
            stripe.unlock();
        }
    }

    private State begin(int account, IdempotencyKey key) throws RocksDBException {
        if (database.get(named(KEY, key)) != null) {
            throw new IllegalStateException("Key " + key + " came twice but must not in this measurement.");
        }
        ByteBuffer bytes = ByteBuffer.wrap(required(database.get(accountKey(account)), "Account"));
        return new State(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    private void write(WriteBatch batch, int account, IdempotencyKey key, State after, long amount, long time)
            throws RocksDBException {
        batch.put(accountKey(account), bytes(after));
        batch.put(named(KEY, key), longs(amount, account, after.entries()));
        batch.put(
                entryKey(account, after.entries()),
                longs(key.high(), key.low(), time, amount, after.granted(), after.posted(), after.held()));
        database.write(synced, batch);
    }

    private static byte[] required(byte[] found, String what) {
        if (found == null) {
            throw new IllegalStateException(what + " was not there but must be.");
        }
        return found;
    }

    private static byte[] bytes(State state) {
        return longs(state.granted(), state.posted(), state.held(), state.remaining(), state.entries());
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    private static byte[] accountKey(int account) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put(ACCOUNT)
                .putInt(account)
                .array();
    }

    private static byte[] entryKey(int account, long number) {
        return ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES)
                .put(ENTRY)
                .putInt(account)
                .putLong(number)
                .array();
    }

    private static byte[] named(byte kind, IdempotencyKey key) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(kind)
                .putLong(key.high())
                .putLong(key.low())
                .array();
    }

    @Override
    public void close() {
        database.close();
        synced.close();
        options.close();
        bloom.close();
    }
}
