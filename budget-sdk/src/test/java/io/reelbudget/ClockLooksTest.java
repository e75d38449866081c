package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.SpendForecaster;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An account to which nothing happens")
class ClockLooksTest {

    private static final Instant NOW = Instant.parse("2026-11-10T00:00:00Z");
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final RateCard CARD = RateCard.perCpuHour("card-1", usd("1.00"));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<Evaluation> looks = new ArrayList<>();

    private ReelbudgetBuilder settings() {
        return Reelbudget.inMemory()
                .stepped()
                .clock(now::get)
                .estimator(new SteadyEstimator())
                .hooks(Hooks.standard().withNotifier(notice -> {}))
                .onEvaluation(looks::add);
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private static Plan monthly(String amount) {
        return Plan.monthly(usd(amount), ZoneOffset.UTC);
    }

    private static AccountTerms terms(Threshold threshold) {
        return AccountTerms.pricedBy(CARD)
                .withPolicy(ScalingPolicy.prioritiseAvailability())
                .withThreshold(threshold);
    }

    /** Lets time pass up to an instant, a look at a time, and returns when something was first decided. */
    private Optional<Instant> decidedBy(Reelbudget budgets, Instant end) {
        for (Optional<Instant> next = budgets.nextStep();
                next.isPresent() && !next.get().isAfter(end);
                next = budgets.nextStep()) {
            now.set(next.get());
            budgets.step();
        }
        return looks.stream()
                .filter(look -> look.decision() instanceof Decision.Act)
                .map(look -> look.situation().now())
                .findFirst();
    }

    @Test
    void is_decided_about_when_announced_spending_comes_within_its_threshold() {
        Instant announced = NOW.plus(Duration.ofHours(10));
        try (Reelbudget budgets = settings()
                .committedWork((at, holds, queue) -> at.isBefore(announced)
                        ? List.of(new CommittedSpend(
                                CommittedSpend.Kind.ANNOUNCED,
                                Quantiles.certain(200_000_000),
                                announced,
                                announced.plusSeconds(1)))
                        : List.of())
                .open()) {
            budgets.open(ACME, monthly("100"), terms(Threshold.of(Duration.ofMinutes(30))));
            budgets.changed(ACME);

            Optional<Instant> decided = decidedBy(budgets, NOW.plus(Duration.ofHours(11)));

            assertThat(decided).hasValueSatisfying(at -> assertThat(at)
                    .isBetween(
                            announced.minus(Duration.ofMinutes(30)).minusSeconds(1),
                            announced.minus(Duration.ofMinutes(30)).plusSeconds(2)));
            assertThat(looks).hasSizeLessThan(100);
        }
    }

    @Test
    void is_looked_at_again_after_a_look_that_failed_and_again_at_the_longest_a_minute_later() {
        AtomicInteger failures = new AtomicInteger(8);
        SpendForecaster sound = UsageForecaster.withDefaults();
        try (Reelbudget budgets = settings()
                .forecaster(question -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("The forecaster was away but must answer; start it.");
                    }
                    return sound.forecast(question);
                })
                .open()) {
            budgets.open(ACME, monthly("10"), terms(Threshold.ofShareLeft(0.2)));
            spend(budgets, "9");
            budgets.changed(ACME);
            assertThat(looks).isEmpty();

            Optional<Instant> decided = decidedBy(budgets, NOW.plus(Duration.ofHours(1)));

            // A second, one, two, four and so on: eight gaps are two minutes and some.
            assertThat(decided).hasValueSatisfying(at -> assertThat(at).isBetween(NOW, NOW.plusSeconds(180)));
        }
    }

    @Test
    void is_decided_about_when_another_policy_is_adopted_for_it_or_for_one_above_it() {
        AccountPath video = AccountPath.of("acme/video");
        try (Reelbudget budgets = settings().open()) {
            budgets.open(ACME, monthly("10"), terms(Threshold.of(Duration.ofMinutes(1))));
            budgets.ledger().blocking().open(video, monthly("10"));
            budgets.ledger().blocking().hold(video, IdempotencyKey.named("job"), usd("9"), Duration.ofDays(1));
            budgets.changed(video);
            looks.clear();

            budgets.monitor().adopt(ACME, PolicyDocument.parse("""
                    {"format": "reelbudget-policy-1", "policy": "PRIORITISE_AVAILABILITY", "when": {"shareLeft": "0.2"}}
                    """), "tests");

            assertThat(looks)
                    .filteredOn(look -> look.decision() instanceof Decision.Act)
                    .extracting(look -> look.situation().account())
                    .contains(video);
        }
    }

    @Test
    void is_decided_about_when_a_grant_expires() {
        Instant expiry = NOW.plus(Duration.ofDays(2));
        try (Reelbudget budgets = settings().open()) {
            budgets.open(ACME, monthly("10"), terms(Threshold.ofShareLeft(0.2)));
            spend(budgets, "9");
            budgets.ledger()
                    .blocking()
                    .submit(new Command.TopUp(
                            ACME,
                            IdempotencyKey.named("gift"),
                            usd("50"),
                            GrantKind.PROMOTIONAL,
                            GrantOffer.expiring(Optional.of(expiry)),
                            "gift"));
            budgets.changed(ACME);
            looks.clear();

            assertThat(decidedBy(budgets, expiry.plusSeconds(5)))
                    .hasValueSatisfying(at -> assertThat(at).isBetween(expiry, expiry.plusSeconds(1)));
        }
    }

    @Test
    void is_looked_at_when_its_prices_change_while_jobs_wait() {
        Instant dearer = NOW.plus(Duration.ofDays(3));
        PricingEngine engine = PricingEngine.of(PriceBook.of(CARD)
                .with(RateCard.perCpuHour("card-2", usd("9.00")).asVersion("card-2", dearer)));
        Hooks hooks = Hooks.standard().withNotifier(notice -> {}).withQueue(new OneWaits());
        try (Reelbudget budgets = settings().hooks(hooks).open()) {
            budgets.open(ACME, monthly("10"), AccountTerms.pricedBy(engine));
            budgets.changed(ACME);
            looks.clear();

            decidedBy(budgets, dearer.plusSeconds(1));

            assertThat(looks).extracting(look -> look.situation().now()).containsExactly(dearer);

            budgets.pricesChanged(engine);

            assertThat(looks).hasSize(2);
        }
    }

    @Test
    void costs_nothing_until_its_renewal() {
        try (Reelbudget budgets = settings().open()) {
            budgets.open(ACME, monthly("10"), terms(Threshold.ofShareLeft(0.2)));

            assertThat(budgets.nextStep()).isEmpty();

            budgets.changed(ACME);
            decidedBy(budgets, NOW.plusSeconds(61));

            assertThat(budgets.nextStep()).contains(Instant.parse("2026-12-01T00:00:00Z"));
        }
    }

    @Test
    void is_looked_at_again_ever_more_rarely_where_its_forecast_moves_away() {
        Agenda agenda = new Agenda();
        Instant at = NOW;
        List<Duration> gaps = new ArrayList<>();
        agenda.set(ACME, Optional.of(at), at);
        for (int look = 0; look < 10; look++) {
            assertThat(agenda.due(at)).containsExactly(ACME);
            agenda.set(ACME, Optional.of(at.plusMillis(1)), at);
            Instant next = agenda.soonest().orElseThrow();
            gaps.add(Duration.between(at, next));
            at = next;
        }

        assertThat(gaps.get(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(gaps.get(9)).isEqualTo(Duration.ofMinutes(1));

        agenda.happenedTo(ACME);
        agenda.set(ACME, Optional.of(at.plusMillis(5)), at);

        assertThat(agenda.soonest()).contains(at.plusMillis(5));
    }

    private static void spend(Reelbudget budgets, String amount) {
        budgets.ledger().blocking().recordUsage(ACME, IdempotencyKey.named("used"), usd(amount), NOW, Labels.none());
    }

    /** A queue in which one job waits. */
    private static final class OneWaits implements JobQueue {
        private final JobQueue none = JobQueue.none();

        @Override
        public List<QueuedJob> queued(AccountPath account) {
            TranscodeJob job = TranscodeJob.of(
                    "waits",
                    new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000),
                    new Target(VideoCodec.H264, "libx264", "medium", 640, 360, 30, new RateControl.Bitrate(800_000)));
            CostEstimate estimate =
                    new CostEstimate(Quantiles.certain(60), CostEstimate.Origin.RATE, "a minute", 0, "It is said so.");
            return List.of(new QueuedJob(job, estimate, Quantiles.certain(16_667), job, NOW));
        }

        @Override
        public List<JobId> replace(AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
            return none.replace(account, replacements, key);
        }

        @Override
        public void pause(AccountPath account, IdempotencyKey key, String reason) {}

        @Override
        public void resume(AccountPath account, IdempotencyKey key, String reason) {}
    }
}
