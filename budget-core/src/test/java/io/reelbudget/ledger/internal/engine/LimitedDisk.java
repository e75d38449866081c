package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.journal.Disk;
import io.reelbudget.ledger.internal.journal.DiskFile;
import io.reelbudget.ledger.internal.journal.ForwardingDisk;
import java.io.IOException;

/** A disk that can be filled up by someone else: no new file fits then. */
final class LimitedDisk extends ForwardingDisk {

    private volatile boolean full;

    LimitedDisk(Disk disk) {
        super(disk);
    }

    void fill() {
        full = true;
    }

    void empty() {
        full = false;
    }

    @Override
    public DiskFile create(String name) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        return super.create(name);
    }
}
