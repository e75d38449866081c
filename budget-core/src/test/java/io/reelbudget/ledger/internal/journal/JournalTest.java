package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final int SEGMENT_BYTES = 1024;
    private static final String FIRST = "segment-0000000001.journal";
    private static final String SECOND = "segment-0000000002.journal";

    private final SplittableRandom random = new SplittableRandom(42);
    private SimulatedDisk disk = new SimulatedDisk(random);

    private Journal open() {
        return Journal.open(disk, SEGMENT_BYTES);
    }

    private static long append(Journal journal, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return journal.append(bytes, bytes.length);
    }

    private static List<String> records(Journal journal) {
        List<String> records = new ArrayList<>();
        journal.scan((position, record) -> records.add(new String(record, StandardCharsets.UTF_8)));
        return records;
    }

    /** Batches of records, each forced before the next; returns all records. */
    private List<String> write(int batches, int perBatch) {
        Journal journal = open();
        List<String> written = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            for (int i = 0; i < perBatch; i++) {
                written.add("record " + batch + "." + i + " " + "x".repeat(random.nextInt(30)));
                append(journal, written.get(written.size() - 1));
            }
            journal.flush();
        }
        return written;
    }

    @Nested
    class Appending {
        @Test
        void gives_back_each_record_by_its_position_across_segments() {
            Journal journal = open();
            List<Long> positions = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                positions.add(append(journal, "record " + i));
            }
            journal.flush();

            assertThat(positions).isSorted().doesNotHaveDuplicates();
            for (int i = 0; i < 100; i++) {
                assertThat(new String(journal.read(positions.get(i)), StandardCharsets.UTF_8))
                        .isEqualTo("record " + i);
            }
            assertThat(disk.names()).hasSizeGreaterThan(3);
            assertThat(records(journal)).hasSize(100).startsWith("record 0").endsWith("record 99");
        }

        @Test
        void is_durable_when_the_batch_was_forced_and_not_before() {
            Journal journal = open();
            CompletableFuture<Void> first = journal.durable(append(journal, "first"));
            assertThat(first).isNotDone();
            journal.flush();
            CompletableFuture<Void> second = journal.durable(append(journal, "second"));

            assertThat(first).isCompleted();
            assertThat(second).isNotDone();
        }

        @Test
        void refuses_a_record_that_no_segment_holds() {
            Journal journal = open();

            assertThatThrownBy(() -> append(journal, "x".repeat(SEGMENT_BYTES)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Record had 1024 bytes but must fit into a segment of 1024; make it shorter.");
            append(journal, "x".repeat(SEGMENT_BYTES - SegmentHeader.SIZE - Frame.HEADER));
            journal.flush();
        }

        @Test
        void goes_on_after_a_reopening_where_it_ended() {
            List<String> written = write(5, 3);
            Journal journal = open();
            append(journal, "later");
            journal.flush();

            assertThat(records(open()))
                    .hasSize(16)
                    .startsWith(written.toArray(String[]::new))
                    .endsWith("later");
        }

        @Test
        void keeps_the_segment_length_that_a_journal_began_with() {
            List<String> written = write(9, 5);

            Journal journal = Journal.open(disk, 16 * SEGMENT_BYTES);
            append(journal, "later");
            journal.flush();

            assertThat(records(journal))
                    .startsWith(written.toArray(String[]::new))
                    .endsWith("later");
        }
    }

    @Nested
    class Failing {
        @ParameterizedTest
        @EnumSource(SimulatedDisk.Fault.class)
        void answers_nothing_any_more_and_never_tries_again(SimulatedDisk.Fault fault) {
            Journal journal = open();
            long durable = append(journal, "durable");
            journal.flush();
            CompletableFuture<Void> lost = journal.durable(append(journal, "lost"));
            disk.failAt(1, fault);
            journal.flush();
            journal.flush();

            assertThat(lost).isCompletedExceptionally();
            assertThat(journal.durable(durable)).isCompletedExceptionally();
            assertThatThrownBy(() -> append(journal, "more")).isInstanceOf(LedgerUnavailableException.class);
            assertThatThrownBy(() -> journal.read(durable))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageStartingWith("Ledger on a simulated disk failed (java.io.IOException: simulated failure")
                    .hasMessageEndingWith("and must not go on; open it anew, which keeps all that was acknowledged.");
        }

        @Test
        void on_opening_says_that_the_disk_does_not_work() {
            write(1, 1);
            disk.failAt(1, SimulatedDisk.Fault.REFUSED);

            assertThatThrownBy(JournalTest.this::open)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("could not be opened (java.io.IOException: simulated failure");
        }

        @Test
        void keeps_after_a_power_loss_what_was_readable_after_a_forgetful_force() {
            Journal journal = open();
            append(journal, "lost or kept");
            disk.failNextForce();
            journal.flush();
            assertThatThrownBy(journal::requireUsable).isInstanceOf(LedgerUnavailableException.class);

            disk = disk.afterKill();
            List<String> readable = records(open());
            disk = disk.afterPowerLoss();

            assertThat(readable).containsExactly("lost or kept");
            assertThat(records(open())).isEqualTo(readable);
        }
    }

    @Nested
    class Recovering {
        @Test
        void keeps_an_exact_prefix_or_refuses_whatever_bit_is_flipped() {
            List<String> written = write(4, 3);
            byte[] whole = disk.contentOf(FIRST);
            int lastBatch = offsetOfBatch(whole, 3);

            for (int at = 0; at < whole.length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    byte[] damaged = whole.clone();
                    damaged[at] ^= (byte) (1 << bit);
                    disk = new SimulatedDisk(random);
                    disk.overwrite(FIRST, damaged);
                    requirePrefixOrRefusal(written, at, lastBatch);
                }
            }
        }

        private void requirePrefixOrRefusal(List<String> written, int at, int lastBatch) {
            List<String> kept;
            try {
                kept = records(open());
            } catch (CorruptJournalException refused) {
                assertThat(refused.file()).isEqualTo(Path.of("simulated", FIRST));
                assertThat(refused.offset()).as("offset of damage at %s", at).isLessThanOrEqualTo(at);
                assertThat(at)
                        .as("damage in the newest batch passes for a torn one")
                        .isLessThan(lastBatch);
                return;
            }
            assertThat(kept).as("flipped at %s", at).isEqualTo(written.subList(0, kept.size()));
            assertThat(kept).hasSizeGreaterThanOrEqualTo(9);
            boolean inPadding = kept.size() == written.size();
            assertThat(inPadding || at >= lastBatch).as("flipped at %s", at).isTrue();
        }

        @Test
        void refuses_every_flip_in_the_newest_batch_too_where_the_mark_says_that_it_was_forced() {
            write(4, 3);
            byte[] whole = disk.contentOf(FIRST);
            byte[] mark = disk.contentOf(ForcedMark.NAME);
            int end = endOf(whole);

            for (int at = offsetOfBatch(whole, 3); at < end; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 4;
                disk = new SimulatedDisk(random);
                disk.overwrite(FIRST, damaged);
                disk.overwrite(ForcedMark.NAME, mark);

                assertThatThrownBy(JournalTest.this::open)
                        .as("flipped at %s", at)
                        .isInstanceOf(CorruptJournalException.class)
                        .hasMessageContaining("all up to position " + end + " was durable by file 'forced'");
                assertThat(disk.contentOf(FIRST)).isEqualTo(damaged);
            }
        }

        @Test
        void does_not_rely_on_a_mark_whatever_bit_of_it_is_flipped() {
            List<String> written = write(2, 2);
            byte[] whole = disk.contentOf(ForcedMark.NAME);

            for (int at = 0; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                disk.overwrite(ForcedMark.NAME, damaged);

                assertThat(records(open())).as("flipped at %s", at).isEqualTo(written);
            }
        }

        private int endOf(byte[] segment) {
            SegmentWalk walk = new SegmentWalk(Frame.littleEndian(segment), 1);
            while (walk.hasNext()) {
                walk.skip();
            }
            return walk.offset();
        }

        private int offsetOfBatch(byte[] segment, int wanted) {
            SegmentWalk walk = new SegmentWalk(Frame.littleEndian(segment), 1);
            int batch = -1;
            while (walk.hasNext()) {
                int offset = walk.offset();
                walk.skip();
                if (walk.lastBatch() == offset && ++batch == wanted) {
                    return offset;
                }
            }
            throw new AssertionError("no batch " + wanted);
        }

        @Test
        void refuses_a_file_that_was_cut_short_and_names_its_end() {
            write(3, 2);
            byte[] whole = disk.contentOf(FIRST);

            for (int length = 0; length < whole.length; length++) {
                disk = new SimulatedDisk(random);
                disk.overwrite(FIRST, Arrays.copyOf(whole, length));
                int end = length < SegmentHeader.SIZE ? 0 : length;
                assertThatThrownBy(JournalTest.this::open)
                        .isInstanceOfSatisfying(CorruptJournalException.class, damage -> assertThat(damage.offset())
                                .isEqualTo(end));
            }
        }

        @Test
        void keeps_what_is_whole_where_the_last_bytes_never_reached_the_disk() {
            List<String> written = write(4, 2);
            byte[] whole = disk.contentOf(FIRST);

            for (int end = SegmentHeader.SIZE; end < whole.length; end++) {
                byte[] torn = whole.clone();
                Arrays.fill(torn, end, whole.length, (byte) 0);
                disk = new SimulatedDisk(random);
                disk.overwrite(FIRST, torn);

                Journal journal = open();
                List<String> kept = records(journal);
                assertThat(kept).isEqualTo(written.subList(0, kept.size()));
                append(journal, "after the cut");
                journal.flush();
                List<String> later = new ArrayList<>(kept);
                later.add("after the cut");
                assertThat(records(open())).isEqualTo(later);
            }
        }

        @Test
        void never_lets_the_rest_of_a_torn_batch_come_back() {
            Journal journal = open();
            append(journal, "first");
            journal.flush();
            List.of("a", "b", "c").forEach(record -> append(journal, record));
            journal.flush();
            byte[] whole = disk.contentOf(FIRST);
            int b = SegmentHeader.SIZE + 2 * Frame.sizeOf(5);
            whole[b] ^= 1;
            disk.overwrite(FIRST, whole);
            disk = withoutFile(ForcedMark.NAME);

            Journal recovered = open();
            assertThat(records(recovered)).containsExactly("first", "a");
            append(recovered, "B");
            recovered.flush();

            assertThat(records(open())).containsExactly("first", "a", "B");
        }

        @Test
        void changes_nothing_when_it_refuses() {
            write(3, 2);
            byte[] damaged = disk.contentOf(FIRST);
            damaged[SegmentHeader.SIZE + Frame.HEADER] ^= 1;
            disk.overwrite(FIRST, damaged);

            assertThatThrownBy(JournalTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessage("Journal simulated/" + FIRST + " was damaged at byte 64 (a frame is not whole, but"
                            + " later ones are) but must be whole up to its tail; put this file back from a backup.");
            assertThat(disk.contentOf(FIRST)).isEqualTo(damaged);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 9, 12, 16, 24, 63, 70, 100, 900})
        void refuses_damage_anywhere_in_a_segment_that_others_follow(int at) {
            write(12, 4);
            byte[] damaged = disk.contentOf(FIRST);
            damaged[at] ^= 0x40;
            disk.overwrite(FIRST, damaged);

            assertThatThrownBy(() -> records(open()))
                    .isInstanceOfSatisfying(CorruptJournalException.class, damage -> assertThat(damage.file())
                            .isEqualTo(Path.of("simulated", FIRST)));
        }

        @Test
        void refuses_a_journal_of_which_a_segment_is_missing() {
            write(12, 4);
            disk = withoutFile(SECOND);

            assertThatThrownBy(() -> records(open()))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("(the file is missing)");
        }

        @Test
        void refuses_a_segment_whose_last_frames_were_wiped() {
            write(12, 4);
            byte[] wiped = disk.contentOf(FIRST);
            Arrays.fill(wiped, 500, wiped.length, (byte) 0);
            disk.overwrite(FIRST, wiped);

            assertThatThrownBy(() -> records(open())).isInstanceOf(CorruptJournalException.class);
        }

        @Test
        void refuses_a_format_that_a_later_version_wrote() {
            write(1, 1);
            byte[] later = disk.contentOf(FIRST);
            byte[] header = new SegmentHeader(2, SEGMENT_BYTES, 1, 1).toBytes();
            System.arraycopy(header, 0, later, 0, header.length);
            disk.overwrite(FIRST, later);

            assertThatThrownBy(JournalTest.this::open)
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("its format has version 2, this program reads 1");
        }

        @Test
        void removes_a_segment_that_a_crash_left_unfinished() {
            List<String> written = write(2, 2);
            disk.overwrite(SECOND + ".new", new byte[10]);

            assertThat(records(open())).isEqualTo(written);
            assertThat(disk.names()).containsExactlyInAnyOrder(FIRST, ForcedMark.NAME);
        }

        private SimulatedDisk withoutFile(String missing) {
            SimulatedDisk without = new SimulatedDisk(random);
            for (String name : disk.names()) {
                if (!name.equals(missing)) {
                    without.overwrite(name, disk.contentOf(name));
                }
            }
            return without;
        }
    }
}
