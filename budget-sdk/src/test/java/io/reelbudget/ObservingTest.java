package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.rate.RateCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Budgets of a service that is not running, which are observed")
class ObservingTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountTerms TERMS =
            AccountTerms.pricedBy(RateCard.perCpuHour("card-1", Amount.parse("1.00", Unit.USD)));

    private final List<Evaluation> looks = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private ReelbudgetBuilder settings() {
        return Reelbudget.at(directory).estimator(new SteadyEstimator()).onEvaluation(looks::add);
    }

    private static void topUp(Reelbudget budgets, String name) throws InterruptedException {
        budgets.topUp(ACME, IdempotencyKey.named(name), Amount.parse("5", Unit.USD), name);
        budgets.changed(ACME);
        assertThat(budgets.awaitLooks(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void are_not_looked_at_by_policies_though_what_is_asked_for_is_done() throws InterruptedException {
        try (Reelbudget service = settings().open()) {
            service.open(ACME, Plan.monthly(Amount.parse("20", Unit.USD), ZoneOffset.UTC), TERMS);
            topUp(service, "one");
        }
        assertThat(looks).as("looks of the service itself").isNotEmpty();
        looks.clear();

        try (Reelbudget observed = settings().observing().open()) {
            observed.resume(ACME, TERMS);
            topUp(observed, "two");

            assertThat(observed.balance(ACME).available()).isEqualTo(Amount.parse("30", Unit.USD));
            assertThat(observed.runway(ACME).balance().available()).isEqualTo(Amount.parse("30", Unit.USD));
        }
        assertThat(looks).isEmpty();
    }
}
