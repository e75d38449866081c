package io.reelbudget.ledger.internal.wire;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions as bytes, version {@value #VERSION} of the format.
 *
 * <p>All methods are pure.
 */
public final class TransactionCodec {

    /** The version that is written; every record begins with its version. */
    public static final int VERSION = 1;

    private TransactionCodec() {}

    /** Returns the bytes of a transaction. */
    public static ByteWriter encode(Transaction made, Links links) {
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeByte(made.purpose().code());
        out.writeText(made.root());
        out.writeVarint(made.time());
        writeKey(out, made.key());
        out.writeLong(made.contentHash());
        out.writeVarint(made.account());
        out.writeVarint(made.firstSequence());
        out.writeVarint(made.events().size());
        for (Event event : made.events()) {
            EventCodec.write(out, event);
        }
        writeSheet(out, made.after());
        writeLinks(out, links);
        return out;
    }

    /**
     * Returns the transaction of the bytes.
     *
     * @throws MalformedRecordException if they are none
     */
    public static StoredTransaction decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new MalformedRecordException(
                    "its record version was " + version + " but this program reads version " + VERSION);
        }
        try {
            StoredTransaction stored = read(in);
            in.requireEnd();
            return stored;
        } catch (IllegalArgumentException | ArithmeticException refusedByValue) {
            throw new MalformedRecordException("a field was refused", refusedByValue);
        }
    }

    private static StoredTransaction read(ByteReader in) {
        Purpose purpose = readPurpose(in);
        String root = in.readText();
        long time = in.readVarint();
        IdempotencyKey key = readKey(in);
        long contentHash = in.readLong();
        int account = in.readCount(Integer.MAX_VALUE);
        long firstSequence = in.readVarint();
        int count = in.readSize();
        List<Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(EventCodec.read(in));
        }
        BalanceSheet after = readSheet(in);
        Transaction made =
                new Transaction(root, purpose, time, key, contentHash, account, firstSequence, events, after);
        return new StoredTransaction(made, readLinks(in));
    }

    private static Purpose readPurpose(ByteReader in) {
        int code = in.readByte();
        for (Purpose purpose : Purpose.values()) {
            if (purpose.code() == code) {
                return purpose;
            }
        }
        throw new MalformedRecordException("its purpose had the unknown number " + code);
    }

    static void writeKey(ByteWriter out, IdempotencyKey key) {
        out.writeLong(key.high());
        out.writeLong(key.low());
    }

    static IdempotencyKey readKey(ByteReader in) {
        return new IdempotencyKey(in.readLong(), in.readLong());
    }

    private static void writeSheet(ByteWriter out, BalanceSheet sheet) {
        out.writeVarint(sheet.granted());
        out.writeVarint(sheet.posted());
        out.writeVarint(sheet.held());
        out.writeVarint(sheet.expired());
        out.writeVarint(sheet.overdraftLimit());
        out.writeVarint(sheet.periodOrdinal());
        out.writeVarint(sheet.grantedInPeriod());
        out.writeVarint(sheet.postedInPeriod());
    }

    private static BalanceSheet readSheet(ByteReader in) {
        return new BalanceSheet(
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint());
    }

    private static void writeLinks(ByteWriter out, Links links) {
        out.writeVarint(links.accounts().length);
        for (int i = 0; i < links.accounts().length; i++) {
            out.writeVarint(links.accounts()[i]);
            out.writeSigned(links.previous()[i]);
        }
    }

    private static Links readLinks(ByteReader in) {
        int count = in.readSize();
        int[] accounts = new int[count];
        long[] previous = new long[count];
        for (int i = 0; i < count; i++) {
            accounts[i] = in.readCount(Integer.MAX_VALUE);
            previous[i] = in.readSigned();
        }
        return new Links(accounts, previous);
    }
}
