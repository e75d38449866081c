package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.BookImage;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * One root's section of a snapshot: its book, where its entries are in the log, and the position up to which it holds
 * them. All methods are pure.
 */
final class PartitionImage {

    private PartitionImage() {}

    /** Writes a partition. The caller holds its lock. */
    static void write(SectionWriter out, Partition partition) {
        out.writeVarint(partition.number);
        out.writeText(partition.root());
        out.writeSigned(partition.lastPosition());
        out.writeBytes(partition.seal());
        out.writeVarint(partition.book.accounts().size());
        for (Account account : partition.book.accounts()) {
            partition.trail(account).write(out);
        }
        BookImage.write(out, partition.book);
    }

    /** Returns the root whose partition begins here. */
    static String rootOf(SectionReader in) {
        in.readInt();
        return in.readText();
    }

    static Partition read(SectionReader in, Partitions partitions) {
        int number = in.readInt();
        String root = in.readText();
        long lastPosition = in.readSigned();
        byte[] seal = in.readBytes(TransactionCodec.SEAL_BYTES);
        int count = in.readSize();
        List<Trail> trails = new ArrayList<>(Math.min(count, 1_024));
        for (int i = 0; i < count; i++) {
            trails.add(Trail.read(in));
        }
        Book book = BookImage.read(in);
        return new Partition(partitions.stripeOf(root), number, root, book, trails, lastPosition, seal);
    }
}
