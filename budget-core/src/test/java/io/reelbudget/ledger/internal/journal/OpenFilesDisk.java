package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A disk that counts the files that are open, and can be told to take no more bytes without a word. */
final class OpenFilesDisk implements Disk {

    private final Disk disk;
    private int open;
    private int mostOpen;
    private boolean takesNothing;

    OpenFilesDisk(Disk disk) {
        this.disk = disk;
    }

    int mostOpen() {
        return mostOpen;
    }

    void takeNothing() {
        takesNothing = true;
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return counted(disk.create(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return counted(disk.open(name));
    }

    private DiskFile counted(DiskFile file) {
        open++;
        mostOpen = Math.max(mostOpen, open);
        return new Counted(file);
    }

    @Override
    public List<String> names() throws IOException {
        return disk.names();
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

    private final class Counted implements DiskFile {

        private final DiskFile file;

        private Counted(DiskFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            return takesNothing ? 0 : file.write(bytes, offset);
        }

        @Override
        public int read(ByteBuffer bytes, long offset) throws IOException {
            return file.read(bytes, offset);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            open--;
            file.close();
        }
    }
}
