package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import java.util.List;
import java.util.Map;

/**
 * One customer of the demo's service.
 *
 * @param path its account
 * @param stance what its owner wants when money runs short
 * @param prices its prices
 */
record DemoAccount(AccountPath path, Wish stance, PriceBook prices) {

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
        return prices.unit();
    }

    /** Returns the four customers. */
    static List<DemoAccount> all() {
        // A cent for a processor second: a thousand times a cloud's price, so that a minute of demo is worth cents.
        PriceBook dollars = PriceBook.of(
                RateCard.perCpuHour("demo-1", Amount.parse("36.00", Unit.USD)),
                LicenceCatalogue.perOutputMinute(
                        "demo-licences-1", Map.of(VideoCodec.H264, Amount.parse("0.002", Unit.USD))));
        return List.of(
                new DemoAccount(AccountPath.of("studio"), Wish.QUALITY, dollars),
                new DemoAccount(AccountPath.of("broadcaster"), Wish.AVAILABILITY, dollars),
                new DemoAccount(AccountPath.of("archive"), Wish.REDUCE, PriceBook.of(RateCard.vcpuSeconds())),
                new DemoAccount(AccountPath.of("university"), Wish.PLENTY, dollars));
    }
}
