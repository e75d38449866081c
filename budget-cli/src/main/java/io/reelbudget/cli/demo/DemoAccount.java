package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.util.List;
import java.util.Map;

/**
 * One customer of the demo's service.
 *
 * @param path its account
 * @param stance what its owner wants when money runs short
 * @param rateCard its prices
 */
record DemoAccount(AccountPath path, Wish stance, RateCard rateCard) {

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
        return rateCard.unit();
    }

    /** Returns the four customers. */
    static List<DemoAccount> all() {
        RateCard dollars = new RateCard(
                "demo-1",
                // A cent for a processor second: a thousand times a cloud's price, so that a minute of demo is worth
                // cents.
                Amount.parse("36.00", Unit.USD),
                Map.of(),
                Map.of(VideoCodec.H264, Amount.parse("0.002", Unit.USD)));
        return List.of(
                new DemoAccount(AccountPath.of("studio"), Wish.QUALITY, dollars),
                new DemoAccount(AccountPath.of("broadcaster"), Wish.AVAILABILITY, dollars),
                new DemoAccount(AccountPath.of("archive"), Wish.REDUCE, RateCard.vcpuSeconds()),
                new DemoAccount(AccountPath.of("university"), Wish.PLENTY, dollars));
    }
}
