package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal")
class UnreadableJournalTest {

    private static final int SEGMENT_BYTES = 1024;
    private static final String FIRST = "segment-0000000001.journal";
    private static final String SECOND = "segment-0000000002.journal";

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(42));

    private static long append(Journal journal, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return journal.append(bytes, bytes.length);
    }

    /** Returns the position of the first record of three segments. */
    private static long fill(Journal journal) {
        long first = append(journal, "record 0");
        for (int i = 1; i < 60; i++) {
            append(journal, "record " + i + " " + "x".repeat(20));
            journal.flush();
        }
        return first;
    }

    @Nested
    @DisplayName("damaged while it is open")
    class Damaged {

        @TempDir
        Path directory;

        private Journal journal;
        private long first;

        @BeforeEach
        void write() {
            journal = Journal.open(FileDisk.open(directory.resolve("journal")), SEGMENT_BYTES);
            first = fill(journal);
        }

        @AfterEach
        void close() {
            journal.close();
        }

        private void change(String name, int at) throws IOException {
            change(name, at, 1);
        }

        private void change(String name, int at, int bits) throws IOException {
            Path file = directory.resolve("journal").resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            bytes[at] ^= (byte) bits;
            // In place: the journal has the file open.
            Files.write(file, bytes, StandardOpenOption.WRITE);
        }

        private String newest() throws IOException {
            try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("segment"))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
            }
        }

        @Test
        void names_file_and_offset_of_the_record_that_is_read() throws IOException {
            change(FIRST, (int) first + Frame.HEADER);

            assertThatThrownBy(() -> journal.read(first))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining(FIRST)
                    .hasMessageContaining("a frame is not whole that was so before");
        }

        @Test
        void does_not_follow_a_length_that_no_record_can_have() throws IOException {
            for (int bit : new int[] {2, 3}) {
                change(FIRST, (int) first + bit);
                assertThatThrownBy(() -> journal.read(first)).isInstanceOf(CorruptJournalException.class);
                change(FIRST, (int) first + bit);
            }
            assertThat(new String(journal.read(first), StandardCharsets.UTF_8)).isEqualTo("record 0");
        }

        @Test
        void does_not_follow_a_length_that_is_negative_or_leads_out_of_the_segment() throws IOException {
            change(FIRST, (int) first + 3, 0x80);
            assertThatThrownBy(() -> journal.read(first)).isInstanceOf(CorruptJournalException.class);
            change(FIRST, (int) first + 3, 0x80);

            List<Long> positions = new ArrayList<>();
            journal.scan((position, record) -> positions.add(position));
            long last = positions.stream()
                    .filter(position -> position < SEGMENT_BYTES)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            change(FIRST, (int) last + 1);
            assertThatThrownBy(() -> journal.read(last)).isInstanceOf(CorruptJournalException.class);
        }

        @Test
        void says_so_of_a_file_that_became_shorter() throws IOException {
            Path file = directory.resolve("journal").resolve(FIRST);
            for (long length : new long[] {SegmentHeader.SIZE + 29, SegmentHeader.SIZE + 10, SegmentHeader.SIZE}) {
                try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    other.truncate(length);
                }
                assertThatThrownBy(() -> journal.read(first))
                        .isInstanceOf(CorruptJournalException.class)
                        .hasMessageContaining("a frame is not whole that was so before");
                assertThatThrownBy(() -> journal.scan((position, record) -> {}))
                        .isInstanceOf(CorruptJournalException.class)
                        .hasMessageContaining("it ends here instead of at " + SEGMENT_BYTES);
            }
        }

        @Test
        void says_so_of_a_segment_that_begins_with_another_frame_than_is_next() throws IOException {
            byte[] header = new SegmentHeader(SegmentHeader.VERSION, SEGMENT_BYTES, 2, 4_711).toBytes();
            Files.write(directory.resolve("journal").resolve(SECOND), header, StandardOpenOption.WRITE);

            assertThatThrownBy(() -> journal.scan((position, record) -> {}))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("a frame is not whole, but the next segment follows");
        }

        @Test
        void says_so_of_a_whole_frame_that_is_not_the_next() throws IOException {
            Path file = directory.resolve("journal").resolve(FIRST);
            byte[] bytes = Files.readAllBytes(file);
            Frame.write(Frame.littleEndian(bytes), (int) first, "other".getBytes(StandardCharsets.UTF_8), 5, 9, 0);
            Files.write(file, bytes, StandardOpenOption.WRITE);

            assertThatThrownBy(() -> journal.scan((position, record) -> {}))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("a frame is not whole, but the next segment follows");
        }

        @Test
        void says_so_of_a_file_that_is_gone() throws IOException {
            WordState state = new WordState();
            journal.restore(state);
            journal.close();
            journal = Journal.open(FileDisk.open(directory.resolve("journal")), SEGMENT_BYTES);
            journal.restore(state);
            Files.delete(directory.resolve("journal").resolve(FIRST));

            assertThatThrownBy(() -> journal.read(first))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("could not be read (java.nio.file.NoSuchFileException");
        }

        @Test
        void says_so_of_a_segment_that_others_follow_and_of_the_last_one() throws IOException {
            change(FIRST, (int) first + Frame.HEADER);
            assertThatThrownBy(() -> journal.scan((position, record) -> {}))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("a frame is not whole, but the next segment follows");
            change(FIRST, (int) first + Frame.HEADER);

            change(newest(), SegmentHeader.SIZE + Frame.HEADER);
            assertThatThrownBy(() -> journal.scan((position, record) -> {}))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("a frame is not whole");
        }

        @Test
        void says_which_record_nobody_could_make_sense_of() {
            assertThatThrownBy(() -> journal.scan((position, record) -> {
                        throw new IllegalArgumentException("it is in no language");
                    }))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("its record is none: it is in no language");
            assertThatThrownBy(() -> journal.scan((position, record) -> {
                        throw new LedgerUnavailableException("enough");
                    }))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessage("enough");
        }
    }

    @Nested
    @DisplayName("whose files were exchanged")
    class Exchanged {

        @Test
        void refuses_a_segment_in_the_place_of_another() {
            fill(Journal.open(disk, SEGMENT_BYTES));
            SimulatedDisk after = disk.afterKill();
            after.overwrite(FIRST, after.contentOf(SECOND));

            assertThatThrownBy(() -> Journal.open(after, SEGMENT_BYTES))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("it is segment 2 by its header");
        }

        @Test
        void refuses_segments_of_another_length() {
            fill(Journal.open(disk, SEGMENT_BYTES));
            SimulatedDisk after = disk.afterKill();
            SimulatedDisk longer = new SimulatedDisk(new SplittableRandom(1));
            Journal other = Journal.open(longer, 2 * SEGMENT_BYTES);
            fill(other);
            fill(other);
            String last = after.names().stream()
                    .filter(name -> name.startsWith("segment"))
                    .sorted()
                    .reduce(FIRST, (before, name) -> name);
            after.overwrite(last, longer.contentOf(last));

            assertThatThrownBy(() -> Journal.open(after, SEGMENT_BYTES))
                    .isInstanceOf(CorruptJournalException.class)
                    .hasMessageContaining("its length is another than that of the first segment");
        }
    }

    @Nested
    @DisplayName("with more than it keeps at hand")
    class Large {

        @Test
        void keeps_some_files_open_and_no_more_however_many_it_writes_and_reads() throws IOException {
            OpenFilesDisk counting = new OpenFilesDisk(disk);
            Journal journal = Journal.open(counting, SEGMENT_BYTES);
            List<Long> positions = new ArrayList<>();
            for (int i = 0; i < 270; i++) {
                positions.add(append(journal, "x".repeat(SEGMENT_BYTES - 100)));
                journal.flush();
            }
            int written = counting.mostOpen();
            // The newest first, then the oldest again: what is opened is not what is closed.
            for (int i = positions.size() - 1; i >= 0; i--) {
                journal.read(positions.get(i));
            }
            assertThat(journal.read(positions.get(0))).hasSize(SEGMENT_BYTES - 100);
            journal.read(positions.get(269));
            append(journal, "goes on");
            journal.flush();

            assertThat(written).isBetween(256, 260);
            assertThat(counting.mostOpen()).isEqualTo(written);
        }

        @Test
        void fails_where_the_disk_takes_nothing_and_says_nothing() {
            OpenFilesDisk counting = new OpenFilesDisk(disk);
            Journal journal = Journal.open(counting, SEGMENT_BYTES);
            counting.takeNothing();
            append(journal, "word");
            journal.flush();

            assertThatThrownBy(journal::requireUsable)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("the disk took none of 24 bytes");
        }

        @Test
        void opens_and_closes_files_as_they_are_asked_for() {
            Journal journal = Journal.open(disk, SEGMENT_BYTES);
            long first = append(journal, "record 0");
            for (int i = 1; i < 300 * 25; i++) {
                append(journal, "record " + i + " " + "x".repeat(20));
                if (i % 100 == 0) {
                    journal.flush();
                }
            }
            journal.flush();

            int[] records = {0};
            journal.scan((position, record) -> records[0]++);

            assertThat(disk.names()).hasSizeGreaterThan(280);
            assertThat(records[0]).isEqualTo(300 * 25);
            assertThat(new String(journal.read(first), StandardCharsets.UTF_8)).isEqualTo("record 0");
        }

        @Test
        void writes_and_reads_snapshots_whose_sections_are_longer_than_any_buffer() {
            Journal journal = Journal.open(disk, 8 * 1024 * 1024);
            WordState state = new WordState();
            journal.restore(state);
            for (int word = 0; word < 8; word++) {
                state.add(journal, Character.toString('a' + word).repeat(1_500_000));
                journal.flush();
            }
            journal.snapshot();
            journal.close();

            WordState again = new WordState();
            Journal reopened = Journal.open(disk.afterKill(), SEGMENT_BYTES);
            reopened.restore(again);
            assertThat(again.words).isEqualTo(state.words);
            assertThat(again.restored).isEqualTo(8);
        }
    }

    @Test
    void says_which_snapshot_has_a_section_that_nobody_can_make_sense_of() {
        Journal journal = Journal.open(disk, SEGMENT_BYTES);
        WordState state = new WordState();
        journal.restore(state);
        state.add(journal, "word");
        journal.flush();
        journal.snapshot();
        journal.close();

        Journal reopened = Journal.open(disk.afterKill(), SEGMENT_BYTES);
        assertThatThrownBy(() -> reopened.restore(new WordState() {
                    @Override
                    public void restore(byte[] section) {
                        throw new MalformedSectionException("it is in no language");
                    }
                }))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("snapshot-0000000001.image")
                .hasMessageContaining("its section is none: it is in no language");
    }

    @Test
    void answers_nothing_when_it_is_closed() {
        Journal journal = Journal.open(disk, SEGMENT_BYTES);
        fill(journal);
        journal.close();
        journal.close();

        assertThatThrownBy(() -> append(journal, "late")).isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(() -> journal.read(0)).isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(journal::requireUsable)
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void gives_up_for_good_when_it_is_told_to() {
        Journal journal = Journal.open(disk, SEGMENT_BYTES);
        fill(journal);

        journal.fail(new IllegalStateException("the state is ahead of the records"));
        journal.fail(new IllegalStateException("again"));

        assertThatThrownBy(() -> append(journal, "late"))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasStackTraceContaining("the state is ahead of the records");
        journal.close();
    }
}
