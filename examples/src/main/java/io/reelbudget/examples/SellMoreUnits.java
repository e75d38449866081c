package io.reelbudget.examples;

import io.reelbudget.Admission;
import io.reelbudget.Reelbudget;
import io.reelbudget.SalesDesk;
import io.reelbudget.SalesTerms;
import io.reelbudget.TierStanding;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.pricing.SalePricesDocument;
import io.reelbudget.policy.pricing.TierListDocument;
import io.reelbudget.policy.sales.Confirmation;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import java.time.Instant;
import java.time.ZoneOffset;

/** Sells processor time and a tier to an account, through a gateway that takes no real money. The guide shows it. */
public final class SellMoreUnits {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-16T00:00:00Z");

    private static final String PRICES = """
            {
              "format": "reelbudget-sale-prices-1",
              "version": "2026-11",
              "effectiveFrom": "2026-11-01T00:00:00Z",
              "sells": {"computeUnit": "vCPU-s", "pack": "3600"},
              "currency": "USD",
              "validFor": "PT15M",
              "volume": {"mode": "GRADUATED", "steps": [
                {"upTo": 100, "price": "0.05"},
                {"price": "0.04"}
              ]},
              "timeOfDay": {"windows": [
                {"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
                 "from": "22:00", "to": "06:00", "times": "0.9"}
              ]}
            }
            """;

    private static final String TIERS = """
            {
              "format": "reelbudget-tiers-1",
              "version": "2026-11",
              "currency": "USD",
              "tiers": [
                {"name": "basic", "codecs": ["H264"], "largestPicture": "1920x1080", "concurrency": 2},
                {"name": "pro", "price": "30", "codecs": ["H264", "H265", "VP9", "AV1"], "largestPicture": "3840x2160"}
              ]
            }
            """;

    private SellMoreUnits() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        TestPaymentGateway gateway = new TestPaymentGateway(TestPaymentGateway.Payers.ARE_ASKED);
        SalesTerms terms =
                SalesTerms.none().withPrices(SalePricesDocument.parse(PRICES)).withTiers(TierListDocument.parse(TIERS));
        try (Reelbudget budgets = Reelbudget.inMemory()
                .clock(() -> MIDNIGHT)
                .hooks(Hooks.standard().withPayments(gateway))
                .sales(terms)
                .open()) {
            budgets.open(ACCOUNT, Plan.monthly(vcpuSeconds("36000"), ZoneOffset.UTC));
            sellUnits(budgets, gateway);
            gateway.setPayers(TestPaymentGateway.Payers.AGREE_AT_ONCE);
            sellATier(budgets);
        }
    }

    private static void sellUnits(Reelbudget budgets, TestPaymentGateway gateway) {
        SalesDesk sales = budgets.sales();

        Quote quote = sales.quote(ACCOUNT, vcpuSeconds("540000"));
        System.out.println("quote: " + quote.wares().summary() + " for " + quote.price() + " by prices "
                + quote.priceVersion() + " until " + quote.validUntil());
        Purchase purchase = begun(sales.buy(quote.id()));
        System.out.println("purchase: " + purchase.phase());

        PaymentReport callback = gateway.agree(purchase.id());
        print(sales.confirm(purchase.id(), callback));
        print(sales.confirm(purchase.id(), callback));
        System.out.println("available: " + budgets.balance(ACCOUNT).available());
        System.out.println("taken: " + gateway.taken(Unit.USD));
    }

    private static void sellATier(Reelbudget budgets) {
        Admission refused = budgets.admit(ACCOUNT, film());
        System.out.println(refused.code() + ": " + refused.reason());

        Quote upgrade = budgets.sales().quoteTier(ACCOUNT, "pro");
        System.out.println(
                "upgrade: " + begun(budgets.sales().buy(upgrade.id())).phase() + " for " + upgrade.price());
        TierStanding standing = budgets.sales().tier(ACCOUNT);
        System.out.println("tier: " + standing.tier().name() + " until "
                + standing.next().orElseThrow().from());
        System.out.println(budgets.admit(ACCOUNT, film()).code());
    }

    private static Purchase begun(PurchaseResult result) {
        return result.fold(PurchaseResult.Begun::purchase, refused -> {
            throw new IllegalStateException(refused.message());
        });
    }

    private static void print(Confirmation answer) {
        System.out.println("callback: " + answer.status() + " "
                + answer.purchase().orElseThrow().phase());
    }

    private static TranscodeJob film() {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 600, 8_000_000, 600_000_000);
        return TranscodeJob.of(
                "film",
                source,
                new Target(VideoCodec.AV1, "libsvtav1", "8", 1280, 720, 30, new RateControl.Bitrate(1_500_000)));
    }

    private static Amount vcpuSeconds(String amount) {
        return Amount.parse(amount, Unit.VCPU_SECONDS);
    }
}
