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
