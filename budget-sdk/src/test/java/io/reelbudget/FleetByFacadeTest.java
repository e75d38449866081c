package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Machine;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.scaling.FleetSlot;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.scaling.InstanceOffer;
import io.reelbudget.policy.scaling.InstanceReport;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import io.reelbudget.policy.spi.RunningInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A facade with fleet terms")
class FleetByFacadeTest {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** Three cents a minute, ready after two. */
    private static final InstanceOffer OFFER =
            InstanceOffer.onDemand(new Machine("node", 2, 1), Amount.parse("1.80", Unit.USD), Duration.ofMinutes(2), 4);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<QueuedJob> waiting = new ArrayList<>();
    private final AtomicBoolean isBroken = new AtomicBoolean();

    /** Workers that do nothing and live until they are stopped. */
    private final LocalWorkers workers = LocalWorkers.of(
            (account, id) -> new LocalWorkers.Worker() {
                @Override
                public boolean isAlive() {
                    return true;
                }

                @Override
                public void stop() {}
            },
            10);

    private Reelbudget open(FleetTerms terms) {
        Reelbudget budgets = Reelbudget.inMemory()
                .clock(now::get)
                .estimator(new SteadyEstimator())
                .hooks(Hooks.standard().withProvisioner(workers).withQueue(new Waiting()))
                .housekeeping(Duration.ofHours(1))
                .fleet(ACCOUNT, terms)
                .open();
        budgets.open(
                ACCOUNT,
                Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC),
                StandardTerms.forUnit(Unit.USD)
                        .withThreshold(Threshold.ofShareLeft(0.9))
                        .withPolicy(ScalingPolicy.prioritiseQuality(terms)));
        budgets.ledger().blocking().hold(ACCOUNT, IdempotencyKey.named("job"), usd("2"), Duration.ofDays(1));
        return budgets;
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private static QueuedJob dueInFortyMinutes(String id) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 600, 8_000_000, 600_000_000);
        Target target =
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(3_000_000));
        CostEstimate hour =
                new CostEstimate(Quantiles.certain(3_600), CostEstimate.Origin.RATE, "test-1", 0, "It is made up.");
        TranscodeJob job = TranscodeJob.of(id, source, target);
        return QueuedJob.of(
                job.withServiceLevel(
                        new ServiceLevel(ServiceLevel.Priority.NORMAL, Optional.of(Duration.ofMinutes(40)))),
                new JobPrice(hour, Quantiles.certain(100_000)),
                NOON);
    }

    @Test
    void holds_for_the_instances_that_the_policy_provisions_and_asks_again_for_those_that_are_lost() {
        waiting.add(dueInFortyMinutes("a"));
        waiting.add(dueInFortyMinutes("b"));
        try (Reelbudget budgets = open(FleetTerms.of(List.of(OFFER), 4))) {
            Evaluation first = budgets.monitor().evaluate(ACCOUNT);

            assertThat(first.decision()).isInstanceOf(Decision.Act.class);
            List<FleetSlot> fleet = budgets.fleet().orElseThrow().fleet(ACCOUNT);
            assertThat(fleet).extracting(FleetSlot::name).containsExactly("worker-1", "worker-2");
            assertThat(budgets.balance(ACCOUNT).held().isGreaterThan(usd("3"))).isTrue();

            now.set(NOON.plusSeconds(60));
            budgets.fleet()
                    .orElseThrow()
                    .report(new InstanceReport(ACCOUNT, "worker-1", InstanceReport.Event.LOST, now.get()));
            budgets.monitor().evaluate(ACCOUNT);

            assertThat(budgets.fleet().orElseThrow().fleet(ACCOUNT))
                    .extracting(FleetSlot::name)
                    .containsExactly("worker-2", "worker-3");
            assertThat(budgets.balance(ACCOUNT).posted()).isEqualTo(usd("0.03"));
        }
    }

    @Test
    void asks_for_no_more_than_the_cap_pays_and_says_so_in_the_decision() {
        waiting.add(dueInFortyMinutes("a"));
        waiting.add(dueInFortyMinutes("b"));
        try (Reelbudget budgets = open(FleetTerms.of(List.of(OFFER), 4).cappedAt(usd("1.20")))) {
            Evaluation evaluation = budgets.monitor().evaluate(ACCOUNT);

            assertThat(evaluation.decision().why().sentence())
                    .contains("1 instance is provisioned ahead for 2 queued jobs")
                    .contains("though 2 are needed: the money reaches for no more");
            assertThat(budgets.fleet().orElseThrow().fleet(ACCOUNT)).hasSize(1);
        }
    }

    @Test
    void starts_instances_of_its_types_by_a_policy_that_was_adopted_as_a_document() {
        waiting.add(dueInFortyMinutes("a"));
        waiting.add(dueInFortyMinutes("b"));
        InstanceOffer other = InstanceOffer.onDemand(new Machine("other", 4, 1), usd("9.00"), Duration.ofMinutes(2), 4);
        try (Reelbudget budgets = open(FleetTerms.of(List.of(OFFER, other), 4))) {
            budgets.monitor().adopt(ACCOUNT, PolicyDocument.parse("""
                    {"format": "reelbudget-policy-1", "policy": "PRIORITISE_QUALITY",
                     "when": {"shareLeft": "0.9"}, "instances": {"maximum": 1}}
                    """), "tests");
            budgets.monitor().evaluate(ACCOUNT);

            assertThat(budgets.fleet().orElseThrow().fleet(ACCOUNT))
                    .extracting(FleetSlot::offer)
                    .as("one of four processors meets both deadlines, one of two does not")
                    .containsExactly(other.name());
        }
    }

    @Test
    void knows_no_need_while_the_queue_cannot_be_read() {
        waiting.add(dueInFortyMinutes("a"));
        waiting.add(dueInFortyMinutes("b"));
        try (Reelbudget budgets = open(FleetTerms.of(List.of(OFFER), 4))) {
            budgets.monitor().evaluate(ACCOUNT);
            now.set(NOON.plus(Duration.ofMinutes(30)));
            isBroken.set(true);

            assertThat(budgets.monitor().instancesNeeded(ACCOUNT, FleetTerms.of(List.of(OFFER), 4)))
                    .isEmpty();

            isBroken.set(false);
            waiting.clear();
            assertThat(budgets.monitor().instancesNeeded(ACCOUNT, FleetTerms.of(List.of(OFFER), 4)))
                    .as("the one job that holds")
                    .hasValue(1);
        }
    }

    @Test
    void keeps_instances_for_the_jobs_of_accounts_below() {
        FleetTerms terms = FleetTerms.of(List.of(OFFER), 4);
        try (Reelbudget budgets = open(terms)) {
            AccountPath below = ACCOUNT.child("ann");
            budgets.open(below, Plan.monthly(usd("5"), ZoneOffset.UTC));
            budgets.ledger().blocking().hold(below, IdempotencyKey.named("b"), usd("1"), Duration.ofDays(1));
            budgets.ledger().blocking().hold(below, IdempotencyKey.named("c"), usd("1"), Duration.ofDays(1));

            assertThat(budgets.monitor().instancesNeeded(ACCOUNT, terms))
                    .as("one job of its own, two below")
                    .hasValue(3);
        }
    }

    @Test
    void has_what_runs_without_an_order_stopped_also_where_nothing_is_held_for() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Provisioner stray = new Provisioner() {
            @Override
            public InstanceReceipt provision(InstanceRequest request) {
                return new InstanceReceipt(0, "none");
            }

            @Override
            public InstanceReceipt giveBack(InstanceRequest request) {
                return new InstanceReceipt(0, "none");
            }

            @Override
            public Optional<List<RunningInstance>> running(AccountPath account) {
                return Optional.of(List.of(new RunningInstance("i-stray", IdempotencyKey.named("old"))));
            }

            @Override
            public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
                stopped.countDown();
                return new InstanceReceipt(ids.size(), "stray", ids);
            }
        };
        try (Reelbudget budgets = Reelbudget.inMemory()
                .clock(now::get)
                .hooks(Hooks.standard().withProvisioner(stray))
                .housekeeping(Duration.ofSeconds(1))
                .fleet(ACCOUNT, FleetTerms.of(List.of(OFFER), 4))
                .open()) {
            budgets.open(ACCOUNT, Plan.monthly(usd("10"), ZoneOffset.UTC));

            assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void posts_and_holds_on_when_it_opens_after_days_before_anything_expires(@TempDir Path directory) {
        FleetTerms terms = FleetTerms.of(List.of(OFFER), 4);
        try (Reelbudget before = inDirectory(directory, terms)) {
            before.open(ACCOUNT, Plan.monthly(usd("500"), ZoneOffset.UTC));
            before.fleet()
                    .orElseThrow()
                    .provision(new InstanceRequest(
                            ACCOUNT, 1, IdempotencyKey.named("a"), "A test asks.", "", Duration.ofMinutes(30)));
        }
        now.set(NOON.plus(Duration.ofHours(60)));
        try (Reelbudget after = inDirectory(directory, terms)) {
            after.open(ACCOUNT, Plan.monthly(usd("500"), ZoneOffset.UTC));

            assertThat(after.balance(ACCOUNT).posted()).isEqualTo(usd("108"));
            assertThat(after.fleet().orElseThrow().fleet(ACCOUNT)).hasSize(1);
        }
    }

    private Reelbudget inDirectory(Path directory, FleetTerms terms) {
        return Reelbudget.at(directory)
                .clock(now::get)
                .estimator(new SteadyEstimator())
                .hooks(Hooks.standard().withProvisioner(workers))
                .housekeeping(Duration.ofHours(1))
                .fleet(ACCOUNT, terms)
                .open();
    }

    private final class Waiting implements JobQueue {

        @Override
        public List<QueuedJob> queued(AccountPath account) {
            if (isBroken.get()) {
                throw new IllegalStateException("The queue's database was away but must answer; look at it.");
            }
            return waiting;
        }

        @Override
        public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
            return List.of();
        }

        @Override
        public void pause(AccountPath account, IdempotencyKey key, String reason) {}

        @Override
        public void resume(AccountPath account, IdempotencyKey key, String reason) {}
    }
}
