package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk that counts the files that are open, and can be told to take no more bytes without a word. */
final class OpenFilesDisk extends ForwardingDisk {

    private int open;
    private int mostOpen;
    private boolean takesNothing;

    OpenFilesDisk(Disk disk) {
        super(disk);
    }

    int mostOpen() {
        return mostOpen;
    }

    void takeNothing() {
        takesNothing = true;
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return counted(super.create(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return counted(super.open(name));
    }

    private DiskFile counted(DiskFile file) {
        open++;
        mostOpen = Math.max(mostOpen, open);
        return new Counted(file);
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
