package io.reelbudget.ledger.internal.journal;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tries the interleavings of threads that append and ask, and of the one that writes. */
@DisplayName("A commit queue used by two threads")
class CommitQueueLinearizabilityTest {

    private static final int SCENARIOS = Integer.getInteger("reelbudget.lincheck.scenarios", 4);
    private static final int INVOCATIONS = Integer.getInteger("reelbudget.lincheck.invocations", 100);

    @Test
    void says_that_a_record_is_durable_when_its_batch_is_and_not_before() {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(Queue.class);
    }

    /** A queue whose records are known by their number. */
    @Param(name = "record", gen = IntGen.class, conf = "0:2")
    public static final class Queue {

        private static final int SEGMENT_BYTES = 4 * 1024;
        private static final int RECORD_BYTES = 100;

        private final CommitQueue queue =
                new CommitQueue(new Availability("of a test"), SEGMENT_BYTES, 1, SegmentHeader.SIZE, 1);
        private Batch taken;

        @Operation
        public long append() {
            return queue.append(new byte[RECORD_BYTES], RECORD_BYTES);
        }

        /** Asks only for what was appended: nobody else knows a position. */
        @Operation
        public String isDurable(@Param(name = "record") int record) {
            long position = SegmentHeader.SIZE + (long) record * Frame.sizeOf(RECORD_BYTES);
            if (position >= queue.endPosition()) {
                return "not there";
            }
            return queue.durable(position).isDone() ? "durable" : "waits";
        }

        /** The journal's own thread takes what waits, then writes and forces it, then acknowledges. */
        @Operation(nonParallelGroup = "writer")
        public boolean take() {
            if (taken != null) {
                return false;
            }
            taken = queue.take();
            return taken != null;
        }

        @Operation(nonParallelGroup = "writer")
        public boolean acknowledge() {
            if (taken == null) {
                return false;
            }
            queue.acknowledge(taken);
            taken = null;
            return true;
        }
    }
}
