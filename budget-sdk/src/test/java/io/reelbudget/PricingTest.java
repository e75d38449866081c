package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.Reason;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.licence.FeeBasis;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.LicenceFee;
import io.reelbudget.licence.Licensee;
import io.reelbudget.licence.Recovery;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.BookPricing;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.price.PriceTag;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.Delivery;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.MinutePrice;
import io.reelbudget.rate.MinuteRates;
import io.reelbudget.rate.PriceLine;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.Purchase;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.SizeClass;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Tiers.Step;
import io.reelbudget.rate.UnpricedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Reelbudget, pricing jobs")
class PricingTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan PLENTY = Plan.monthly(usd("1000.00"), ZoneOffset.UTC);
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final RateCard CENT = RateCard.perCpuHour("november", usd("36.00"));
    private static final PriceBook BOOK = PriceBook.of(CENT)
            .with(RateCard.perCpuHour("unused", usd("72.00")).asVersion("december", DECEMBER))
            .with(LicenceCatalogue.perOutputMinute("licences-1", Map.of(VideoCodec.H264, usd("0.01"))));

    /** Ten minutes a month at a dollar, then ten cents. */
    private static final RateCard TIERED = RateCard.of(
            "tiered-1",
            new RateCard.Basis.Minutes(new MinuteRates(
                    new MinutePrice.Base(
                            new Tiers(
                                    Tiers.Mode.GRADUATED,
                                    Measure.MINUTE,
                                    List.of(Step.upTo(10, usd("1.00")), Step.beyond(usd("0.10")))),
                            BillingPeriod.MONTH,
                            Map.of(VideoCodec.H264, BigDecimal.ONE)),
                    List.of(new SizeClass("any", 32_768, 32_768, BigDecimal.ONE)),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of())),
            Unit.USD);

    private volatile Instant now = Instant.parse("2026-11-30T23:00:00Z");

    @TempDir
    private Path directory;

    private Reelbudget start(AccountTerms terms) {
        Reelbudget budgets = Reelbudget.at(directory.resolve("ledger"))
                .clock(() -> now)
                .estimator(new SteadyEstimator())
                .open();
        budgets.open(ACME, PLENTY, terms);
        return budgets;
    }

    private static Admitted admitted(Reelbudget budgets, String id, double seconds) {
        return (Admitted) budgets.admit(ACME, job(id, seconds));
    }

    @Nested
    @DisplayName("by versions")
    class Versions {

        @Test
        void writes_the_version_on_every_line_of_hold_and_charge() {
            try (Reelbudget budgets = start(AccountTerms.pricedBy(BOOK))) {
                Admitted job = admitted(budgets, "job-1", 60);
                budgets.capture(job, 60);

                assertThat(job.price().p50().lines())
                        .extracting(PriceLine::name, PriceLine::priceVersion)
                        .containsExactly(tuple("compute", "november"), tuple("licence h264", "licences-1"));
                assertThat(budgets.statement(ACME, 10).entries())
                        .filteredOn(entry -> entry.kind() == Entry.Kind.HELD || entry.kind() == Entry.Kind.CAPTURED)
                        .hasSize(2)
                        .allSatisfy(entry ->
                                assertThat(entry.labels().values()).containsEntry("price", "november+licences-1"));
            }
        }

        @Test
        void writes_the_version_on_the_charge_of_a_failed_run_too() {
            try (Reelbudget budgets = start(AccountTerms.pricedBy(BOOK))) {
                budgets.fail(admitted(budgets, "job-1", 60), 30, "killed");

                assertThat(budgets.statement(ACME, 1).entries())
                        .extracting(
                                Entry::kind, entry -> entry.labels().values().get("price"))
                        .containsExactly(tuple(Entry.Kind.CAPTURED, "november+licences-1"));
            }
        }

        @Test
        void prices_estimate_hold_and_charge_of_the_same_work_alike_to_the_millionth() {
            try (Reelbudget budgets = start(AccountTerms.pricedBy(BOOK).withHoldSize(HoldSize.MEDIAN))) {
                for (int number = 1; number <= 20; number++) {
                    Admitted job = admitted(budgets, "job-" + number, 7.3 * number);
                    Amount quoted = job.price().p50().total();

                    assertThat(job.held()).isEqualTo(quoted);
                    assertThat(budgets.capture(job, 7.3 * number).amount()).isEqualTo(quoted);
                    assertThat(job.price().p50().lines().stream()
                                    .map(PriceLine::amount)
                                    .reduce(usd("0"), Amount::plus))
                            .isEqualTo(quoted);
                }
            }
        }

        @Test
        void charges_a_job_by_the_version_by_which_it_was_quoted() {
            try (Reelbudget budgets = start(AccountTerms.pricedBy(BOOK))) {
                Admitted old = admitted(budgets, "job-1", 60);
                now = DECEMBER.plusSeconds(60);
                Admitted young = admitted(budgets, "job-2", 60);

                assertThat(budgets.capture(old, 60).amount()).isEqualTo(usd("0.61"));
                assertThat(budgets.capture(young, 60).amount()).isEqualTo(usd("1.21"));
            }
        }

        @Test
        void locks_the_quote_over_a_restart() {
            PriceProfile profile = PriceProfile.standard().on("processor", Purchase.ON_DEMAND);
            try (Reelbudget first = start(AccountTerms.pricedBy(BOOK).withProfile(profile))) {
                admitted(first, "job-1", 60);
            }
            now = DECEMBER.plusSeconds(60);
            try (Reelbudget second = start(AccountTerms.pricedBy(BOOK))) {
                Admitted again = admitted(second, "job-1", 60);

                assertThat(again.code()).isEqualTo(Reason.ADMITTED_BEFORE);
                assertThat(again.price().p50().tag())
                        .isEqualTo(new PriceTag("november+licences-1", Instant.parse("2026-11-30T23:00:00Z"), profile));
                assertThat(second.capture(again, 60).amount()).isEqualTo(usd("0.61"));
            }
        }

        @Test
        void refuses_to_charge_by_another_version_than_the_one_that_a_hold_locks() {
            try (Reelbudget first = start(AccountTerms.pricedBy(BOOK))) {
                admitted(first, "job-1", 60);
            }
            try (Reelbudget second = start(AccountTerms.pricedBy(RateCard.perCpuHour("other", usd("1"))))) {
                assertThatThrownBy(() -> second.admit(ACME, job("job-1", 60)))
                        .isInstanceOf(UnpricedException.class)
                        .hasMessage("Prices of version 'november' are asked for but the book has no such rate card;"
                                + " keep every version by which holds were quoted that are still open.");
            }
        }
    }

    @Nested
    @DisplayName("by volume")
    class Volumes {

        private final AccountTerms tiered = AccountTerms.pricedBy(TIERED);

        @Test
        void counts_what_was_charged_before() {
            try (Reelbudget budgets = start(tiered)) {
                assertThat(budgets.capture(admitted(budgets, "job-1", 540), 1).amount())
                        .isEqualTo(usd("9.00"));
                assertThat(budgets.capture(admitted(budgets, "job-2", 120), 1).amount())
                        .isEqualTo(usd("1.10"));
                assertThat(budgets.evaluate(ACME, job("job-3", 60))
                                .price()
                                .p50()
                                .total())
                        .isEqualTo(usd("0.10"));
            }
        }

        @Test
        void counts_on_after_a_restart() {
            try (Reelbudget first = start(tiered)) {
                first.capture(admitted(first, "job-1", 540), 1);
            }
            try (Reelbudget second = start(tiered)) {
                assertThat(second.capture(admitted(second, "job-2", 120), 1).amount())
                        .isEqualTo(usd("1.10"));
            }
        }

        @Test
        void counts_a_charge_once_however_often_it_is_sent() {
            Admitted sent;
            try (Reelbudget first = start(tiered)) {
                sent = admitted(first, "job-1", 540);
                assertThat(first.capture(sent, 1)).isEqualTo(first.capture(sent, 1));
            }
            try (Reelbudget second = start(tiered)) {
                assertThat(second.capture(sent, 1).amount()).isEqualTo(usd("9.00"));
                assertThatThrownBy(() -> second.capture(sent, 2)).isInstanceOf(IdempotencyConflictException.class);
                assertThat(second.capture(admitted(second, "job-2", 120), 1).amount())
                        .isEqualTo(usd("1.10"));
            }
        }

        @Test
        void takes_back_what_could_not_be_posted() {
            try (Reelbudget budgets = start(tiered)) {
                Admitted released = admitted(budgets, "job-1", 540);
                budgets.release(released, "never ran");

                assertThatThrownBy(() -> budgets.capture(released, 1)).isInstanceOf(UnknownHoldException.class);

                assertThat(budgets.capture(admitted(budgets, "job-2", 120), 1).amount())
                        .isEqualTo(usd("2.00"));
            }
        }

        @Test
        void counts_the_time_of_failed_runs_over_a_restart() {
            RateCard hours = RateCard.of(
                    "hours-1",
                    new RateCard.Basis.ProcessorHours(
                            new Tiers(
                                    Tiers.Mode.GRADUATED,
                                    Measure.PROCESSOR_HOUR,
                                    List.of(Step.upTo(1, usd("3.60")), Step.beyond(usd("0.36")))),
                            BillingPeriod.MONTH),
                    Unit.USD);
            Admitted failed;
            try (Reelbudget first = start(AccountTerms.pricedBy(hours))) {
                failed = admitted(first, "job-1", 60);
                first.fail(failed, 3_600, "killed");
                first.fail(failed, 3_600, "killed");
            }
            try (Reelbudget second = start(AccountTerms.pricedBy(hours))) {
                second.fail(failed, 3_600, "killed");

                assertThat(second.capture(admitted(second, "job-1", 60), 3_600).amount())
                        .isEqualTo(usd("0.36"));
                assertThat(second.balance(ACME).posted()).isEqualTo(usd("3.96"));
            }
        }

        @Test
        void counts_a_fee_for_each_licensee_and_year_whichever_account_pays_and_over_a_restart() {
            LicenceFee jobs = new LicenceFee(
                    "jobs",
                    "Pool",
                    Set.of(),
                    FeeBasis.JOB,
                    Optional.empty(),
                    Tiers.flat(Measure.PIECE, usd("5")),
                    Optional.empty(),
                    BillingPeriod.YEAR,
                    1,
                    Duration.ZERO,
                    usd("0"),
                    Optional.empty(),
                    Map.of(),
                    LicenceFee.Validity.ALWAYS,
                    Recovery.MARGINAL);
            LicenceCatalogue fees =
                    new LicenceCatalogue("fees", Instant.EPOCH, "", Unit.USD, List.of(jobs), List.of(), List.of());
            Licensee other = new Licensee("other-inc", "", Set.of(), Map.of(), Map.of());
            BookPricing pricing = PricingEngine.of(PriceBook.of(RateCard.perCpuHour("free", usd("0")), fees))
                    .withLicensees(account -> account.equals(AccountPath.of("other")) ? other : Licensee.host());
            AccountTerms terms = AccountTerms.pricedBy(pricing);
            try (Reelbudget first = start(terms)) {
                first.open(AccountPath.of("brook"), PLENTY, terms);
                first.open(AccountPath.of("other"), PLENTY, terms);

                assertThat(charged(first, "acme", "job-1")).isEqualTo(usd("0"));
                assertThat(charged(first, "brook", "job-2")).isEqualTo(usd("5"));
                assertThat(charged(first, "other", "job-3")).isEqualTo(usd("0"));
            }
            try (Reelbudget second = start(terms)) {
                second.open(AccountPath.of("other"), PLENTY, terms);

                assertThat(charged(second, "acme", "job-4")).isEqualTo(usd("5"));
                assertThat(charged(second, "other", "job-5")).isEqualTo(usd("5"));
                now = Instant.parse("2027-01-01T00:00:00Z");
                assertThat(charged(second, "acme", "job-6")).isEqualTo(usd("0"));
            }
        }

        private Amount charged(Reelbudget budgets, String account, String id) {
            Admitted job = (Admitted) budgets.admit(AccountPath.of(account), job(id, 60));
            return budgets.capture(job, 60).amount();
        }

        @Test
        void begins_anew_with_each_month() {
            try (Reelbudget budgets = start(tiered)) {
                budgets.capture(admitted(budgets, "job-1", 3600), 1);
                now = DECEMBER;

                assertThat(budgets.capture(admitted(budgets, "job-2", 60), 1).amount())
                        .isEqualTo(usd("1.00"));
            }
        }

        @Test
        void gives_no_two_charges_at_once_the_same_place_in_a_tier() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try (Reelbudget budgets = start(tiered)) {
                List<Future<Amount>> charges = new ArrayList<>();
                for (int number = 0; number < 40; number++) {
                    Admitted job = admitted(budgets, "job-" + number, 60);
                    charges.add(threads.submit(() -> budgets.capture(job, 1).amount()));
                }
                Amount sum = usd("0");
                for (Future<Amount> charge : charges) {
                    sum = sum.plus(charge.get());
                }
                assertThat(sum).isEqualTo(usd("13.00"));
                assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("13.00"));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    @DisplayName("by an engine of the host's own")
    class Engines {

        @Test
        void asks_it_for_accounts_without_terms_of_their_own() {
            try (Reelbudget budgets = Reelbudget.inMemory()
                    .clock(() -> now)
                    .estimator(new SteadyEstimator())
                    .pricing(new FlatEngine())
                    .open()) {
                budgets.open(ACME, PLENTY);
                Admitted job = admitted(budgets, "job-1", 60);

                assertThat(job.held()).isEqualTo(usd("7"));
                assertThat(budgets.capture(job, 60).amount()).isEqualTo(usd("7"));
            }
        }

        @Test
        void finds_it_by_the_service_loader(@TempDir Path classes) throws IOException {
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(services.resolve(PricingEngine.class.getName()), FlatEngine.class.getName() + "\n");
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            try (URLClassLoader found =
                    new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
                Thread.currentThread().setContextClassLoader(found);

                assertThat(PricingEngine.discovered()).containsInstanceOf(FlatEngine.class);
                try (Reelbudget budgets = Reelbudget.inMemory()
                        .clock(() -> now)
                        .estimator(new SteadyEstimator())
                        .open()) {
                    budgets.open(ACME, PLENTY);
                    assertThat(admitted(budgets, "job-1", 60).held()).isEqualTo(usd("7"));
                }
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }

        @Test
        void tells_a_book_what_jobs_deliver_besides_their_targets() {
            BookPricing titles = PricingEngine.of(BOOK)
                    .withDeliveries(job -> Delivery.standard().withTitles(0));

            assertThat(titles.unit(ACME)).isEqualTo(Unit.USD);
            try (Reelbudget budgets = start(AccountTerms.pricedBy(titles))) {
                assertThat(budgets.capture(admitted(budgets, "job-1", 60), 60).amount())
                        .isEqualTo(usd("0.61"));
            }
        }
    }

    /** Seven dollars for every job. */
    public static final class FlatEngine implements PricingEngine {

        @Override
        public Unit unit(AccountPath account) {
            return Unit.USD;
        }

        @Override
        public PriceBreakdown price(PriceRequest request) {
            PriceTag tag = new PriceTag(request.version().orElse("flat-1"), request.quotedAt(), request.profile());
            return PriceBreakdown.of(
                    tag, Unit.USD, List.of(new PriceLine(PriceLine.Kind.COMPUTE, "a job", usd("7"), tag.version())));
        }
    }

    private static TranscodeJob job(String id, double seconds) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
