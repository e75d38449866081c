package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that forgets, tears and fails as real ones do. What was written but not forced survives a crash in
 * part: each sector for itself, in any order. A force that fails leaves the bytes readable but, in its worse form,
 * takes them for written, so that the next force does not write them either.
 */
public final class SimulatedDisk implements Disk {

    /** In what way an operation of the disk fails. */
    public enum Fault {
        /** Nothing is done. */
        REFUSED,
        /** A write is done in part, then fails; others fail undone. */
        SHORT,
        /** A force fails and forgets what it had to write; others fail undone. */
        FORGETFUL
    }

    private static final int SECTOR = 512;

    /** A ledger's threads make files while others are written. */
    private final Map<String, SimulatedFile> files = Collections.synchronizedMap(new LinkedHashMap<>());

    private final Map<String, SimulatedFile> durableNames = new LinkedHashMap<>();

    /** The names after each change since they were durable last. */
    private final List<Map<String, SimulatedFile>> laterNames = new ArrayList<>();

    private final RandomGenerator random;
    private long operations;
    private long failAt = Long.MAX_VALUE;
    private Fault fault = Fault.REFUSED;
    private boolean failNextForce;
    private boolean flips;
    private long capacity = Long.MAX_VALUE;
    private final Map<String, byte[]> archive = new LinkedHashMap<>();

    public SimulatedDisk(RandomGenerator random) {
        this.random = random;
    }

    /** Lets one operation fail, counted from now on from 1. */
    public void failAt(long operation, Fault how) {
        failAt = operations + operation;
        fault = how;
    }

    /** Lets bits change in what had not been forced when the power fails. */
    public void flipBits() {
        flips = true;
    }

    /** Lets the next force fail and forget what it had to write. */
    public void failNextForce() {
        failNextForce = true;
    }

    /** Lets files hold so many bytes in all; what is written beyond that is written in part, then fails. */
    public void limitTo(long bytes) {
        capacity = bytes;
    }

    /** Returns how many bytes all files hold. */
    public long usedBytes() {
        synchronized (files) {
            return files.values().stream().mapToLong(SimulatedFile::size).sum();
        }
    }

    /** Returns the files that were copied elsewhere. */
    public Map<String, byte[]> archive() {
        return archive;
    }

    public boolean hasFailed() {
        return operations >= failAt;
    }

    /** Returns the disk as the machine finds it after the power came back. */
    public SimulatedDisk afterPowerLoss() {
        SimulatedDisk disk = new SimulatedDisk(random);
        // Of the renames, new files and deletions since the last sync the first few may have come through.
        int came = random.nextInt(laterNames.size() + 1);
        Map<String, SimulatedFile> names = came == 0 ? durableNames : laterNames.get(came - 1);
        names.forEach((name, file) -> disk.files.put(name, disk.new SimulatedFile(file.survivors())));
        disk.durableNames.putAll(disk.files);
        return disk;
    }

    /**
     * Returns the disk as the next process finds it: all that was written is there, though not all of it is durable.
     */
    public SimulatedDisk afterKill() {
        SimulatedDisk disk = new SimulatedDisk(random);
        Map<SimulatedFile, SimulatedFile> copies = new LinkedHashMap<>();
        disk.files.putAll(copied(files, disk, copies));
        disk.durableNames.putAll(copied(durableNames, disk, copies));
        laterNames.forEach(names -> disk.laterNames.add(copied(names, disk, copies)));
        return disk;
    }

    /** A file that has several names, before and after a change, stays one file. */
    private static Map<String, SimulatedFile> copied(
            Map<String, SimulatedFile> names, SimulatedDisk disk, Map<SimulatedFile, SimulatedFile> copies) {
        Map<String, SimulatedFile> copied = new LinkedHashMap<>();
        names.forEach((name, file) ->
                copied.put(name, copies.computeIfAbsent(file, original -> disk.new SimulatedFile(original))));
        return copied;
    }

    public byte[] contentOf(String name) {
        return files.get(name).current.clone();
    }

    /** Puts bytes in place of a file's, durable at once. */
    public void overwrite(String name, byte[] content) {
        files.put(name, new SimulatedFile(content));
        durableNames.put(name, files.get(name));
    }

    private Fault next() throws IOException {
        operations++;
        if (operations == failAt && fault == Fault.REFUSED) {
            throw new IOException("simulated failure of operation " + operations);
        }
        return operations == failAt ? fault : Fault.REFUSED;
    }

