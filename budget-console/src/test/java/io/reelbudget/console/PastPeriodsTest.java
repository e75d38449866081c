package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.PolicyDocument;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A ledger that is looked at weeks after its service last ran, as {@code budget serve} does. */
@DisplayName("Of a period that is over, a console")
class PastPeriodsTest {

    private static final String PAUSE = """
            {"format": "reelbudget-policy-1", "policy": "PRIORITISE_AVAILABILITY", "when": {"within": "PT1H"}}
            """;

    private static final String SLOW = """
            {"format": "reelbudget-policy-1", "policy": "GRADUATED", "name": "gentle", "steps": [
              {"do": "SLOW_DOWN", "mostAtOnce": 1, "when": {"within": "PT48H"}}]}
            """;

    private static final Instant NEXT = Instant.parse("2027-02-20T12:00:00Z");
    private static final AccountPath ACME = AccountPath.of("acme");

    private final DemoBudgets demo = DemoBudgets.empty();

    @BeforeEach
    void open() {
        demo.open("acme", DemoBudgets.monthly("100"));
    }

    @AfterEach
    void close() {
        demo.close();
    }

    private void spendAllUnder(String policy) {
        demo.budgets.monitor().adopt(ACME, PolicyDocument.parse(policy), "ann");
        demo.budgets
                .ledger()
                .blocking()
                .recordUsage(
                        ACME,
                        IdempotencyKey.named("all"),
                        Amount.parse("100", Unit.USD),
                        demo.clock.instant(),
                        Labels.none());
        demo.clock.set(demo.clock.instant().plusSeconds(600));
        demo.budgets.monitor().evaluate(ACME);
    }

    /** Asks a console that has just begun: it reads and forecasts what it is asked for. */
    private JsonNode ask(String path) {
        try (Console console = demo.console(Caller.administrator())) {
            return new Caller(console).json(path);
        }
    }

    private JsonNode row() {
        return ask("/api/v1/accounts").path("accounts").get(0);
    }

    @Test
    void says_since_when_a_pause_stands() {
        spendAllUnder(PAUSE);
        JsonNode then = ask("/api/v1/accounts/acme");
        demo.clock.set(NEXT);

        JsonNode account = ask("/api/v1/accounts/acme");
        assertThat(then.path("stanceOfPresentPeriod").booleanValue()).isTrue();
        assertThat(account.path("admission").stringValue()).isEqualTo("CLOSED");
        assertThat(account.path("stanceOfPresentPeriod").booleanValue()).isFalse();
        assertThat(row().path("state").stringValue()).isEqualTo("PAUSED");
        assertThat(row().path("since").stringValue())
                .isEqualTo(account.path("stanceSince").stringValue());
    }

    @Test
    void does_not_call_an_account_acted_upon() {
        spendAllUnder(SLOW);
        assertThat(ask("/api/v1/accounts/acme").path("stance").stringValue()).isEqualTo("ACTED");
        demo.clock.set(NEXT);

        assertThat(ask("/api/v1/accounts/acme").path("stanceOfPresentPeriod").booleanValue())
                .isFalse();
        assertThat(row().path("state").stringValue()).isEqualTo("FINE");
    }

    @Test
    void draws_no_line_before_the_present_ones_allowance_was_there() {
        demo.clock.set(NEXT);

        JsonNode past = ask("/api/v1/accounts/acme/forecast").path("past");
        assertThat(past.get(0).path("left").doubleValue()).isEqualTo(100);
        assertThat(past.get(0).path("at").stringValue()).isEqualTo(NEXT.toString());
    }
}
