package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.CorruptJournalException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Words are numbers here; those below {@link #cut} are old. */
@DisplayName("A journal whose old segments go")
class PruningTest {

    private static final int SEGMENT_BYTES = 1024;

    private SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(42));
    private WordState state = new WordState();
    private int cut;
    private Optional<Path> archive = Optional.empty();
    private Journal journal = open();

    private Journal open() {
        SegmentRetention retention = new SegmentRetention(
                Optional.of(record -> Integer.parseInt(new String(record, StandardCharsets.UTF_8)) < cut), archive);
        Journal opened = Journal.open(disk, SEGMENT_BYTES, retention);
        state = new WordState();
        opened.restore(state);
        return opened;
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            state.add(journal, "" + state.words.size());
        }
        journal.flush();
    }

    private List<String> segments() {
        return disk.names().stream()
                .filter(name -> name.startsWith("segment"))
                .sorted()
                .toList();
    }

    private List<String> snapshots() {
        return disk.names().stream()
                .filter(name -> name.startsWith("snapshot"))
                .sorted()
                .toList();
    }

    private List<String> scanned() {
        List<String> found = new ArrayList<>();
        journal.scan((position, record) -> found.add(new String(record, StandardCharsets.UTF_8)));
        return found;
    }

    /** So many snapshots with so many words before each. */
    private void writeWithSnapshots(int snapshots, int words) {
        for (int i = 0; i < snapshots; i++) {
            write(words);
            journal.snapshot();
        }
    }

    @Test
    void keeps_all_that_is_not_old_and_all_that_comes_after_the_oldest_snapshot() {
        writeWithSnapshots(6, 100);
        assertThat(journal.hasDropped()).isFalse();

        cut = 250;
        writeWithSnapshots(1, 100);

        assertThat(journal.hasDropped()).isTrue();
        assertThat(scanned()).contains("250", "699").doesNotContain("0", "50");
        List<String> all = List.copyOf(state.words);
        journal = open();
        assertThat(state.words).isEqualTo(all);
    }

    @Test
    void keeps_a_few_snapshots_spread_over_what_is_kept() {
        writeWithSnapshots(40, 20);

        assertThat(snapshots()).hasSize(5).contains(Snapshots.nameOf(1), Snapshots.nameOf(40), Snapshots.nameOf(39));
    }

    @Test
    void drops_nothing_while_only_one_snapshot_is_known_to_be_whole() {
        writeWithSnapshots(1, 100);
        cut = Integer.MAX_VALUE;
        journal = open();
        List<String> before = segments();

        write(1);
        assertThat(segments()).isEqualTo(before);
        journal.snapshot();
        assertThat(journal.hasDropped()).isTrue();
    }

    @Test
    void says_of_a_dropped_record_that_it_was_dropped() {
        long first = journal.append("0".getBytes(StandardCharsets.UTF_8), 1);
        state.words.add("0");
        cut = Integer.MAX_VALUE;
        writeWithSnapshots(3, 100);

        assertThatThrownBy(() -> journal.read(first)).isInstanceOf(DroppedRecordException.class);
        assertThat(journal.oldest()).isGreaterThan(first);
        assertThat(journal.read(journal.oldest()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(scanned().get(0));
    }

    @Test
    void opens_upon_the_snapshot_before_when_the_newest_is_damaged() {
        cut = Integer.MAX_VALUE;
        writeWithSnapshots(4, 100);
        List<String> all = List.copyOf(state.words);
        disk.overwrite(snapshots().get(snapshots().size() - 1), new byte[10]);

        journal = open();

        assertThat(state.words).isEqualTo(all);
    }

    @Test
    void refuses_when_no_snapshot_stands_for_what_was_dropped() {
        cut = Integer.MAX_VALUE;
        writeWithSnapshots(4, 100);
        snapshots().forEach(name -> disk.overwrite(name, new byte[10]));

        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("segment-0000000001.journal")
                .hasMessageContaining("the file is missing, and no snapshot that could stand for it is whole");
    }

    @Test
    void has_all_again_when_archived_segments_are_put_back() {
        archive = Optional.of(Path.of("archive"));
        journal = open();
        cut = Integer.MAX_VALUE;
        writeWithSnapshots(4, 100);
        List<String> all = List.copyOf(state.words);
        assertThat(scanned()).hasSizeLessThan(all.size());

        Map<String, byte[]> archived = disk.archive();
        archived.forEach(disk::overwrite);
        journal = open();

        assertThat(scanned()).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource(SimulatedDisk.Fault.class)
    void loses_nothing_whichever_operation_fails_while_they_go(SimulatedDisk.Fault fault) {
        archive = Optional.of(Path.of("archive"));
        int failed = 0;
        for (int operation = 1; ; operation++) {
            cut = 0;
            disk = new SimulatedDisk(new SplittableRandom(operation));
            journal = open();
            writeWithSnapshots(3, 60);
            cut = Integer.MAX_VALUE;
            write(10);
            disk.failAt(operation, fault);
            journal.snapshot();
            boolean reached = disk.hasFailed();
            List<String> all = List.copyOf(state.words);
            Map<String, byte[]> archived = disk.archive();
            for (SimulatedDisk after : List.of(disk.afterKill(), disk.afterPowerLoss())) {
                disk = after;
                journal = open();
                assertThat(state.words).as("%s at %s", fault, operation).isEqualTo(all);
                archived.forEach(disk::overwrite);
                journal = open();
                assertThat(scanned())
                        .as("%s at %s, with the archive", fault, operation)
                        .isEqualTo(all);
            }
            if (!reached) {
                break;
            }
            failed++;
        }
        assertThat(failed).isGreaterThan(10);
    }

    @Test
    void says_so_where_no_snapshot_that_stands_for_what_was_dropped_is_whole_any_more() {
        cut = Integer.MAX_VALUE;
        writeWithSnapshots(4, 100);
        snapshots().forEach(name -> {
            byte[] damaged = disk.contentOf(name);
            damaged[damaged.length - 1] ^= 1;
            disk.overwrite(name, damaged);
        });

        assertThatThrownBy(() -> journal.sections(section -> {}))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("it was dropped, and no snapshot that stands for it is whole");
    }

    /** After a segment's header of 64 bytes come frames of 24 bytes, or 32 for words of five letters. */
    @ParameterizedTest
    @CsvSource({"37, 2", "39, 0"})
    void looks_for_the_first_record_after_a_snapshot_in_the_next_segment_where_it_did_not_fit(int short24, int long32) {
        write(short24);
        for (int i = 0; i < long32; i++) {
            addLong();
        }
        journal.snapshot();
        // Eight bytes are left, fewer than a frame's head, or 24, which a longer frame does not fit into.
        addLong();
        cut = Integer.MAX_VALUE;
        writeWithSnapshots(2, 100);

        assertThat(journal.hasDropped()).isTrue();
        List<String> all = List.copyOf(state.words);
        journal = open();
        assertThat(state.words).isEqualTo(all);
    }

    private void addLong() {
        state.add(journal, String.format(Locale.ROOT, "%05d", state.words.size()));
        journal.flush();
    }
}
