package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.internal.journal.Disk;
import io.reelbudget.ledger.internal.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A disk that is used without the care it needs, to see whether that is found. */
final class CarelessDisk implements Disk {

    /** What is not cared for. */
    enum Care {
        NO_SYNC,
        FAILED_SYNC_IGNORED,
        SHORT_WRITES_IGNORED
    }

    private final Disk disk;
    private final Care care;

    CarelessDisk(Disk disk, Care care) {
        this.disk = disk;
        this.care = care;
    }

    @Override
    public List<String> names() throws IOException {
        return disk.names();
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new CarelessFile(disk.create(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new CarelessFile(disk.open(name));
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
    public long usableBytes() throws IOException {
        return disk.usableBytes();
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

    private final class CarelessFile implements DiskFile {
        private final DiskFile file;

        private CarelessFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            int wanted = bytes.remaining();
            int written = file.write(bytes, offset);
            if (care == Care.SHORT_WRITES_IGNORED) {
                bytes.position(bytes.position() + wanted - written);
                return wanted;
            }
            return written;
        }

        @Override
        public int read(ByteBuffer bytes, long offset) throws IOException {
            return file.read(bytes, offset);
        }

        @Override
        public void force() throws IOException {
            try {
                if (care != Care.NO_SYNC) {
                    file.force();
                }
            } catch (IOException ignored) {
                if (care != Care.FAILED_SYNC_IGNORED) {
                    throw ignored;
                }
            }
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
