package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.Result.HoldResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Submitting many commands at once")
class BulkTest extends LedgerSpecification {

    private List<Command<HoldResult>> holds(int count, String amount) {
        List<Command<HoldResult>> holds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            holds.add(new Command.PlaceHold(ACME, key(), usd(amount), HOUR, Labels.none()));
        }
        return holds;
    }

    @Test
    void carries_them_out_in_their_order() {
        calls.open(ACME, monthly("10"));

        List<HoldResult> outcomes = calls.submitAll(holds(12, "1"));

        assertThat(outcomes.subList(0, 10)).hasOnlyElementsOfType(Result.Held.class);
        assertThat(outcomes.subList(10, 12)).hasOnlyElementsOfType(Result.Shortfall.class);
    }

    @Test
    void gives_a_stage_for_each_and_one_that_fails_stops_none_after_it() {
        calls.open(ACME, monthly("10"));
        List<Command<HoldResult>> commands = holds(3, "1");
        commands.set(1, new Command.PlaceHold(VIDEO, key(), usd("1"), HOUR, Labels.none()));

        List<CompletionStage<HoldResult>> stages = ledger.submitAll(commands);

        assertThat(stages.get(0).toCompletableFuture().join()).isInstanceOf(Result.Held.class);
        assertThat(stages.get(1)).isCompletedExceptionally();
        assertThat(stages.get(2).toCompletableFuture().join()).isInstanceOf(Result.Held.class);
    }

    @Test
    void throws_the_first_failure_when_all_are_done_and_answers_the_same_when_sent_again() {
        calls.open(ACME, monthly("10"));
        List<Command<HoldResult>> commands = holds(3, "1");
        commands.set(0, new Command.PlaceHold(VIDEO, key(), usd("1"), HOUR, Labels.none()));

        assertThatThrownBy(() -> calls.submitAll(commands)).isInstanceOf(UnknownAccountException.class);
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("2"));
        calls.open(VIDEO, monthly("10"));
        assertThat(calls.submitAll(commands)).hasOnlyElementsOfType(Result.Held.class);
        assertThat(calls.balance(ACME).held()).isEqualTo(usd("3"));
    }

    @Test
    void of_nothing_gives_nothing() {
        assertThat(calls.submitAll(List.<Command<HoldResult>>of())).isEmpty();
    }
}
