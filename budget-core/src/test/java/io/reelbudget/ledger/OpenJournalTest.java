package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Opening a journal")
class OpenJournalTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    @TempDir
    Path temporary;

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");

    private Ledger open(Path directory) {
        return Ledger.openJournal(directory, clock);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    @Test
    void gives_back_everything_as_it_was() {
        Path directory = temporary.resolve("deep/down/ledger");
        Statement statement;
        List<Object> answers;
        try (Ledger ledger = open(directory)) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            Result.Held held =
                    (Result.Held) calls.hold(ACME, IdempotencyKey.named("1"), usd("30"), Duration.ofHours(1));
            calls.capture(held.id(), IdempotencyKey.named("2"), usd("20"));
            calls.hold(ACME, IdempotencyKey.named("3"), usd("40"), Duration.ofHours(1));
            calls.hold(ACME, IdempotencyKey.named("4"), usd("50"), Duration.ofHours(1));
            statement = calls.statement(ACME, 100);
            answers = answers(calls);
        }

        try (Ledger ledger = open(directory)) {
            BlockingLedger calls = ledger.blocking();
            assertThat(calls.statement(ACME, 100)).isEqualTo(statement);
            assertThat(answers(calls)).isEqualTo(answers);
            assertThat(calls.hold(ACME, IdempotencyKey.named("4"), usd("50"), Duration.ofHours(1)))
                    .isInstanceOf(Result.Shortfall.class);
            assertThat(calls.statement(ACME, 100)).isEqualTo(statement);
            assertThat(calls.verify())
                    .extracting(Verification::entries, Verification::accounts, Verification::passed)
                    .containsExactly(6L, 1L, true);
        }
    }

    private List<Object> answers(BlockingLedger calls) {
        return List.of(
                calls.balance(ACME),
                calls.grants(ACME),
                calls.openHolds(ACME),
                calls.accounts(),
                calls.usage(
                        ACME,
                        clock.instant().minus(Duration.ofDays(1)),
                        clock.instant().plusSeconds(7_200)));
    }

    @Test
    void is_refused_while_this_process_has_it_open_and_does_not_take_its_lock() throws Exception {
        Path directory = temporary.resolve("ledger");
        try (Ledger first = open(directory)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> open(directory))
                        .isInstanceOf(LedgerUnavailableException.class)
                        .hasMessage("Ledger directory '" + directory + "' was in use by this process but must be one"
                                + " ledger's alone; close that one or choose another directory.");
            }
            assertThat(ChildProcess.run(LedgerOpener.class, directory.toString()))
                    .isEqualTo("Ledger directory '" + directory + "' was in use by process "
                            + ProcessHandle.current().pid()
                            + " but must be one ledger's alone; close that one or choose another directory.");
            assertThat(first.blocking().accounts()).isEmpty();
        }
        assertThat(ChildProcess.run(LedgerOpener.class, directory.toString())).isEqualTo("opened");
        open(directory).close();
    }

    @Test
    void is_refused_through_another_name_of_the_same_directory() throws IOException {
        Path directory = temporary.resolve("ledger");
        Path parentLink = Files.createSymbolicLink(temporary.resolve("parent"), temporary);
        try (Ledger first = open(directory)) {
            assertThatThrownBy(() -> open(parentLink.resolve("ledger")))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("was in use by this process");
            assertThat(first).hasToString("Ledger in directory '" + directory + "'");
        }
    }

    @Test
    void refuses_a_symbolic_link_and_a_file() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);
        Path file = Files.writeString(temporary.resolve("file"), "no directory");

        assertThatThrownBy(() -> open(link))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("Ledger directory '" + link + "' was a symbolic link but must be a directory itself; name"
                        + " the directory it leads to.");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("Ledger directory '" + file + "' was a file but must be a directory; choose another name.");
        try (Stream<Path> inside = Files.list(real)) {
            assertThat(inside).isEmpty();
        }
    }

    @Test
    void follows_no_symbolic_link_in_the_place_of_its_files() throws IOException {
        Path directory = temporary.resolve("ledger");
        open(directory).close();
        Path segment = directory.resolve("segment-0000000001.journal");
        Path elsewhere = Files.move(segment, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(segment, elsewhere);

        assertThatThrownBy(() -> open(directory)).isInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void makes_the_directory_its_owners_alone() throws IOException {
        assumeThat(temporary.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path made = temporary.resolve("made");
        Path found = Files.createDirectory(
                temporary.resolve("found"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        open(made).close();
        open(found).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found)))
                .isEqualTo("rwx------");
    }

    @Test
    void leaves_the_directory_free_when_the_journal_is_damaged() throws IOException {
        Path directory = temporary.resolve("ledger");
        open(directory).close();
        Path segment = directory.resolve("segment-0000000001.journal");
        byte[] whole = Files.readAllBytes(segment);
        byte[] damaged = whole.clone();
        damaged[3] ^= 1;
        Files.write(segment, damaged);

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(CorruptJournalException.class)
                .hasMessage("Journal " + segment + " was damaged at byte 0 (its header is not whole) but must be whole"
                        + " up to its tail; put this file back from a backup.");
        Files.write(segment, whole);
        open(directory).close();
    }

    @Test
    void reads_on_when_the_thread_that_asks_is_interrupted() {
        try (Ledger ledger = open(temporary.resolve("ledger"))) {
            BlockingLedger calls = ledger.blocking();
            calls.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
            Thread.currentThread().interrupt();

            assertThat(calls.statement(ACME, 10).entries()).hasSize(2);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(calls.hold(ACME, IdempotencyKey.named("1"), usd("1"), Duration.ofHours(1)))
                    .isInstanceOf(Result.Held.class);
            assertThat(calls.statement(ACME, 10).entries()).hasSize(3);
        }
    }
}
