package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A closed ledger")
class ClosedLedgerTest extends LedgerSpecification {

    @Override
    @AfterEach
    void verifyAndClose() {
        ledger.close();
    }

    @Test
    void has_carried_out_all_that_was_submitted_before() throws Exception {
        calls.open(ACME, monthly("1000"));
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(ledger.submit(new Command.PlaceHold(ACME, key(), usd("1"), HOUR, Labels.none())));
        }

        ledger.close();

        for (CompletionStage<?> stage : stages) {
            assertThat(stage.toCompletableFuture().get(10, TimeUnit.SECONDS)).isInstanceOf(Result.Held.class);
        }
    }

    @Test
    void refuses_commands_and_queries_through_their_stages() {
        calls.open(ACME, monthly("10"));
        ledger.close();
        ledger.close();

        CompletableFuture<Balance> read = ledger.read(new Query.BalanceOf(ACME)).toCompletableFuture();
        CompletableFuture<Result.Renewed> submitted =
                ledger.submit(new Command.Renew(ACME, key())).toCompletableFuture();

        assertThatThrownBy(read::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(submitted::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(() -> calls.verify()).isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(() -> calls.accounts())
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("was closed but must be open");
    }

    @Test
    void lets_a_caller_use_the_ledger_from_what_it_hung_on_an_answer() throws Exception {
        calls.open(ACME, monthly("10"));

        CompletableFuture<Balance> chained = ledger.submit(
                        new Command.PlaceHold(ACME, key(), usd("1"), HOUR, Labels.none()))
                .thenApply(held -> {
                    calls.topUp(ACME, key(), usd("5"), "from within");
                    return calls.balance(ACME);
                })
                .toCompletableFuture();

        assertThat(chained.get(10, TimeUnit.SECONDS).available()).isEqualTo(usd("14"));
    }
}
