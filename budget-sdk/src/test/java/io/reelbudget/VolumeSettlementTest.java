package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Tiers.Step;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Charges by volume prices")
class VolumeSettlementTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath TEAM = AccountPath.of("acme/team");
    private static final Plan PLENTY = Plan.monthly(usd("1000.00"), ZoneOffset.UTC);
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

    private volatile Instant now = Instant.parse("2026-11-10T12:00:00Z");

    @TempDir
    private Path directory;

    /** Three processor-hours at a dollar each; beyond that all at 50 cents. */
    private static RateCard card(BillingPeriod period) {
        return RateCard.of(
                "volume-1",
                new RateCard.Basis.ProcessorHours(
                        new Tiers(
                                Tiers.Mode.VOLUME,
                                Measure.PROCESSOR_HOUR,
                                List.of(Step.upTo(3, usd("1.00")), Step.beyond(usd("0.50")))),
                        period),
                Unit.USD);
    }

    private Reelbudget start() {
        return start(AccountTerms.pricedBy(card(BillingPeriod.MONTH)));
    }

    private Reelbudget start(AccountTerms terms) {
        Reelbudget budgets = Reelbudget.at(directory.resolve("ledger"))
                .clock(() -> now)
                .estimator(new SteadyEstimator())
                .open();
        budgets.open(ACME, PLENTY, terms);
        budgets.open(TEAM, PLENTY, terms);
        return budgets;
    }

    private static Result.Captured charge(Reelbudget budgets, AccountPath account, String id, double hours) {
        return budgets.capture((Admitted) budgets.admit(account, job(id)), hours * 3_600);
    }

    private static List<Entry> corrections(Reelbudget budgets) {
        return budgets.statement(ACME, 100).entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.RETURNED || entry.kind() == Entry.Kind.CORRECTED)
                .toList();
    }

    @Test
    void are_corrected_to_the_tier_that_the_period_reached_when_it_is_over() {
        try (Reelbudget budgets = start()) {
            assertThat(charge(budgets, ACME, "job-1", 2).amount()).isEqualTo(usd("2.00"));
            assertThat(charge(budgets, TEAM, "job-2", 1).amount()).isEqualTo(usd("1.00"));
            assertThat(charge(budgets, ACME, "job-3", 1).amount()).isEqualTo(usd("0.50"));
            assertThat(budgets.settle(ACME)).isEqualTo(usd("0"));

            now = DECEMBER;

            assertThat(budgets.settle(ACME)).isEqualTo(usd("-1.50"));
            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("2.00"));
            assertThat(budgets.balance(TEAM).posted()).isEqualTo(usd("0.50"));
            assertThat(budgets.settle(ACME)).isEqualTo(usd("0"));
        }
    }

    @Test
    void are_settled_in_the_statement_with_the_version_of_their_prices() {
        try (Reelbudget budgets = start()) {
            Result.Captured first = charge(budgets, ACME, "job-1", 2);
            Result.Captured second = charge(budgets, TEAM, "job-2", 2);
            now = DECEMBER;
            budgets.settle(ACME);

            assertThat(corrections(budgets))
                    .extracting(Entry::account, entry -> entry.corrects().orElseThrow(), entry -> entry.labels()
                            .values()
                            .get("price"))
                    .containsExactly(tuple(ACME, first.entry(), "volume-1"));
            assertThat(second.amount()).isEqualTo(usd("1.00"));
            assertThat(budgets.statement(ACME, 1).entries().get(0).text())
                    .isEqualTo("Settled processor-hours of acme since 2026-11-01T00:00:00Z: 1 charges corrected by"
                            + " -1.00 USD in all. [acme;processor-hours;1793491200;14400000000]");
        }
    }

    @Test
    void are_settled_at_the_next_start_and_only_once_however_often_it_starts() {
        try (Reelbudget budgets = start()) {
            charge(budgets, ACME, "job-1", 2);
            charge(budgets, ACME, "job-2", 2);
        }
        now = DECEMBER.plus(Duration.ofDays(300));
        for (int time = 0; time < 3; time++) {
            try (Reelbudget budgets = start()) {
                assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("2.00"));
                assertThat(corrections(budgets)).hasSize(1);
            }
            now = now.plus(Duration.ofDays(20));
        }
    }

    @Test
    void of_a_year_are_settled_after_a_year_of_downtime_though_they_are_too_old_to_be_corrected_one_by_one() {
        now = Instant.parse("2026-01-10T00:00:00Z");
        AccountTerms yearly = AccountTerms.pricedBy(card(BillingPeriod.YEAR));
        long first;
        try (Reelbudget budgets = start(yearly)) {
            first = charge(budgets, TEAM, "job-1", 2).entry();
            charge(budgets, ACME, "job-2", 2);
        }
        now = Instant.parse("2028-01-01T00:00:00Z");
        for (int time = 0; time < 2; time++) {
            try (Reelbudget budgets = start(yearly)) {
                assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("2.00"));
                assertThat(budgets.balance(TEAM).posted()).isEqualTo(usd("1.00"));
                assertThat(corrections(budgets))
                        .extracting(Entry::account, Entry::text)
                        .containsExactly(tuple(
                                TEAM,
                                "Volume price of the tier that processor-hours since 2026-01-01T00:00:00Z reached;"
                                        + " charge " + first + ", prices volume-1."));
            }
            now = now.plus(Duration.ofDays(30));
        }
    }

    @Test
    void are_settled_again_when_a_job_that_was_quoted_in_the_period_ends_late_and_lifts_the_volume() {
        try (Reelbudget budgets = start()) {
            charge(budgets, ACME, "job-1", 2);
            Admitted late = (Admitted) budgets.admit(ACME, job("job-2"));
            Admitted later = (Admitted) budgets.admit(ACME, job("job-3"));
            now = DECEMBER;
            assertThat(budgets.settle(ACME)).isEqualTo(usd("0"));

            assertThat(budgets.capture(late, 3_600).amount()).isEqualTo(usd("1.00"));
            assertThat(budgets.settle(ACME)).isEqualTo(usd("0"));
            assertThat(budgets.capture(later, 3_600).amount()).isEqualTo(usd("0.50"));
            assertThat(budgets.settle(ACME)).isEqualTo(usd("-1.50"));
            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("2.00"));
        }
    }

    @Test
    void leave_alone_what_was_refunded() {
        try (Reelbudget budgets = start()) {
            Result.Captured refunded = charge(budgets, ACME, "job-1", 2);
            charge(budgets, ACME, "job-2", 1);
            charge(budgets, ACME, "job-3", 1);
            budgets.ledger()
                    .blocking()
                    .refund(ACME, IdempotencyKey.random(), refunded.entry(), usd("1.90"), "looked bad");
            now = DECEMBER;

            assertThat(budgets.settle(ACME)).isEqualTo(usd("-0.50"));
            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("1.10"));
            assertThat(budgets.statement(ACME, 1).entries().get(0).text())
                    .contains(", 1 left alone that were corrected otherwise before.");
        }
    }

    @Test
    void come_to_what_a_bill_over_the_whole_period_says_with_discounts_too() {
        RateCard plain = card(BillingPeriod.MONTH);
        RateCard discounted = new RateCard(
                "volume-2",
                Instant.EPOCH,
                "",
                plain.basis(),
                plain.rounding(),
                plain.extras(),
                plain.service(),
                Map.of("gold", new BigDecimal("0.1")),
                usd("0.47"));
        AccountTerms gold = AccountTerms.pricedBy(discounted)
                .withProfile(PriceProfile.standard().withTier("gold"));
        try (Reelbudget budgets = start(gold)) {
            assertThat(charge(budgets, ACME, "job-1", 2).amount()).isEqualTo(usd("1.80"));
            assertThat(charge(budgets, ACME, "job-2", 1).amount()).isEqualTo(usd("0.90"));
            assertThat(charge(budgets, ACME, "job-3", 1).amount()).isEqualTo(usd("0.47"));
            now = DECEMBER;

            assertThat(budgets.settle(ACME)).isEqualTo(usd("-1.33"));
            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("1.84"));
        }
    }

    private static TranscodeJob job(String id) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
