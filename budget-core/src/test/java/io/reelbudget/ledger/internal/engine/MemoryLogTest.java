package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.LedgerUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log in memory")
class MemoryLogTest {

    private final MemoryLog log = new MemoryLog();

    @Test
    void that_failed_says_why_it_did_first_also_once_it_is_closed() {
        IllegalStateException first = new IllegalStateException("first");
        log.fail(first);
        log.fail(new IllegalStateException("second"));
        log.close();

        assertThatThrownBy(log::requireUsable)
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("Ledger in memory had failed and must not go on; make a new one.")
                .hasCause(first);
    }

    @Test
    void that_was_closed_takes_nothing_more() {
        log.close();

        assertThatThrownBy(() -> log.append(new byte[1], 1))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage("Ledger in memory was closed but must be open; make a new one.");
    }
}
