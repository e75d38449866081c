package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.archive.ArchiveContents;
import io.reelbudget.ledger.archive.LedgerArchive;
import io.reelbudget.ledger.archive.RootArrival;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A ledger's archive")
@RealPostgres
class LedgerArchiveTest {

    private static final int COMMANDS = 120;
    private static final int COMMANDS_AFTERWARDS = 25;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-10T12:00:00Z"));

    @TempDir
    private Path directory;

    private Ledger onDisk(String name) {
        return Ledger.openJournal(directory.resolve(name), clock);
    }

    private Ledger shared() {
        return PostgresLedger.open(
                PostgresServer.pool(), clock, PostgresSettings.defaults().withSchema(PostgresServer.newSchema()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void takes_a_ledger_from_the_disk_to_a_shared_store_and_back(long seed) {
        Standing standing = new Standing(seed, clock);
        Path there = directory.resolve("there.archive");
        Path back = directory.resolve("back.archive");
        try (Ledger journal = onDisk("books");
                Ledger shared = shared();
                Ledger returned = onDisk("returned")) {
            standing.send(COMMANDS, journal.blocking());
            ArchiveContents written = LedgerArchive.write(journal, there);

            RootArrival arrival = LedgerArchive.restore(there, shared);

            assertThat(arrival.verification().passed()).isTrue();
            assertThat(arrival.added()).isEqualTo(written.transactions());
            standing.requireSame(shared.blocking(), journal.blocking(), "seed " + seed);
            standing.sendAllAgain(shared.blocking(), journal.blocking());
            standing.sendToBoth(COMMANDS_AFTERWARDS, shared.blocking(), journal.blocking());
            standing.requireSame(shared.blocking(), journal.blocking(), "seed " + seed + ", afterwards");

            LedgerArchive.write(shared, back);
            assertThat(LedgerArchive.restore(back, returned).verification().passed())
                    .isTrue();
            standing.requireSame(returned.blocking(), shared.blocking(), "seed " + seed + ", back");
            standing.sendAllAgain(returned.blocking(), shared.blocking());
            standing.sendToBoth(COMMANDS_AFTERWARDS, returned.blocking(), shared.blocking());
        }
        try (Ledger reopened = onDisk("returned")) {
            assertThat(reopened.blocking().verify().passed()).isTrue();
        }
    }

    @ParameterizedTest(name = "after {0} records")
    @ValueSource(ints = {0, 1, 2, 70})
    void is_taken_in_to_its_end_after_an_import_was_cut_short(int kept) {
        Path archive = directory.resolve("books.archive");
        try (Ledger journal = onDisk("books");
                Ledger shared = shared()) {
            Standing standing = new Standing(9, clock);
            standing.send(COMMANDS, journal.blocking());
            long all = LedgerArchive.write(journal, archive).transactions();
            assertThatThrownBy(() -> LedgerArchive.restore(archive, new CutShortLedger(shared, kept)))
                    .isInstanceOf(LedgerUnavailableException.class);

            RootArrival rest = LedgerArchive.restore(archive, shared);
            RootArrival again = LedgerArchive.restore(archive, shared);

            assertThat(rest.known()).isEqualTo(kept);
            assertThat(rest.added()).isEqualTo(all - kept);
            assertThat(again.added()).isZero();
            standing.requireSame(shared.blocking(), journal.blocking(), "after " + kept);
        }
    }

    @Test
    void leaves_what_happened_after_an_import_as_it_is() {
        try (Ledger journal = onDisk("books");
                Ledger shared = shared()) {
            Standing standing = new Standing(10, clock);
            standing.send(COMMANDS, journal.blocking());
            LedgerArchive.copy(journal, shared);
            standing.send(COMMANDS_AFTERWARDS, shared.blocking());
            Verification before = shared.blocking().verify();

            RootArrival again = LedgerArchive.copy(journal, shared);

            assertThat(again.added()).isZero();
            assertThat(again.verification().seals()).isEqualTo(before.seals());
        }
    }

    @Test
    void joins_the_roots_of_a_ledger_that_has_others() {
        try (Ledger journal = onDisk("books");
                Ledger shared = shared()) {
            open(shared, "acme");
            new Standing(11, clock).send(COMMANDS, journal.blocking());

            LedgerArchive.copy(journal, shared);

            assertThat(shared.blocking().accounts())
                    .contains(AccountPath.of("acme"))
                    .containsAll(journal.blocking().accounts());
        }
    }

    @Test
    void may_have_some_roots_alone() {
        Path archive = directory.resolve("b.archive");
        try (Ledger journal = onDisk("books")) {
            new Standing(12, clock).send(COMMANDS, journal.blocking());

            LedgerArchive.write(journal, Set.of("b"), archive);

            assertThat(LedgerArchive.read(archive).roots().keySet()).containsExactly("b");
            assertThatThrownBy(() -> LedgerArchive.write(journal, Set.of("zebra"), directory.resolve("z")))
                    .hasMessage("Roots [zebra] were not open but must be to be archived; check their names.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_refused_where_a_root_has_other_entries_and_nothing_is_changed(boolean intoShared) {
        try (Ledger journal = onDisk("books");
                Ledger other = intoShared ? shared() : onDisk("other")) {
            open(other, "b");
            new Standing(13, clock).send(COMMANDS, journal.blocking());
            Verification before = other.blocking().verify();

            assertThatThrownBy(() -> LedgerArchive.copy(journal, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Root 'b' had other entries in the ledger than in ")
                    .hasMessageEndingWith("but must have the same, or none; nothing was changed. Leave it out, or use"
                            + " another ledger.");

            assertThat(other.blocking().verify().seals()).isEqualTo(before.seals());
        }
    }

    @Test
    void is_refused_with_any_byte_changed_or_missing() throws IOException {
        Path archive = directory.resolve("books.archive");
        try (Ledger journal = onDisk("books")) {
            new Standing(14, clock).send(20, journal.blocking());
            LedgerArchive.write(journal, archive);
        }
        byte[] whole = Files.readAllBytes(archive);
        Path damaged = directory.resolve("damaged.archive");

        for (int at = 0; at < whole.length; at += 23) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x10;
            Files.write(damaged, bytes);
            assertThatThrownBy(() -> LedgerArchive.read(damaged))
                    .as("byte %s", at)
                    .isInstanceOf(IllegalArgumentException.class);
            Files.write(damaged, Arrays.copyOf(whole, at));
            assertThatThrownBy(() -> LedgerArchive.read(damaged))
                    .as("cut at %s", at)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void overwrites_nothing() throws IOException {
        Path archive = Files.createFile(directory.resolve("books.archive"));
        try (Ledger journal = onDisk("books")) {
            assertThatThrownBy(() -> LedgerArchive.write(journal, archive))
                    .hasMessage("Archive '" + archive + "' existed but must not; name another, or remove it first.");
        }
    }

    private static void open(Ledger ledger, String root) {
        ledger.blocking().open(AccountPath.of(root), Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC));
    }
}
