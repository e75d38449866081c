package io.reelbudget.ledger.internal.wire;

import static java.util.Objects.requireNonNull;

import io.reelbudget.account.Period;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Purpose;
import io.reelbudget.ledger.internal.machine.Transaction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions as bytes, version {@value #VERSION} of the format.
 *
 * <p>All methods are pure.
 */
public final class TransactionCodec {

    /** The version that is written; every record begins with its version. */
    public static final int VERSION = 2;

    /** The version before, which is still read. */
    private static final int FIRST_VERSION = 1;

    /** How long the seal at the end of a record is that is chained to the one before it, in bytes. */
    public static final int SEAL_BYTES = 16;

    private TransactionCodec() {}

    /** Returns the bytes of a transaction. */
    public static ByteWriter encode(Transaction made, Links links) {
        ByteWriter out = new ByteWriter();
        encode(made, links, out);
        return out;
    }

    /** Writes the bytes of a transaction, but for the seal. */
    public static void encode(Transaction made, Links links, ByteWriter out) {
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
    }

    /**
     * Returns the transaction of the bytes.
     *
     * @throws MalformedRecordException if they are none
     */
    public static StoredTransaction decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.readByte();
        if (version != VERSION && version != FIRST_VERSION) {
            throw new MalformedRecordException("its record version was " + version
                    + " but this program reads versions " + FIRST_VERSION + " to " + VERSION);
        }
        try {
            StoredTransaction stored = read(in, version);
            in.requireEnd();
            return stored;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException refusedByValue) {
            throw new MalformedRecordException("a field was refused", refusedByValue);
        }
    }

    private static StoredTransaction read(ByteReader in, int version) {
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
            events.add(version == FIRST_VERSION ? EventCodec.readFirst(in) : EventCodec.read(in));
        }
        BalanceSheet after = version == FIRST_VERSION ? readFirstSheet(in) : readSheet(in);
        Transaction made =
                new Transaction(root, purpose, time, key, contentHash, account, firstSequence, events, after);
        long previous = version == FIRST_VERSION ? Links.UNKNOWN : in.readSigned();
        Links links = readLinks(in, previous);
        byte[] seal = version == FIRST_VERSION ? new byte[0] : in.readBytes(in.readCount(SEAL_BYTES));
        return new StoredTransaction(made, links, seal);
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
        out.writeVarint(sheet.debt());
        out.writeVarint(sheet.overdraftLimit());
        Period period = requireNonNull(sheet.period());
        out.writeSigned(period.ordinal());
        out.writeSigned(period.start().getEpochSecond());
        out.writeVarint(period.end().getEpochSecond() - period.start().getEpochSecond());
        out.writeSigned(sheet.grantedInPeriod());
        out.writeSigned(sheet.postedInPeriod());
    }

    private static BalanceSheet readSheet(ByteReader in) {
        return new BalanceSheet(
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                in.readVarint(),
                readPeriod(in),
                in.readSigned(),
                in.readSigned());
    }

    private static Period readPeriod(ByteReader in) {
        long ordinal = in.readSigned();
        long start = in.readSigned();
        long end = Math.addExact(start, in.readVarint());
        return new Period(ordinal, Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
    }

    /** Version 1 kept neither the debt nor the period's span: the span is that of the plan at the time. */
    private static BalanceSheet readFirstSheet(ByteReader in) {
        long granted = in.readVarint();
        long posted = in.readVarint();
        long held = in.readVarint();
        long expired = in.readVarint();
        long overdraftLimit = in.readVarint();
        in.readVarint();
        return new BalanceSheet(
                granted, posted, held, expired, 0, overdraftLimit, null, in.readVarint(), in.readVarint());
    }

    private static void writeLinks(ByteWriter out, Links links) {
        out.writeSigned(links.previousInRoot());
        out.writeVarint(links.accounts().length);
        for (int i = 0; i < links.accounts().length; i++) {
            out.writeVarint(links.accounts()[i]);
            out.writeSigned(links.previous()[i]);
        }
    }

    private static Links readLinks(ByteReader in, long previousInRoot) {
        int count = in.readSize();
        int[] accounts = new int[count];
        long[] previous = new long[count];
        for (int i = 0; i < count; i++) {
            accounts[i] = in.readCount(Integer.MAX_VALUE);
            previous[i] = in.readSigned();
        }
        return new Links(previousInRoot, accounts, previous);
    }
}
