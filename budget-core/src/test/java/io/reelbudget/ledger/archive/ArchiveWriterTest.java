package io.reelbudget.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.engine.RecordStore;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An archive that is written")
class ArchiveWriterTest {

    @TempDir
    private Path directory;

    private List<PortableRecord> recordsOf(String root) {
        List<PortableRecord> records = new ArrayList<>();
        try (Ledger ledger = Ledger.openJournal(directory.resolve("books of " + root), InstantSource.system())) {
            ledger.blocking().open(AccountPath.of(root), Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC));
            ((RecordStore) ledger).show(name -> true, records::add);
        }
        return records;
    }

    @Test
    void is_one_whole_archive_where_two_are_written_to_one_name_at_once() throws IOException {
        Path file = directory.resolve("books.archive");
        List<PortableRecord> acme = recordsOf("acme");
        List<PortableRecord> zeta = recordsOf("zeta");

        assertThatThrownBy(() -> new ArchiveWriter()
                        .write(
                                visitor -> {
                                    acme.forEach(visitor);
                                    ArchiveContents unused = new ArchiveWriter().write(zeta::forEach, file);
                                },
                                file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Archive '" + file + "' existed but must not; name another, or remove it first.");

        assertThat(LedgerArchive.read(file).roots().keySet()).containsExactly("zeta");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(file);
        }
    }

    @Test
    void has_its_name_durably_when_it_is_there() {
        Path file = directory.resolve("books.archive");
        List<Path> forced = new ArrayList<>();

        ArchiveContents unused = new ArchiveWriter(parent -> {
                    assertThat(file).exists();
                    forced.add(parent);
                })
                .write(recordsOf("acme")::forEach, file);

        assertThat(forced).containsExactly(directory.toAbsolutePath());
    }
}
