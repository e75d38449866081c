package io.reelbudget.console.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.AdmissionGate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A chance to run out")
class RiskTest {

    @ParameterizedTest
    @CsvSource({
        "0, LASTS, FINE",
        "0.09, LASTS, FINE",
        "0.1, POSSIBLE, AT_RISK",
        "0.36, POSSIBLE, AT_RISK",
        "0.5, LIKELY, AT_RISK",
        "1, LIKELY, AT_RISK"
    })
    void is_called_the_same_in_the_list_and_on_the_accounts_page(double probability, Risk risk, Row.State state) {
        try (Reelbudget budgets = Reelbudget.inMemory().stepped().open()) {
            Plan plan = Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC);
            Row row = Row.of(budgets.open(AccountPath.of("acme"), plan), false, new DaySums(new long[Row.DAYS]), null);
            Row.Outlook outlook = new Row.Outlook(
                    Instant.EPOCH,
                    probability,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    AdmissionGate.OPEN,
                    Optional.empty(),
                    false);

            assertThat(Risk.of(probability)).isEqualTo(risk);
            assertThat(row.with(outlook).state()).isEqualTo(state);
        }
    }
}
