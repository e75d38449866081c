package io.reelbudget.policy.sales;

import java.time.Instant;
import java.util.Optional;

/**
 * An owner's consent to automatic purchases, and whether they are paused. How much is bought, when, and how much a
 * month at most says the account's plan, see {@link io.reelbudget.account.AutoTopUp}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param consentBy who agreed, for the record
 * @param consentAt when
 * @param paused why they are paused, since a payment failed or there is no price; empty where they are not
 * @param told whether the notice of that was sent
 */
public record AutoPurchase(String consentBy, Instant consentAt, Optional<Pause> paused, boolean told) {

    /**
     * Why automatic purchases are paused.
     *
     * @param purchase the number of the purchase that failed, or of the top-up that has no price, as {@code top-up 17}
     * @param why what was said about it
     */
    public record Pause(String purchase, String why) {}

    /** Returns consent of which nothing came to nothing yet. */
    public static AutoPurchase agreed(String by, Instant now) {
        return new AutoPurchase(by, now, Optional.empty(), false);
    }

    /** Returns this, paused since a purchase failed; it stays paused by the first that did. */
    public AutoPurchase pausedBy(Purchase failed) {
        return paused(new Pause(failed.id().quote(), failed.detail()));
    }

    /** Returns this, paused; it stays paused for the first reason. */
    public AutoPurchase paused(Pause why) {
        return paused.isPresent() ? this : new AutoPurchase(consentBy, consentAt, Optional.of(why), false);
    }

    /** Returns this once the notice of its pause was sent. */
    public AutoPurchase asTold() {
        return new AutoPurchase(consentBy, consentAt, paused, true);
    }

    /** Returns whether pending top-ups are bought. */
    public boolean isRunning() {
        return paused.isEmpty();
    }
}
