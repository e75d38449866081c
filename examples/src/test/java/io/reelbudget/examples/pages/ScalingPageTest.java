package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Machine;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.scaling.CapacityDemand;
import io.reelbudget.policy.scaling.CapacityPlan;
import io.reelbudget.policy.scaling.CapacityPlanner;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page on instances")
class ScalingPageTest {

    @TempDir
    Path directory;

    @Test
    void shows_a_plan_and_a_facade_that_carries_such_plans_out() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        List<CapacityDemand.Job> jobs = List.of(new CapacityDemand.Job(
                new JobId("upload-1"), new Quantiles(500, 600, 800), Optional.of(now.plus(Duration.ofMinutes(30)))));

        InstanceOffer small = InstanceOffer.onDemand(
                new Machine("c5.large", 2, 1), Amount.parse("0.085", Unit.USD), Duration.ofMinutes(2), 20);
        InstanceOffer large = InstanceOffer.onDemand(
                new Machine("c5.4xlarge", 16, 1), Amount.parse("0.68", Unit.USD), Duration.ofMinutes(2), 5);
        FleetTerms terms = FleetTerms.of(List.of(small, large), 20).cappedAt(Amount.parse("5", Unit.USD));
        CapacityPlan plan = CapacityPlanner.of(terms).plan(CapacityDemand.of(now, jobs));

        assertThat(plan.instances()).isEqualTo(1);
        opens(terms);
    }

    private void opens(FleetTerms terms) {
        AccountPath account = AccountPath.of("acme");
        Hooks hooks =
                Hooks.standard().withProvisioner(LocalWorkers.of(LocalWorkers.processes(List.of("sleep", "60")), 2));
        Plan plan = Plan.monthly(Amount.parse("500", Unit.USD), ZoneOffset.UTC);
        AccountTerms accountTerms = AccountTerms.pricedBy(AccountTerms.illustrativeUsd());

        Reelbudget budgets =
                Reelbudget.at(directory).hooks(hooks).fleet(account, terms).open();
        budgets.open(account, plan, accountTerms.withPolicy(ScalingPolicy.prioritiseQuality(terms)));

        assertThat(budgets.fleet()).isPresent();
        budgets.close();
    }
}
