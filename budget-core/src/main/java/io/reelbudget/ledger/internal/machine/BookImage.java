package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.internal.image.LabelsCodec;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.Collection;
import java.util.List;

/**
 * A book as bytes, version {@value #VERSION}, and back. What is written in one method is read in the one below it, in
 * the same order.
 *
 * <p>A new field goes to the end of its part, under a new version; the versions before stay readable, with the value
 * that the field had before it was there.
 *
 * <p>All methods are pure.
 */
public final class BookImage {

    /** The version that is written; every image begins with its version. */
    public static final int VERSION = 2;

    static final int FIRST_VERSION = 1;

    private BookImage() {}

    /** Writes a book. The caller holds its lock. */
    public static void write(SectionWriter out, Book book) {
        out.writeByte(VERSION);
        out.writeVarint(book.lastSequence());
        out.writeSigned(book.lastTime());
        out.writeVarint(book.accounts().size());
        for (Account account : book.accounts()) {
            AccountImage.write(out, account);
        }
        writeHolds(out, book.openHolds());
        writeHolds(out, book.expiredHolds());
        book.corrections().write(out);
    }

    /**
     * Returns the book of the bytes.
     *
     * @throws MalformedSectionException if they are none
     */
    public static Book read(SectionReader in) {
        int version = in.readByte();
        if (version != VERSION && version != FIRST_VERSION) {
            throw new MalformedSectionException("its book had version " + version + " but this program reads versions "
                    + FIRST_VERSION + " and " + VERSION);
        }
        Book book = new Book(in.readVarint(), in.readSigned());
        int accounts = in.readSize();
        for (int number = 0; number < accounts; number++) {
            book.add(AccountImage.read(in, number, book, version));
        }
        readHolds(in, book, version);
        readHolds(in, book, version);
        int corrected = in.readSize();
        if (corrected > 0 && version == FIRST_VERSION) {
            book.correctionsToChange().readFirst(in, corrected);
        } else if (corrected > 0) {
            book.correctionsToChange().read(in, corrected);
        }
        return book;
    }

    private static void writeHolds(SectionWriter out, Collection<HoldState> holds) {
        out.writeVarint(holds.size());
        for (HoldState hold : holds) {
            out.writeVarint(hold.account.number());
            out.writeLong(hold.key.high());
            out.writeLong(hold.key.low());
            out.writeVarint(hold.amount);
            out.writeVarint(hold.placed);
            out.writeVarint(hold.counted);
            out.writeVarint(hold.leaseEnd);
            out.writeByte(hold.open ? 1 : 0);
            LabelsCodec.write(out, hold.labels);
            GrantCodec.writeEarmarks(out, hold.earmarks);
            out.writeSigned(hold.overdraft);
        }
    }

    private static void readHolds(SectionReader in, Book book, int version) {
        int count = in.readSize();
        for (int i = 0; i < count; i++) {
            Account account = book.account(in.readInt());
            IdempotencyKey key = new IdempotencyKey(in.readLong(), in.readLong());
            long amount = in.readVarint();
            long placed = in.readVarint();
            long counted = in.readVarint();
            long leaseEnd = in.readVarint();
            boolean open = in.readCount(1) == 1;
            Labels labels = LabelsCodec.read(in);
            List<List<Earmark>> earmarks = GrantCodec.readEarmarks(in);
            long overdraft = version == FIRST_VERSION ? Event.ACCOUNTS_OWN : in.readSigned();
            HoldState hold = new HoldState(account, key, amount, placed, leaseEnd, labels, earmarks, overdraft);
            hold.counted = counted;
            hold.open = open;
            book.add(hold);
        }
    }
}
