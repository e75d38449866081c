package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.internal.image.StateImage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order in which they were appended, never changed afterwards.
 *
 * <p>All methods are thread-safe. All throw {@link io.reelbudget.ledger.LedgerUnavailableException} once the log is
 * closed or failed.
 */
public interface EntryLog extends AutoCloseable {

    /** What room is needed for. */
    enum Need {
        /** For a command: to be refused while there is still room for what time makes. */
        COMMAND,
        /** For what is due. */
        TIME
    }

    /**
     * Requires that there is room for a record; to be asked before anything is changed of which a record must be kept.
     *
     * @throws io.reelbudget.ledger.JournalFullException if there is none
     */
    default void requireRoom(Need need) {}

    /**
     * Appends a record. It is not durable yet when this returns, but will be no later than every record after it.
     *
     * @param bytes the record's bytes begin this array
     * @param length how many of them there are, at least one
     * @return the record's position, more than that of the record before
     */
    long append(byte[] bytes, int length);

    /**
     * Returns a stage that completes when the record at a position, and all before it, are durable. It completes on the
     * log's own thread: do nothing slow there.
     */
    CompletableFuture<Void> durable(long position);

    /**
     * Gives an answer when the record at a position, and all before it, are durable: at once where they are, else by an
     * executor. Answers that wait for the same force are given in the order in which they came here.
     */
    default void answer(long position, DurableAnswer answer, Executor giver) {
        CompletableFuture<Void> durable = durable(position);
        CompletableFuture<Void> unused = durable.isDone()
                ? durable.whenComplete((done, failed) -> tell(answer, failed))
                : durable.whenCompleteAsync((done, failed) -> tell(answer, failed), giver);
    }

    private static void tell(DurableAnswer answer, @Nullable Throwable failed) {
        if (failed == null) {
            answer.give();
        } else if (failed instanceof RuntimeException why) {
            answer.lose(why);
        } else {
            answer.lose(new CompletionException(failed));
        }
    }

    /** Returns the durable record at a position. */
    byte[] read(long position);

    /**
     * Returns the position of the oldest record that is kept; those before it were dropped, and reading them throws
     * {@link DroppedRecordException}.
     */
    default long oldest() {
        return 0;
    }

    /** Returns whether the record at a position was dropped. */
    default boolean isDropped(long position) {
        return position < oldest();
    }

    /** Returns whether records were dropped. */
    default boolean hasDropped() {
        return false;
    }

    /** Does a reading of several records, during which none is dropped that there is when it begins. */
    default <T> T keeping(Supplier<T> reading) {
        return reading.get();
    }

    /**
     * Shows the sections of the oldest snapshot that is whole, which stands for the records that were dropped; none
     * where none was. To be called within {@link #keeping}.
     */
    default void sections(Consumer<byte[]> visitor) {}

    /**
     * Shows, among others perhaps, the section of one root in that snapshot; the same as {@link #sections} otherwise.
     */
    default void sections(String root, Consumer<byte[]> visitor) {
        sections(visitor);
    }

    /** Shows all durable records from the oldest one that is kept. */
    void scan(RecordVisitor visitor);

    /**
     * Makes a state of what is in the log, and remembers it as the one to take snapshots of: shows the sections of the
     * newest snapshot, if there is one, then the records that came after it began.
     */
    default void restore(StateImage image) {
        scan(image::replay);
    }

    /**
     * Waits until the record at a position is durable.
     *
     * @throws io.reelbudget.ledger.LedgerUnavailableException if it never will be
     */
    default void await(long position) {
        try {
            durable(position).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Returns whether records are to be chained to those before them. */
    default boolean isChained() {
        return true;
    }

    /** Gives up: what is not durable yet never will be, and nothing is answered any more. */
    void fail(Throwable cause);

    /** Says what this log is, for messages. */
    String name();

    /** Throws if the log is closed or failed. */
    void requireUsable();

    /** Waits until all is durable and gives up all resources. */
    @Override
    void close();
}
