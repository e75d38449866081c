package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.journal.Disk;
import io.reelbudget.ledger.internal.journal.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A disk that can be filled up by someone else: no new file fits then. */
final class LimitedDisk implements Disk {

    private final Disk disk;
    private volatile boolean full;

    LimitedDisk(Disk disk) {
        this.disk = disk;
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
        return disk.create(name);
    }

    @Override
    public long usableBytes() throws IOException {
        return disk.usableBytes();
    }

    @Override
    public List<String> names() throws IOException {
        return disk.names();
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return disk.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void copyTo(Path directory, String name) throws IOException {
        disk.copyTo(directory, name);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void syncNames() throws IOException {
        disk.syncNames();
    }

    @Override
    public Path pathOf(String name) {
        return disk.pathOf(name);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
