package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.Licensee;
import io.reelbudget.licence.Recovery;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.pricing.LicencePreset;
import io.reelbudget.policy.spi.BookPricing;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One customer of the demo's service.
 *
 * @param path its account
 * @param stance what its owner wants when money runs short
 * @param prices its prices
 */
record DemoAccount(AccountPath path, Wish stance, BookPricing prices) {

    /** What a broadcaster declares to whom it owes the yearly fee for streaming in AVC. */
    private static final long SUBSCRIBERS = 120_000_000;

    /** By how much output it shares that fee out. */
    private static final long MINUTES_A_YEAR = 1_500_000_000;

    /** What an owner wants when money runs short. */
    enum Wish {
        QUALITY("prioritise quality"),
        AVAILABILITY("prioritise availability"),
        REDUCE("default: reduce quality"),
        PLENTY("plenty (default policy)");

        private final String words;

        Wish(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Returns whether its budget is too small for its work. */
    boolean isTight() {
        return stance != Wish.PLENTY;
    }

    Unit unit() {
        return prices.unit(path);
    }

    /**
     * Returns prices with the illustrative licences of AVC: one that streams to so many subscribers owes a fee for the
     * year, to which a job adds nothing; jobs bear their share of it.
     */
    private static BookPricing streaming(RateCard card) {
        LicenceCatalogue avc = LicencePreset.AVC
                .catalogue()
                .recovering("illustrative-avc-2026-11-shared", "avc-2026-ott", Recovery.AMORTISED);
        Licensee streamer = new Licensee("broadcaster", "", Set.of(), Map.of(), Map.of())
                .declaring("ott-subscribers", SUBSCRIBERS)
                .expecting(Licensee.MINUTES, MINUTES_A_YEAR);
        return PricingEngine.of(PriceBook.of(card, avc)).withLicensees(account -> streamer);
    }

    /** Returns the four customers. */
    static List<DemoAccount> all() {
        // A cent for a processor second: a thousand times a cloud's price, so that a minute of demo is worth cents.
        RateCard card = RateCard.perCpuHour("demo-1", Amount.parse("36.00", Unit.USD));
        BookPricing dollars = PricingEngine.of(PriceBook.of(
                card,
                LicenceCatalogue.perOutputMinute(
                        "demo-licences-1", Map.of(VideoCodec.H264, Amount.parse("0.002", Unit.USD)))));
        return List.of(
                new DemoAccount(AccountPath.of("studio"), Wish.QUALITY, dollars),
                new DemoAccount(AccountPath.of("broadcaster"), Wish.AVAILABILITY, streaming(card)),
                new DemoAccount(
                        AccountPath.of("archive"), Wish.REDUCE, PricingEngine.of(PriceBook.of(RateCard.vcpuSeconds()))),
                new DemoAccount(AccountPath.of("university"), Wish.PLENTY, dollars));
    }
}
