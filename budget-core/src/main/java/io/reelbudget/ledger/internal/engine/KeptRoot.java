package io.reelbudget.ledger.internal.engine;

/** A root at a {@link RootDesk}, and how much was recorded since its newest image. */
final class KeptRoot {

    /** An image this small is not worth being taken. */
    private static final long LEAST_TAIL = 32 * 1024;

    final Partition partition;
    private long imageBytes;
    private long tailBytes;
    private int listedAccounts;

    KeptRoot(Partition partition, long imageBytes) {
        this.partition = partition;
        this.imageBytes = imageBytes;
        this.listedAccounts = partition.book.accounts().size();
    }

    void recorded(long bytes) {
        tailBytes += bytes;
    }

    /**
     * Returns whether another image is due: who restores reads twice as much of records as of the image at most, and of
     * all that is written a third are images at most.
     */
    boolean isImageDue() {
        return tailBytes >= Math.max(LEAST_TAIL, 2 * imageBytes);
    }

    void imageTaken(long bytes) {
        imageBytes = bytes;
        tailBytes = 0;
    }

    int listedAccounts() {
        return listedAccounts;
    }

    void allListed() {
        listedAccounts = partition.book.accounts().size();
    }
}
