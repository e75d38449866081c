package io.reelbudget.ledger.internal.wire;

import static java.util.Objects.requireNonNull;

import io.reelbudget.account.Period;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
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
    public static final int VERSION = 3;

    /** The versions before, which are still read. */
    static final int SECOND_VERSION = 2;

    private static final int FIRST_VERSION = 1;

    /** How long the seal at the end of a record is that is chained to the one before it, in bytes. */
    public static final int SEAL_BYTES = 16;

    /** Stands in place of a seal in a log that does not chain. */
    public static final byte[] NO_SEAL = {};

    private TransactionCodec() {}

    /** Returns the bytes of a transaction that is not chained. */
    public static SectionWriter encode(Transaction made, Links links) {
        SectionWriter out = new SectionWriter();
        encode(made, out);
        finish(out, links, NO_SEAL);
        return out;
    }

    /** Writes what a transaction says: what its seal is made of. {@link #finish} follows. */
    public static void encode(Transaction made, SectionWriter out) {
        out.writeByte(VERSION);
        out.writeByte(made.purpose().code());
        out.writeText(made.root());
        out.writeVarint(made.time());
        writeKey(out, made.key());
        out.writeLong(made.contentHash());
        out.writeVarint(made.account());
        out.writeVarint(made.firstSequence());
        out.writeVarint(made.events().size());
        for (int i = 0; i < made.events().size(); i++) {
            EventCodec.write(out, made.events().get(i));
        }
        writeSheet(out, made.after());
    }

    /**
     * Writes where a log keeps a transaction, and its seal.
     *
     * @param seal of {@value #SEAL_BYTES} bytes; of none, where the log does not chain
     */
    public static void finish(SectionWriter out, Links links, byte[] seal) {
        writeLinks(out, links);
        out.writeByte(seal.length);
        out.writeBytes(seal);
    }

    /**
     * Returns the transaction of the bytes.
     *
     * @throws MalformedRecordException if they are none
     */
    public static StoredTransaction decode(byte[] bytes) {
        SectionReader in = new SectionReader(bytes);
        int version = bytes.length == 0 ? 0 : in.readByte();
        if (version < FIRST_VERSION || version > VERSION) {
            throw new MalformedRecordException("its record version was " + version + " but this program reads versions "
                    + FIRST_VERSION + " to " + VERSION);
        }
        try {
            StoredTransaction stored = read(in, version);
            in.requireEnd();
            return stored;
        } catch (MalformedSectionException malformed) {
            throw new MalformedRecordException(String.valueOf(malformed.getMessage()), malformed);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException refusedByValue) {
            throw new MalformedRecordException("a field was refused", refusedByValue);
        }
    }

    private static StoredTransaction read(SectionReader in, int version) {
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
            events.add(version == FIRST_VERSION ? FirstEventCodec.read(in) : EventCodec.read(in, version));
        }
        BalanceSheet after = version == FIRST_VERSION ? readFirstSheet(in) : readSheet(in);
        int sealed = in.position();
        Transaction made =
                new Transaction(root, purpose, time, key, contentHash, account, firstSequence, events, after);
        long previous = version == FIRST_VERSION ? Links.UNKNOWN : in.readSigned();
        Links links = readLinks(in, previous);
        byte[] seal = version == FIRST_VERSION ? NO_SEAL : in.readBytes(in.readCount(SEAL_BYTES));
        return new StoredTransaction(made, links, sealed, seal);
    }

    private static Purpose readPurpose(SectionReader in) {
        int code = in.readByte();
        for (Purpose purpose : Purpose.values()) {
            if (purpose.code() == code) {
                return purpose;
            }
        }
        throw new MalformedRecordException("its purpose had the unknown number " + code);
    }

    static void writeKey(SectionWriter out, IdempotencyKey key) {
        out.writeLong(key.high());
        out.writeLong(key.low());
    }

    static IdempotencyKey readKey(SectionReader in) {
        return new IdempotencyKey(in.readLong(), in.readLong());
    }

    private static void writeSheet(SectionWriter out, BalanceSheet sheet) {
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

    private static BalanceSheet readSheet(SectionReader in) {
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

    private static Period readPeriod(SectionReader in) {
        long ordinal = in.readSigned();
        long start = in.readSigned();
        long end = Math.addExact(start, in.readVarint());
        return new Period(ordinal, Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
    }

    /** Version 1 kept neither the debt nor the period's span: the span is that of the plan at the time. */
    private static BalanceSheet readFirstSheet(SectionReader in) {
        long granted = in.readVarint();
        long posted = in.readVarint();
        long held = in.readVarint();
        long expired = in.readVarint();
        long overdraftLimit = in.readVarint();
        in.readVarint();
        return new BalanceSheet(
                granted, posted, held, expired, 0, overdraftLimit, null, in.readVarint(), in.readVarint());
    }

    private static void writeLinks(SectionWriter out, Links links) {
        out.writeSigned(links.previousInRoot());
        out.writeVarint(links.accounts().length);
        for (int i = 0; i < links.accounts().length; i++) {
            out.writeVarint(links.accounts()[i]);
            out.writeSigned(links.previous()[i]);
        }
    }

    private static Links readLinks(SectionReader in, long previousInRoot) {
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
