package io.reelbudget.ledger.internal.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.internal.image.SectionSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A journal with snapshots")
class SnapshotTest {

    private static final int SEGMENT_BYTES = 1024;
    private static final String FIRST = Snapshots.nameOf(1);
    private static final String SECOND = Snapshots.nameOf(2);

    private final SplittableRandom random = new SplittableRandom(42);
    private SimulatedDisk disk = new SimulatedDisk(random);
    private WordState state = new WordState();
    private Journal journal = open();

    private Journal open() {
        Journal opened = Journal.open(disk, SEGMENT_BYTES);
        state = new WordState();
        opened.restore(state);
        return opened;
    }

    private void write(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            state.add(journal, prefix + " " + i);
        }
        journal.flush();
    }

    /** Two snapshots and a tail; returns all words. */
    private List<String> writeTwo() {
        write("before the first", 40);
        journal.snapshot();
        write("between", 30);
        journal.snapshot();
        write("after the second", 20);
        return List.copyOf(state.words);
    }

    private SimulatedDisk copyWith(String name, byte[] content) {
        SimulatedDisk copy = new SimulatedDisk(random);
        disk.names().forEach(other -> copy.overwrite(other, disk.contentOf(other)));
        copy.overwrite(name, content);
        return copy;
    }

    @Nested
    class Opened {
        @Test
        void replays_only_what_came_after_the_newest() {
            List<String> written = writeTwo();

            open();

            assertThat(state.words).isEqualTo(written);
            assertThat(state.restored).isEqualTo(70);
            assertThat(state.replayed).isEqualTo(20);
        }

        @Test
        void keeps_the_newest_two() {
            writeTwo();
            write("more", 1);
            journal.snapshot();

            assertThat(disk.names())
                    .contains(SECOND, Snapshots.nameOf(3))
                    .doesNotContain(FIRST)
                    .noneMatch(name -> name.endsWith(".new"));
        }

        @Test
        void finds_one_that_closing_wrote_and_writes_none_where_nothing_came() {
            write("word", 5);
            journal.close();
            open().close();

            assertThat(disk.names()).contains(FIRST).doesNotContain(SECOND);
            assertThat(state.restored).isEqualTo(5);
        }

        @Test
        void takes_the_one_before_whatever_bit_of_the_newest_is_flipped() {
            List<String> written = writeTwo();
            byte[] whole = disk.contentOf(SECOND);

            for (int at = 0; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                disk = copyWith(SECOND, damaged);
                open();
                assertThat(state.words).as("flipped at %s", at).isEqualTo(written);
                assertThat(state.restored).as("flipped at %s", at).isEqualTo(40);
            }
        }

        @Test
        void takes_the_one_before_wherever_the_newest_was_cut_short() {
            List<String> written = writeTwo();
            byte[] whole = disk.contentOf(SECOND);

            for (int length = 0; length < whole.length; length++) {
                disk = copyWith(SECOND, Arrays.copyOf(whole, length));
                open();
                assertThat(state.words).as("cut at %s", length).isEqualTo(written);
                assertThat(state.restored).as("cut at %s", length).isEqualTo(40);
            }
        }

        @Test
        void takes_the_one_before_where_the_newest_is_another_one_or_not_what_it_was() {
            List<String> written = writeTwo();
            byte[] whole = disk.contentOf(SECOND);
            byte[] longer = Arrays.copyOf(whole, whole.length + 64);
            byte[] text = "no snapshot goes on".getBytes(StandardCharsets.UTF_8);
            Frame.write(Frame.littleEndian(longer), whole.length, text, text.length, 72, SnapshotWriter.SECTION);
            int firstFrame = Frame.sizeOf(Frame.length(Frame.littleEndian(whole), SnapshotHeader.SIZE));

            Map<String, byte[]> others = Map.of(
                    "the first under its name", disk.contentOf(FIRST),
                    "one that goes on after its end", longer,
                    "one without its first section", without(whole, SnapshotHeader.SIZE, firstFrame),
                    "one whose end is no position", endingWith(whole, 9, SnapshotWriter.END),
                    "one with a frame of no kind", endingWith(whole, Long.BYTES, 7));
            others.forEach((what, content) -> {
                disk = copyWith(SECOND, content);
                open();
                assertThat(state.words).as(what).isEqualTo(written);
                assertThat(state.restored).as(what).isEqualTo(40);
            });
        }

        private static byte[] without(byte[] bytes, int from, int length) {
            byte[] fewer = Arrays.copyOf(bytes, bytes.length - length);
            System.arraycopy(bytes, from + length, fewer, from, fewer.length - from);
            return fewer;
        }

        /** The 70 sections, then one frame more, which is whole. */
        private static byte[] endingWith(byte[] whole, int length, int kind) {
            int end = whole.length - Frame.sizeOf(Long.BYTES);
            byte[] other = Arrays.copyOf(Arrays.copyOf(whole, end), end + Frame.sizeOf(length));
            Frame.write(Frame.littleEndian(other), end, new byte[length], length, 71, kind);
            return other;
        }

        @Test
        void says_so_where_it_was_damaged_since_it_was_found_whole() {
            writeTwo();
            Journal found = Journal.open(disk, SEGMENT_BYTES);
            byte[] damaged = disk.contentOf(SECOND);
            damaged[damaged.length / 2] ^= 1;
            disk.overwrite(SECOND, damaged);

            assertThatThrownBy(() -> found.restore(new WordState()))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining(SECOND)
                    .hasMessageContaining("a frame is not whole that was so before");
        }

        @Test
        void refuses_one_that_is_of_segments_of_another_length() {
            writeTwo();
            SnapshotHeader header =
                    requireNonNull(SnapshotHeader.read(Frame.littleEndian(disk.contentOf(SECOND))));
            SnapshotHeader other =
                    new SnapshotHeader(header.version(), 2 * SEGMENT_BYTES, 2, header.from(), header.nextFrame());
            byte[] content = disk.contentOf(SECOND);
            System.arraycopy(other.toBytes(), 0, content, 0, SnapshotHeader.SIZE);
            disk = copyWith(SECOND, content);

            assertThatThrownBy(SnapshotTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("its length is another than that of the first segment");
        }

        @Test
        void refuses_it_alone_where_every_segment_is_missing() {
            writeTwo();
            SimulatedDisk bare = new SimulatedDisk(random);
            bare.overwrite(SECOND, disk.contentOf(SECOND));
            disk = bare;
            assertThatThrownBy(SnapshotTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("(the file is missing)");

            disk.overwrite(SECOND, new byte[10]);
            assertThatThrownBy(SnapshotTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("the file is missing, and no snapshot that could stand for it is whole");
        }

        @Test
        void refuses_a_segment_whose_first_frame_is_another_than_the_snapshot_says() {
            journal.snapshot();
            byte[] header = new SegmentHeader(SegmentHeader.VERSION, SEGMENT_BYTES, 1, 5).toBytes();
            byte[] other = Arrays.copyOf(header, SEGMENT_BYTES);
            Frame.write(Frame.littleEndian(other), SegmentHeader.SIZE, new byte[] {1}, 1, 5, 0);
            disk = copyWith(Segments.nameOf(1), other);
            disk = copyWith(ForcedMark.NAME, new byte[0]);

            assertThatThrownBy(SnapshotTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("it begins with frame 5 where 1 is next");
        }

        @Test
        void replays_every_entry_where_no_snapshot_is_whole() {
            List<String> written = writeTwo();
            disk = copyWith(FIRST, new byte[100]);
            disk = copyWith(SECOND, new byte[0]);

            open();

            assertThat(state.words).isEqualTo(written);
            assertThat(state.restored).isZero();
        }

        @Test
        void removes_damaged_ones_when_a_newer_one_is_whole() {
            writeTwo();
            disk = copyWith(SECOND, new byte[100]);
            journal = open();
            write("later", 1);
            journal.snapshot();

            assertThat(disk.names()).contains(FIRST, Snapshots.nameOf(3)).doesNotContain(SECOND);
        }

        @Test
        void refuses_one_that_a_later_version_wrote() {
            writeTwo();
            byte[] later = disk.contentOf(SECOND);
            byte[] header = new SnapshotHeader(2, SEGMENT_BYTES, 2, 64, 1).toBytes();
            System.arraycopy(header, 0, later, 0, header.length);
            disk = copyWith(SECOND, later);

            assertThatThrownBy(SnapshotTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining(SECOND)
                    .hasMessageContaining("its format has version 2, this program reads 1");
        }

        @Test
        void refuses_segments_that_end_before_what_the_snapshot_holds() {
            writeTwo();
            journal.snapshot();
            String last = disk.names().stream()
                    .filter(name -> name.startsWith("segment"))
                    .max(String::compareTo)
                    .orElseThrow();
            byte[] wiped = disk.contentOf(last);
            Arrays.fill(wiped, SegmentHeader.SIZE, wiped.length, (byte) 0);
            disk = copyWith(last, wiped);
            disk = copyWith(ForcedMark.NAME, new byte[0]);

            assertThatThrownBy(SnapshotTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("was durable by file 'snapshot-0000000003.image'");
        }
    }

    @Nested
    class Due {

        private final CountDownLatch begun = new CountDownLatch(1);

        private Journal started() {
            Journal opened = Journal.open(disk, SEGMENT_BYTES, SegmentRetention.keepAll(), 2 * SEGMENT_BYTES);
            state = new WordState() {
                @Override
                public void write(long from, SectionSink out) throws IOException {
                    super.write(from, out);
                    begun.countDown();
                }
            };
            opened.restore(state);
            return opened.start();
        }

        @Test
        void is_written_beside_when_enough_was_written_since_the_last_one() throws InterruptedException {
            journal = started();
            for (int i = 0; i < 80; i++) {
                state.add(journal, "word " + i);
            }

            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            journal.close();
            assertThat(disk.names()).contains(FIRST);
        }

        @Test
        void is_not_written_any_more_after_a_failure() {
            journal = started();
            journal.fail(new IllegalStateException("the state is ahead of the records"));
            journal.close();

            assertThat(disk.names()).doesNotContain(FIRST);
        }
    }

    @Nested
    class Failing {
        @ParameterizedTest
        @EnumSource(SimulatedDisk.Fault.class)
        void at_any_operation_goes_on_without_and_loses_nothing(SimulatedDisk.Fault fault) {
            int failed = 0;
            for (int operation = 1; ; operation++) {
                disk = new SimulatedDisk(new SplittableRandom(operation));
                journal = open();
                writeTwo();
                disk.failAt(operation, fault);
                journal.snapshot();
                boolean reached = disk.hasFailed();
                disk.failAt(Long.MAX_VALUE / 2, fault);
                write("after the failure", 3);
                journal.snapshot();
                write("last", 2);
                List<String> written = List.copyOf(state.words);
                for (SimulatedDisk after : List.of(disk.afterKill(), disk.afterPowerLoss())) {
                    disk = after;
                    open();
                    assertThat(state.words).as("%s at %s", fault, operation).isEqualTo(written);
                }
                if (!reached) {
                    break;
                }
                failed++;
            }
            assertThat(failed).isGreaterThan(4);
        }

        @Test
        void with_the_power_at_any_moment_loses_nothing() {
            for (int seed = 1; seed <= 300; seed++) {
                disk = new SimulatedDisk(new SplittableRandom(seed));
                journal = open();
                writeTwo();
                disk.failAt(1 + random.nextInt(8), SimulatedDisk.Fault.REFUSED);
                journal.snapshot();
                List<String> written = List.copyOf(state.words);

                disk = disk.afterPowerLoss();
                open();

                assertThat(state.words).as("seed %s", seed).isEqualTo(written);
            }
        }
    }
}
