package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as no log keeps it: a record whose links are numbers of its root's transactions, from 0, in place of
 * positions in a log. What it says, and its seal, are the same bytes everywhere.
 *
 * @param root the name of the topmost account
 * @param number how many transactions of the root come before it
 * @param bytes the record; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // Neither changed nor compared.
public record PortableRecord(String root, long number, byte[] bytes) {

    /**
     * Returns the record of bytes, such as an archive has.
     *
     * @throws IllegalArgumentException if they are none, or were written before records were sealed
     */
    public static PortableRecord of(long number, byte[] bytes) {
        return new PortableRecord(decode(bytes).made().root(), number, bytes);
    }

    /** Makes one of a record that a store keeps, whose positions a function tells the numbers of. */
    static PortableRecord of(long number, byte[] kept, LongUnaryOperator numbers) {
        StoredTransaction stored = decode(kept);
        return new PortableRecord(
                stored.made().root(), number, relinked(kept, stored, placed(stored.links(), numbers), stored.seal()));
    }

    /** Returns the seal that the record comes with, in hexadecimal digits. */
    public String seal() {
        return Seal.text(sealBytes());
    }

    private byte[] sealBytes() {
        return Arrays.copyOfRange(bytes, bytes.length - TransactionCodec.SEAL_BYTES, bytes.length);
    }

    /** Returns whether its seal chains it to the one before. */
    boolean follows(byte[] sealBefore) {
        return Arrays.equals(sealBytes(), Seal.of(sealBefore, bytes, stored().sealed()));
    }

    /** Returns whether its seal chains it to a transaction; null stands for the beginning. */
    public boolean follows(@Nullable PortableRecord before) {
        return follows(before == null ? Seal.first() : before.sealBytes());
    }

    StoredTransaction stored() {
        return decode(bytes);
    }

    /** Returns the record as a store keeps it that has each transaction of the root at a place of its own. */
    byte[] at(LongUnaryOperator places) {
        StoredTransaction stored = stored();
        return relinked(bytes, stored, placed(stored.links(), places), stored.seal());
    }

    /** Returns the record with other links. */
    static byte[] relinked(byte[] record, StoredTransaction stored, Links links, byte[] seal) {
        SectionWriter out = new SectionWriter();
        out.writeBytes(Arrays.copyOf(record, stored.sealed()));
        TransactionCodec.finish(out, links, seal);
        return out.toByteArray();
    }

    private static Links placed(Links links, LongUnaryOperator places) {
        long[] previous = links.previous().clone();
        for (int i = 0; i < previous.length; i++) {
            previous[i] = placed(previous[i], places);
        }
        return new Links(placed(links.previousInRoot(), places), links.accounts(), previous);
    }

    private static long placed(long position, LongUnaryOperator places) {
        return position == Links.NONE ? Links.NONE : places.applyAsLong(position);
    }

    /** Returns the transaction of a record that can be taken elsewhere. */
    static StoredTransaction decode(byte[] record) {
        StoredTransaction stored = TransactionCodec.decode(record);
        if (stored.links().previousInRoot() == Links.UNKNOWN) {
            throw new IllegalArgumentException("Record was of version 1 but must be of version 2 or later to"
                    + " be moved, since the first one has no seal; keep its ledger where it is.");
        }
        return stored;
    }
}
