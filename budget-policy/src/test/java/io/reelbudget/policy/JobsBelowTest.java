package io.reelbudget.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.Machine;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.scaling.FleetDesk;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The jobs that run for an account and those below it")
class JobsBelowTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ANN = AccountPath.of("acme/ann");
    private static final AccountPath BEN = AccountPath.of("acme/ben");
    private static final FleetTerms TERMS = FleetTerms.of(
            List.of(InstanceOffer.onDemand(new Machine("node", 1, 1), Situations.usd("1"), Duration.ofMinutes(1), 20)),
            20);

    private final Ledger ledger = Ledger.inMemory(() -> Situations.NOW);
    private final JobsBelow jobs = new JobsBelow(ledger.blocking());

    @BeforeEach
    void openAccounts() {
        open(ACME);
        open(ANN);
        open(AccountPath.of("other"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void open(AccountPath account) {
        ledger.blocking().open(account, Plan.monthly(Situations.usd("1000"), ZoneOffset.UTC));
    }

    private void run(AccountPath account, String job) {
        ledger.blocking().hold(account, IdempotencyKey.named(job), Situations.usd("10"), Duration.ofHours(1));
    }

    private void order(AccountPath account, int instances) {
        Provisioner pool = new Provisioner() {
            @Override
            public InstanceReceipt provision(InstanceRequest request) {
                return new InstanceReceipt(request.instances(), "pool");
            }

            @Override
            public InstanceReceipt giveBack(InstanceRequest request) {
                return new InstanceReceipt(0, "pool");
            }
        };
        FleetDesk.of(ledger, pool, each -> Optional.of(TERMS), () -> Situations.NOW)
                .provision(new InstanceRequest(account, instances, IdempotencyKey.named("order"), "A test asks."));
    }

    @Test
    void are_counted_together_as_they_are_in_the_queue() {
        run(ACME, "a");
        run(ANN, "b");
        run(ANN, "c");
        run(AccountPath.of("other"), "d");

        assertThat(jobs.of(ACME)).isEqualTo(3);
        assertThat(jobs.of(ANN)).isEqualTo(2);
    }

    @Test
    void are_counted_in_accounts_that_were_opened_meanwhile() {
        run(ANN, "a");
        assertThat(jobs.of(ACME)).isEqualTo(1);
        open(BEN);
        run(BEN, "b");

        assertThat(jobs.of(ACME)).isEqualTo(2);
    }

    @Test
    void are_not_counted_when_they_are_over() {
        run(ANN, "a");
        assertThat(jobs.of(ACME)).isEqualTo(1);

        ledger.blocking()
                .capture(new HoldId(ANN, IdempotencyKey.named("a")), IdempotencyKey.named("end"), Situations.usd("1"));

        assertThat(jobs.of(ACME)).isZero();
    }

    @Test
    void run_on_instances_of_their_own_account_where_it_has_some() {
        order(ANN, 2);
        run(ANN, "a");
        run(ANN, "b");
        run(ANN, "c");

        assertThat(jobs.of(ACME)).isEqualTo(1);
        assertThat(jobs.of(ANN)).isEqualTo(3);
    }
}
