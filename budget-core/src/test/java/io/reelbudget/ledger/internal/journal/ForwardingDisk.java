package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A disk that has another do all; a test's own changes what it is about. */
public abstract class ForwardingDisk implements Disk {

    private final Disk disk;

    /** Creates one over another. */
    protected ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public List<String> names() throws IOException {
        return disk.names();
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return disk.create(name);
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
    public void requireOwned() throws IOException {
        disk.requireOwned();
    }

    @Override
    public long usableBytes() throws IOException {
        return disk.usableBytes();
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
