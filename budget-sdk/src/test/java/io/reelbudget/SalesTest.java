package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Refused;
import io.reelbudget.TierStanding.Basis;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.pricing.SalePricesDocument;
import io.reelbudget.policy.pricing.TierListDocument;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.policy.sales.TestPaymentGateway.Payers;
import io.reelbudget.policy.spi.PaymentRequest;
import io.reelbudget.rate.RateCard;
import io.reelbudget.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half a month is over. Dollars at 95 cents; basic for all, pro for 30 dollars, studio for 90 or from 500 granted. */
@DisplayName("Selling")
class SalesTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan PLAN = Plan.monthly(usd("100"), ZoneOffset.UTC);
    private static final String PRICES = """
            {"format": "reelbudget-sale-prices-1", "version": "sale-1", "effectiveFrom": "2026-01-01T00:00:00Z",
             "sells": {"currency": "USD", "pack": "1"}, "currency": "USD", "validFor": "PT15M", "fixed": "0.95",
             "surge": {"from": "0.5", "full": "0.9", "least": "1", "most": "2", "timeConstant": "PT10M", "step": "0.1"}}
            """;
    private static final String TIERS = """
            {"format": "reelbudget-tiers-1", "version": "tiers-1", "currency": "USD", "tiers": [
              {"name": "basic", "codecs": ["H264"], "largestPicture": "1920x1080", "priority": "NORMAL", "concurrency": 2},
              {"name": "pro", "price": "30", "codecs": ["H264", "H265", "VP9"], "largestPicture": "3840x2160",
               "overdraft": "10"},
              {"name": "studio", "price": "90", "fromBudget": "500",
               "codecs": ["H264", "H265", "VP9", "AV1", "PRORES"]}]}
            """;

    private String tiers = TIERS;

    @TempDir
    private Path temporary;

    private Instant now = Instant.parse("2026-11-16T00:00:00Z");
    private final TestPaymentGateway gateway = new TestPaymentGateway(Payers.AGREE_AT_ONCE);
    private Optional<Reelbudget> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(Reelbudget::close);
    }

    private Reelbudget budgets() {
        return opened.orElseGet(this::reopened);
    }

    private Reelbudget reopened() {
        opened.ifPresent(Reelbudget::close);
        Reelbudget budgets = Reelbudget.at(temporary.resolve("ledger"))
                .clock(() -> now)
                .estimator(new SteadyEstimator())
                .hooks(Hooks.standard().withPayments(gateway))
                .sales(SalesTerms.none()
                        .withPrices(SalePricesDocument.parse(PRICES))
                        .withTiers(TierListDocument.parse(tiers)))
                .open();
        budgets.open(ACME, PLAN, AccountTerms.pricedBy(RateCard.perCpuHour("test-1", usd("36.00"))));
        opened = Optional.of(budgets);
        return budgets;
    }

    @Nested
    @DisplayName("units")
    class Units {

        @Test
        void grants_them_once_they_are_paid_for() {
            Quote quote = budgets().sales().quote(ACME, usd("50"));
            Purchase purchase = begun(budgets().sales().buy(quote.id()));

            assertThat(quote.price()).isEqualTo(usd("47.50"));
            assertThat(quote.priceVersion()).isEqualTo("sale-1");
            assertThat(purchase.phase()).isEqualTo(Phase.COMPLETED);
            assertThat(budgets().balance(ACME).available()).isEqualTo(usd("150"));
        }

        @Test
        void keeps_the_locked_price_when_machines_get_busy_and_asks_more_of_others() {
            Quote before = budgets().sales().quote(ACME, usd("50"));
            budgets().sales().observeUtilisation(1);
            Quote after = budgets().sales().quote(ACME, usd("50"));

            assertThat(after.price()).isEqualTo(usd("95.00"));
            begun(budgets().sales().buy(before.id()));
            assertThat(gateway.taken(Unit.USD)).isEqualTo(usd("47.50"));
        }

        @Test
        void goes_on_with_what_waited_after_a_restart() {
            gateway.setPayers(Payers.ARE_ASKED);
            Purchase waiting = begun(budgets()
                    .sales()
                    .buy(budgets().sales().quote(ACME, usd("50")).id()));
            assertThat(waiting.phase()).isEqualTo(Phase.AUTHORISING);
            gateway.agree(waiting.id());

            SalesDesk desk = reopened().sales();

            completed(desk, waiting);
            assertThat(budgets().balance(ACME).available()).isEqualTo(usd("150"));
        }

        /** The desk's own thread goes on with it, too: whoever comes second leaves it alone. */
        private static void completed(SalesDesk desk, Purchase purchase) {
            Supplier<Phase> phase = () -> desk.find(purchase.id()).orElseThrow().phase();
            for (long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                    phase.get() != Phase.COMPLETED && System.nanoTime() < end; ) {
                desk.work(ACME);
            }
            assertThat(phase.get()).isEqualTo(Phase.COMPLETED);
        }

        @Test
        void tells_of_what_was_granted_when_it_was_given_up_or_worked_off() {
            Ledger ledger = budgets().ledger();
            List<AccountPath> funded = new CopyOnWriteArrayList<>();
            SalesTerms terms = SalesTerms.none().withPrices(SalePricesDocument.parse(PRICES));
            SalesDesk desk = new SalesDesk(
                    ledger, Hooks.standard().withPayments(gateway), terms, () -> now, funded::add, Telemetry.none());
            try {
                gateway.setPayers(Payers.ARE_ASKED);
                Purchase late = begun(desk.buy(desk.quote(ACME, usd("50")).id()));
                gateway.agree(late.id());
                gateway.capture(new PaymentRequest(
                        late.id(), IdempotencyKey.named("by hand"), late.quote().price(), "", ""));
                funded.clear();

                desk.giveUp(late.id(), "ann");
                assertThat(funded).contains(ACME);
                completed(desk, late);
                funded.clear();
                desk.work(ACME);
                assertThat(funded).contains(ACME);
            } finally {
                desk.close();
            }
        }

        @Test
        void says_what_to_do_where_such_units_are_not_sold() {
            AccountPath other = AccountPath.of("other");
            budgets().open(other, Plan.monthly(Amount.parse("100", Unit.VCPU_SECONDS), ZoneOffset.UTC));

            assertThatThrownBy(() -> budgets().sales().quote(other, Amount.parse("1", Unit.VCPU_SECONDS)))
                    .hasMessage("There were no prices at which vCPU-s are sold by now but there must be some;"
                            + " give the builder sales terms with prices.");
        }

        @Test
        void buys_automatically_in_the_background_once_a_job_was_charged() throws InterruptedException {
            AutoTopUp rule = new AutoTopUp(
                    usd("20"),
                    usd("100"),
                    usd("200"),
                    Periods.months(ZoneOffset.UTC),
                    Duration.ZERO,
                    AutoTopUp.Settlement.CONFIRMED);
            AccountPath buyer = AccountPath.of("buyer");
            budgets()
                    .open(
                            buyer,
                            PLAN.withAutoTopUp(rule),
                            AccountTerms.pricedBy(RateCard.perCpuHour("test-1", usd("36.00"))));
            budgets().sales().agreeToAutoPurchase(buyer, "ann");
            Admission.Admitted admitted =
                    (Admission.Admitted) budgets().admit(buyer, job("film", VideoCodec.H264, 720));

            budgets().capture(admitted, 9_000);

            long deadline = System.nanoTime() + 20_000_000_000L;
            while (budgets().balance(buyer).available().isLessThan(usd("100")) && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(budgets().balance(buyer).available()).isEqualTo(usd("100"));
            assertThat(gateway.taken(Unit.USD)).isEqualTo(usd("85.50"));
        }
    }

    @Nested
    @DisplayName("tiers")
    class Tiers {

        @Test
        void gives_the_lowest_to_who_has_none() {
            TierStanding standing = budgets().sales().tier(ACME);

            assertThat(standing.tier().name()).isEqualTo("basic");
            assertThat(standing.basis()).isEqualTo(Basis.BUDGET);
            assertThat(standing.next()).isEmpty();
        }

        @Test
        void refuses_what_the_tier_forbids_with_the_tier_that_allows_it_and_its_price() {
            Refused refused = (Refused) budgets().admit(ACME, job("film", VideoCodec.H265, 720));

            assertThat(refused.code()).isEqualTo(Reason.TIER_FORBIDS);
            assertThat(refused.reason())
                    .isEqualTo("Tier 'basic' forbids it: CODEC is H265 but must be one of [H264]; tier 'pro' allows it"
                            + " for 15.00 USD until the period ends.");
            assertThat(refused.offers().tier())
                    .contains(new Offers.TierOffer("pro", Optional.of(usd("15.00")), Optional.empty(), "tiers-1"));
        }

        @Test
        void offers_the_lowest_tier_that_allows_all_of_a_job() {
            assertThat(offer(job("a", VideoCodec.H264, 2160))).isEqualTo("pro");
            assertThat(offer(job("b", VideoCodec.AV1, 720))).isEqualTo("studio");
            assertThat(offer(job("c", VideoCodec.H264, 720)
                            .withServiceLevel(new ServiceLevel(Priority.HIGH, Optional.empty()))))
                    .isEqualTo("pro");
            assertThat(budgets()
                            .admit(ACME, job("d", VideoCodec.H266, 720))
                            .offers()
                            .tier())
                    .isEmpty();
        }

        private String offer(TranscodeJob job) {
            return budgets().admit(ACME, job).offers().tier().orElseThrow().name();
        }

        @Test
        void answers_alike_whether_asked_to_evaluate_or_to_admit() {
            for (VideoCodec codec : VideoCodec.values()) {
                for (int height : new int[] {720, 1080, 2160}) {
                    TranscodeJob job = job(codec + "-" + height, codec, height);
                    Admission evaluated = budgets().evaluate(ACME, job);
                    Admission admitted = budgets().admit(ACME, job);

                    assertThat(admitted.code()).as(job.id().toString()).isEqualTo(evaluated.code());
                    assertThat(admitted.offers()).isEqualTo(evaluated.offers());
                    if (admitted instanceof Admission.Admitted held) {
                        budgets().release(held, "only asked");
                    }
                }
            }
        }

        @Test
        void counts_the_jobs_that_run_at_once() {
            budgets().admit(ACME, job("1", VideoCodec.H264, 720));
            Admission.Admitted second = (Admission.Admitted) budgets().admit(ACME, job("2", VideoCodec.H264, 720));
            Admission third = budgets().admit(ACME, job("3", VideoCodec.H264, 720));

            assertThat(third.code()).isEqualTo(Reason.TIER_FORBIDS);
            assertThat(third.reason())
                    .startsWith("Tier 'basic' forbids it: CONCURRENCY is job 3 but must be at most 2");
            assertThat(budgets().admit(ACME, job("2", VideoCodec.H264, 720)).code())
                    .isEqualTo(Reason.ADMITTED_BEFORE);
            budgets().release(second, "stopped");
            assertThat(budgets().admit(ACME, job("3", VideoCodec.H264, 720)).code())
                    .isEqualTo(Reason.FITS);
        }

        @Test
        void sells_the_rest_of_the_period_in_proportion_and_counts_at_once() {
            Quote quote = budgets().sales().quoteTier(ACME, "pro");
            begun(budgets().sales().buy(quote.id()));

            assertThat(quote.price()).isEqualTo(usd("15.00")); // 15 of 30 days
            TierStanding standing = budgets().sales().tier(ACME);
            assertThat(standing.tier().name()).isEqualTo("pro");
            assertThat(standing.next())
                    .contains(new TierStanding.Next(Optional.empty(), Instant.parse("2026-12-01T00:00:00Z")));
            assertThat(budgets().admit(ACME, job("film", VideoCodec.H265, 2160)).code())
                    .isEqualTo(Reason.FITS);
        }

        @Test
        void sells_the_difference_to_who_bought_a_lower_one() {
            begun(budgets().sales().buy(budgets().sales().quoteTier(ACME, "pro").id()));

            assertThat(budgets().sales().quoteTier(ACME, "studio").price()).isEqualTo(usd("30.00")); // half of 90 - 30
            assertThatThrownBy(() -> budgets().sales().quoteTier(ACME, "basic"))
                    .hasMessageContaining("must be for sale and no lower to be bought");
        }

        @Test
        void sells_the_next_period_whole_to_who_has_the_tier_already() {
            begun(budgets().sales().buy(budgets().sales().quoteTier(ACME, "pro").id()));
            Quote next = budgets().sales().quoteTier(ACME, "pro");
            begun(budgets().sales().buy(next.id()));

            assertThat(next.price()).isEqualTo(usd("30.00"));
            assertThat(budgets().sales().tier(ACME).next())
                    .contains(new TierStanding.Next(Optional.empty(), Instant.parse("2027-01-01T00:00:00Z")));
        }

        @Test
        void sells_a_period_once_to_who_asks_twice_while_the_first_payment_waits() {
            gateway.setPayers(Payers.ARE_ASKED);
            Purchase first = begun(budgets()
                    .sales()
                    .buy(budgets().sales().quoteTier(ACME, "pro").id()));
            Quote again = budgets().sales().quoteTier(ACME, "pro");

            PurchaseResult.Refused refused = refused(budgets().sales().buy(again.id()));
            assertThat(refused.reason()).isEqualTo(PurchaseResult.Reason.TIER_CHANGED);
            assertThat(refused.message()).contains(first.id().toString()).contains("give it up");
            budgets().sales().confirm(first.id(), gateway.agree(first.id()));
            assertThat(refused(budgets().sales().buy(again.id())).message())
                    .isEqualTo("Quote " + again.id() + " was for a tier in place of the one by the budget but that was"
                            + " changed since and must not be; ask for a new one.");
            assertThat(gateway.taken(Unit.USD)).isEqualTo(usd("15.00"));
        }

        @Test
        void sells_the_next_period_once_too() {
            begun(budgets().sales().buy(budgets().sales().quoteTier(ACME, "pro").id()));
            Quote next = budgets().sales().quoteTier(ACME, "pro");
            Quote again = budgets().sales().quoteTier(ACME, "pro");
            begun(budgets().sales().buy(next.id()));

            assertThat(refused(budgets().sales().buy(again.id())).reason())
                    .isEqualTo(PurchaseResult.Reason.TIER_CHANGED);
        }

        @Test
        void never_lowers_an_account_by_an_older_quote() {
            Quote pro = budgets().sales().quoteTier(ACME, "pro");
            Quote studio = budgets().sales().quoteTier(ACME, "studio");
            begun(budgets().sales().buy(studio.id()));

            assertThat(refused(budgets().sales().buy(pro.id())).reason()).isEqualTo(PurchaseResult.Reason.TIER_CHANGED);
            assertThat(budgets().sales().tier(ACME).tier().name()).isEqualTo("studio");
        }

        @Test
        void gives_the_money_back_where_the_tier_was_changed_while_the_payment_waited() {
            gateway.setPayers(Payers.ARE_ASKED);
            Purchase pro = begun(budgets()
                    .sales()
                    .buy(budgets().sales().quoteTier(ACME, "pro").id()));
            budgets().sales().setTier(ACME, "studio");

            budgets().sales().confirm(pro.id(), gateway.agree(pro.id()));

            Purchase ended = budgets().sales().find(pro.id()).orElseThrow();
            assertThat(ended.phase()).isEqualTo(Phase.REFUNDED);
            assertThat(ended.detail()).isEqualTo("the tier that it was priced against was changed before it was paid");
            assertThat(gateway.taken(Unit.USD)).isEqualTo(usd("0"));
            assertThat(budgets().sales().tier(ACME).tier().name()).isEqualTo("studio");
            assertThat(budgets().sales().tier(ACME).next()).isEmpty();
        }

        @Test
        void sells_no_tier_to_who_has_it_without_end() {
            budgets().sales().setTier(ACME, "pro");

            assertThatThrownBy(() -> budgets().sales().quoteTier(ACME, "pro"))
                    .hasMessage("Tier 'pro' was given to 'acme' without end but must end to be bought for longer; there"
                            + " is nothing to buy.");
        }

        @Test
        void keeps_a_bought_tier_over_a_restart_until_its_period_ends() {
            begun(budgets().sales().buy(budgets().sales().quoteTier(ACME, "pro").id()));

            assertThat(reopened().sales().tier(ACME).tier().name()).isEqualTo("pro");
            now = Instant.parse("2026-12-01T00:00:00Z");
            assertThat(budgets().sales().tier(ACME).tier().name()).isEqualTo("basic");
        }

        @Test
        void raises_at_once_and_lowers_when_the_period_ends() {
            assertThat(budgets().sales().setTier(ACME, "studio").tier().name()).isEqualTo("studio");
            TierStanding lowered = budgets().sales().setTier(ACME, "pro");

            assertThat(lowered.tier().name()).isEqualTo("studio");
            assertThat(lowered.next())
                    .contains(new TierStanding.Next(Optional.of("pro"), Instant.parse("2026-12-01T00:00:00Z")));
            assertThat(reopened().sales().tier(ACME)).isEqualTo(lowered);
            now = Instant.parse("2026-12-01T00:00:00Z");
            assertThat(budgets().sales().tier(ACME).tier().name()).isEqualTo("pro");
            assertThat(budgets().sales().setTierNow(ACME, "basic").tier().name())
                    .isEqualTo("basic");
        }

        @Test
        void goes_by_the_size_of_the_budget_where_none_was_given() {
            budgets().topUp(ACME, IdempotencyKey.named("big"), usd("400"), "a big order");

            assertThat(budgets().sales().tier(ACME).tier().name()).isEqualTo("studio");
            now = Instant.parse("2026-12-01T00:00:00Z");
            assertThat(budgets().sales().tier(ACME).tier().name()).isEqualTo("basic");
        }

        @Test
        void counts_for_the_accounts_below() {
            AccountPath video = ACME.child("video");
            budgets().open(video, PLAN, AccountTerms.pricedBy(RateCard.perCpuHour("test-1", usd("36.00"))));
            budgets().sales().setTier(ACME, "pro");

            assertThat(budgets().sales().tier(video).tier().name()).isEqualTo("pro");
            assertThat(budgets().sales().tier(video).level()).isEqualTo(ACME);
        }

        @Test
        void lets_holds_go_below_zero_as_far_as_the_tier_says() {
            budgets().sales().setTier(ACME, "pro");
            spendAllBut("5");

            assertThat(budgets()
                            .evaluate(ACME, job("film", VideoCodec.H264, 720))
                            .code())
                    .isEqualTo(Reason.FITS);
            assertThat(budgets().admit(ACME, job("film", VideoCodec.H264, 720)).code())
                    .isEqualTo(Reason.FITS);
        }

        @Test
        void refuses_one_whose_overdraft_is_in_another_unit_than_the_account() {
            AccountPath seconds = AccountPath.of("seconds");
            budgets().open(seconds, Plan.monthly(Amount.parse("100", Unit.VCPU_SECONDS), ZoneOffset.UTC));

            assertThatThrownBy(() -> budgets().sales().setTier(seconds, "pro"))
                    .hasMessage(
                            "Tier 'pro' had an overdraft of 10.00 USD but 'seconds' counts in vCPU-s: both must be in"
                                    + " one unit; say in 'budgets' of the tiers what that is.");
            assertThatThrownBy(() -> budgets().sales().quoteTier(seconds, "pro"))
                    .hasMessageContaining("counts in vCPU-s");
        }

        @Test
        void admits_by_the_plan_where_the_overdraft_of_a_tier_by_budget_is_in_another_unit() {
            tiers = TIERS.replace("\"basic\",", "\"basic\", \"overdraft\": \"10\",");
            AccountPath seconds = AccountPath.of("seconds");
            budgets()
                    .open(
                            seconds,
                            Plan.monthly(Amount.parse("9000", Unit.VCPU_SECONDS), ZoneOffset.UTC),
                            AccountTerms.pricedBy(
                                    RateCard.perCpuHour("test-2", Amount.parse("3600", Unit.VCPU_SECONDS))));

            assertThat(budgets()
                            .admit(seconds, job("film", VideoCodec.H264, 720))
                            .code())
                    .isEqualTo(Reason.FITS);
        }

        private void spendAllBut(String left) {
            Ledger ledger = budgets().ledger();
            ledger.blocking()
                    .recordUsage(ACME, IdempotencyKey.named("much"), usd("100").minus(usd(left)), now, Labels.none());
        }
    }

    private static Purchase begun(PurchaseResult result) {
        return result.fold(PurchaseResult.Begun::purchase, refused -> {
            throw new AssertionError(refused.message());
        });
    }

    private static PurchaseResult.Refused refused(PurchaseResult result) {
        return result.fold(
                begun -> {
                    throw new AssertionError(begun.toString());
                },
                refused -> refused);
    }

    /** A job of 600 seconds, which cost 6 dollars. */
    private static TranscodeJob job(String id, VideoCodec codec, int height) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 600, 8_000_000, 600_000_000);
        return TranscodeJob.of(
                id,
                source,
                new Target(
                        codec, "encoder", "medium", height * 16 / 9, height, 30, new RateControl.Bitrate(3_000_000)));
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
