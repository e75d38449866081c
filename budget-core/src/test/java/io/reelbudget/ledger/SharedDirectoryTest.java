package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal's directory")
class SharedDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void is_refused_while_another_process_writes_there_which_is_named() throws Exception {
        Process writer = ChildProcess.start(KilledWriter.class, directory.toString(), "other");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("held other");

            assertThatThrownBy(() -> LedgerKind.JOURNAL.open(directory, InstantSource.system()))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("process " + writer.pid());
            // It took nothing of what is not its own.
            writer.toHandle().destroyForcibly();
            lines.transferTo(java.io.Writer.nullWriter());
        }
        writer.onExit().join();
        LedgerKind.JOURNAL.open(directory, InstantSource.system()).close();
    }

    @Test
    void is_refused_to_others_though_its_process_lost_the_lock_by_copying_the_directory() throws Exception {
        try (Ledger ledger = LedgerKind.JOURNAL.open(directory, InstantSource.system())) {
            ledger.blocking().open(KilledWriter.ACCOUNT.root(), KilledWriter.PLAN);
            ledger.blocking().open(KilledWriter.ACCOUNT, KilledWriter.PLAN);
            Files.readAllBytes(directory.resolve("ledger").resolve("lock"));

            Process writer = ChildProcess.start(KilledWriter.class, directory.toString(), "other");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine())
                        .as("what the other process could do")
                        .isNull();
            } finally {
                writer.destroyForcibly();
            }

            assertThat(writer.waitFor()).isNotZero();
            assertThat(KilledWriter.submitHold(ledger.blocking(), "still here")).isInstanceOf(Result.Held.class);
        }
    }

    @Test
    void is_written_to_no_more_once_it_became_another_process_s() throws Exception {
        Path lock = directory.resolve("ledger").resolve("lock");
        try (Ledger ledger = LedgerKind.JOURNAL.open(directory, InstantSource.system())) {
            BlockingLedger calls = ledger.blocking();
            calls.open(KilledWriter.ACCOUNT.root(), KilledWriter.PLAN);
            Files.writeString(lock, "process 1 since 2020-01-01T00:00:00Z as 00000000000000000000000000000000");

            assertThatThrownBy(() -> calls.open(KilledWriter.ACCOUNT, KilledWriter.PLAN))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasRootCauseMessage("directory '" + directory.resolve("ledger") + "' was taken by process 1 since"
                            + " this one lost its lock, as by closing a copy of its file 'lock'");
        }

        try (Ledger again = LedgerKind.JOURNAL.open(directory, InstantSource.system())) {
            assertThat(again.blocking().accounts()).containsExactly(KilledWriter.ACCOUNT.root());
        }
    }

    @Test
    void is_refused_to_an_interrupted_thread_with_the_reason() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> LedgerKind.JOURNAL.open(directory, InstantSource.system()))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("by an interrupted thread but files need one that is not");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        LedgerKind.JOURNAL.open(directory, InstantSource.system()).close();
    }

    @Test
    void is_refused_where_none_can_be_made() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Ledger.openJournal(file.resolve("ledger"), InstantSource.system()))
                .isInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void is_closed_in_order_by_a_thread_that_is_interrupted() {
        Ledger ledger = LedgerKind.JOURNAL.open(directory, InstantSource.system());
        ledger.blocking().open(KilledWriter.ACCOUNT.root(), KilledWriter.PLAN);

        Thread.currentThread().interrupt();
        ledger.close();

        assertThat(Thread.interrupted()).isTrue();
        try (Ledger again = LedgerKind.JOURNAL.open(directory, InstantSource.system())) {
            assertThat(again.blocking().accounts()).containsExactly(KilledWriter.ACCOUNT.root());
        }
    }
}