    @Override
    public List<String> names() {
        synchronized (files) {
            return List.copyOf(files.keySet());
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        failUndone();
        if (files.containsKey(name)) {
            throw new IOException(name + " exists");
        }
        SimulatedFile file = new SimulatedFile(new byte[0]);
        files.put(name, file);
        noteNames();
        return file;
    }

    private void failUndone() throws IOException {
        if (next() != Fault.REFUSED) {
            throw new IOException("simulated failure of operation " + operations);
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        SimulatedFile file = files.get(name);
        if (file == null) {
            throw new IOException(name + " does not exist");
        }
        return file;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        failUndone();
        files.put(to, files.remove(from));
        noteNames();
    }

    @Override
    public void delete(String name) throws IOException {
        failUndone();
        files.remove(name);
        noteNames();
    }

    private void noteNames() {
        synchronized (files) {
            laterNames.add(new LinkedHashMap<>(files));
        }
    }

    @Override
    public void syncNames() throws IOException {
        failUndone();
        durableNames.clear();
        durableNames.putAll(files);
        laterNames.clear();
    }

    /** A little more than there is: room for the next file is never certain. */
    @Override
    public long usableBytes() {
        return capacity == Long.MAX_VALUE ? capacity : capacity - usedBytes() + SECTOR;
    }

    @Override
    public void copyTo(Path directory, String name) throws IOException {
        failUndone();
        archive.put(name, contentOf(name));
    }

    @Override
    public Path pathOf(String name) {
        return Path.of("simulated", name);
    }

    @Override
    public String toString() {
        return "on a simulated disk";
    }

    @Override
    public void close() {}

    private final class SimulatedFile implements DiskFile {

        private byte[] current;
        private byte[] durable;
        private final List<int[]> unforced = new ArrayList<>();

        private SimulatedFile(byte[] content) {
            current = content.clone();
            durable = content.clone();
        }

        private SimulatedFile(SimulatedFile other) {
            current = other.current.clone();
            durable = other.durable.clone();
            unforced.addAll(other.unforced);
        }

        private byte[] survivors() {
            byte[] survivors = Arrays.copyOf(durable, current.length);
            for (int[] range : unforced) {
                for (int from = range[0]; from < range[1]; from = (from / SECTOR + 1) * SECTOR) {
                    int to = Math.min(range[1], (from / SECTOR + 1) * SECTOR);
                    switch (random.nextInt(5)) {
                        case 0, 1 -> System.arraycopy(current, from, survivors, from, to - from);
                        case 2 -> System.arraycopy(current, from, survivors, from, random.nextInt(to - from + 1));
                        case 3 -> {
                            if (flips) {
                                System.arraycopy(current, from, survivors, from, to - from);
                                survivors[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
                            }
                        }
                        default -> {
                            // This sector did not make it.
                        }
                    }
                }
            }
            boolean lengthMadeIt = durable.length == current.length || random.nextBoolean();
            return lengthMadeIt ? survivors : Arrays.copyOf(survivors, durable.length);
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            int length = bytes.remaining();
            boolean fails = next() != Fault.REFUSED;
            if (fails || random.nextInt(8) == 0) {
                length = 1 + random.nextInt(length);
            }
            int from = Math.toIntExact(offset);
            length = requireSpace(from, length);
            if (from + length > current.length) {
                current = Arrays.copyOf(current, from + length);
            }
            bytes.get(current, from, length);
            unforced.add(new int[] {from, from + length});
            if (fails) {
                throw new IOException("simulated failure of operation " + operations + " after " + length + " bytes");
            }
            return length;
        }

        private int requireSpace(int from, int length) throws IOException {
            long growth = Math.max(0, from + length - current.length);
            long room = capacity - usedBytes();
            if (growth <= room) {
                return length;
            }
            int fits = (int) Math.max(0, length - growth + room);
            if (fits == 0) {
                throw new IOException("No space left on device");
            }
            return fits;
        }

        @Override
        public int read(ByteBuffer bytes, long offset) {
            if (offset >= current.length) {
                return -1;
            }
            int most = (int) Math.min(bytes.remaining(), current.length - offset);
            // Not by chance: answers are also read by other threads, in any order.
            int length = (offset + most) % 8 == 0 ? 1 + most / 2 : most;
            bytes.put(current, (int) offset, length);
            return length;
        }

        @Override
        public void force() throws IOException {
            boolean forgets = failNextForce || next() != Fault.REFUSED;
            if (forgets) {
                failNextForce = false;
                unforced.clear();
                throw new IOException("simulated failure of operation " + operations + ", its pages forgotten");
            }
            durable = Arrays.copyOf(durable, current.length);
            for (int[] range : unforced) {
                System.arraycopy(current, range[0], durable, range[0], range[1] - range[0]);
            }
            unforced.clear();
        }

        @Override
        public long size() {
            return current.length;
        }

        @Override
        public void close() {}
    }
}
