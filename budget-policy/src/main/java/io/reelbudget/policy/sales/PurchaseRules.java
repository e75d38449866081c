package io.reelbudget.policy.sales;

import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.spi.PaymentReport;
import java.time.Instant;

/**
 * Moves purchases on: from how one stands and what is reported to how it stands then. Reports may come twice, late and
 * in any order; what says nothing new changes nothing.
 *
 * <p>All methods are pure.
 */
public final class PurchaseRules {

    private static final String LATE_MONEY = "the payment came after the purchase had ended";

    private PurchaseRules() {}

    /** Returns whether a report speaks of another amount or currency than the quote's price. */
    public static boolean contradicts(Purchase purchase, PaymentReport report) {
        boolean speaksOfMoney =
                report.state() == PaymentReport.State.AUTHORISED || report.state() == PaymentReport.State.CAPTURED;
        return speaksOfMoney && !report.amount().equals(purchase.quote().price());
    }

    /**
     * Returns how a purchase stands after the gateway's own answer to a call. One that took another amount than was
     * asked for is to give it back.
     *
     * @param asked for which phase it was called; the purchase may have moved on since
     */
    public static Purchase answered(Purchase purchase, Phase asked, PaymentReport report) {
        if (purchase.phase() == asked && asked == Phase.REFUNDING && report.isWithoutMoney()) {
            return purchase.to(Phase.VOIDED, "there was nothing to give back");
        }
        if (purchase.phase() == asked && asked == Phase.VOIDING && report.state() == PaymentReport.State.DECLINED) {
            return purchase.calledAs(report.reference())
                    .to(Phase.DECLINED, report.detail().isEmpty() ? purchase.detail() : detail(report));
        }
        if (!contradicts(purchase, report) || purchase.phase() == Phase.COMPLETED) {
            return reported(purchase, report);
        }
        String why = "the gateway spoke of " + report.amount() + " instead of "
                + purchase.quote().price();
        Purchase named = purchase.calledAs(report.reference());
        if (report.state() == PaymentReport.State.CAPTURED) {
            return purchase.phase() == Phase.REFUNDED
                    ? purchase
                    : named.taking(report.amount()).to(Phase.REFUNDING, why);
        }
        return isSettled(purchase.phase()) ? purchase : named.to(Phase.VOIDING, why);
    }

    /** Returns how a purchase stands after a report of the right amount. */
    public static Purchase reported(Purchase purchase, PaymentReport report) {
        Purchase next = purchase.calledAs(report.reference());
        String detail = detail(report);
        return switch (report.state()) {
            case PENDING -> purchase;
            case AUTHORISED -> authorised(next, purchase, detail);
            case CAPTURED -> captured(next, purchase, report, detail);
            case DECLINED -> declined(next, purchase, detail);
            case VOIDED -> voided(next, purchase, detail);
            case REFUNDED -> refunded(next, purchase, detail);
        };
    }

    /**
     * Returns how a purchase stands after a report of another amount by somebody else than the gateway's own answer.
     * One that had ended without money is voided again: the gateway's answer to that says what it took.
     */
    public static Purchase contradicted(Purchase purchase, PaymentReport report) {
        boolean isOverWithoutMoney = purchase.phase() == Phase.DECLINED || purchase.phase() == Phase.VOIDED;
        return isOverWithoutMoney ? purchase.calledAs(report.reference()).to(Phase.VOIDING, LATE_MONEY) : purchase;
    }

    private static Purchase authorised(Purchase next, Purchase purchase, String detail) {
        return switch (purchase.phase()) {
            case AUTHORISING -> next.to(Phase.CAPTURING, detail);
            // Money that is set aside for a purchase that ended would be missed by its owner.
            case DECLINED, VOIDED -> next.to(Phase.VOIDING, LATE_MONEY);
            default -> purchase;
        };
    }

    private static Purchase captured(Purchase next, Purchase purchase, PaymentReport report, String detail) {
        Purchase paid = next.taking(report.amount());
        return switch (purchase.phase()) {
            case AUTHORISING, CAPTURING -> paid.to(Phase.GRANTING, detail);
            // Given up, but not known to be void: the price was locked and is paid, so what was bought is granted.
            case VOIDING -> paid.to(Phase.GRANTING, detail);
            case DECLINED, VOIDED -> paid.to(Phase.REFUNDING, LATE_MONEY);
            default -> purchase;
        };
    }

    private static Purchase declined(Purchase next, Purchase purchase, String detail) {
        return switch (purchase.phase()) {
            case AUTHORISING -> next.to(Phase.DECLINED, detail);
            // Something is set aside already.
            case CAPTURING -> next.to(Phase.VOIDING, detail);
            // Only an answer to the void itself says that nothing is set aside any more; this may be an old callback.
            default -> purchase;
        };
    }

    private static Purchase voided(Purchase next, Purchase purchase, String detail) {
        return switch (purchase.phase()) {
            case AUTHORISING, CAPTURING, VOIDING ->
                next.to(Phase.VOIDED, purchase.detail().isEmpty() ? detail : purchase.detail());
            default -> purchase;
        };
    }

    private static Purchase refunded(Purchase next, Purchase purchase, String detail) {
        return switch (purchase.phase()) {
            // By hand, at the provider: nothing was granted, and nothing is left to be taken.
            case AUTHORISING, CAPTURING, VOIDING, REFUNDING ->
                next.to(Phase.REFUNDED, purchase.detail().isEmpty() ? detail : purchase.detail());
            // The grant may be recorded already. It counts, and is void by its entry as after any later refund.
            case GRANTING, COMPLETED, DECLINED, VOIDED, REFUNDED -> purchase;
        };
    }

    /** Returns how a purchase stands when its time is over: what is not taken by then is given up. */
    public static Purchase timedOut(Purchase purchase, Instant now) {
        boolean over = purchase.phase().isWaiting() && !now.isBefore(purchase.deadline());
        return over ? purchase.to(Phase.VOIDING, "no payment until " + purchase.deadline()) : purchase;
    }

    /** Returns how a purchase stands when somebody gives it up: nothing changes once the money is taken. */
    public static Purchase givenUp(Purchase purchase, String why) {
        return purchase.phase().isWaiting() ? purchase.to(Phase.VOIDING, cut(why)) : purchase;
    }

    /** Returns how a purchase stands once what was bought is granted. */
    public static Purchase granted(Purchase purchase) {
        return purchase.phase() == Phase.GRANTING ? purchase.to(Phase.COMPLETED, purchase.detail()) : purchase;
    }

    /** Returns how a purchase stands once it is known that what was bought cannot be granted. */
    public static Purchase notGrantable(Purchase purchase, String why) {
        return purchase.phase() == Phase.GRANTING ? purchase.to(Phase.REFUNDING, cut(why)) : purchase;
    }

    private static boolean isSettled(Phase phase) {
        return phase == Phase.GRANTING || phase == Phase.REFUNDING || phase == Phase.REFUNDED;
    }

    private static String detail(PaymentReport report) {
        return cut(report.detail());
    }

    /** Returns a text as one line that a note bears. */
    public static String cut(String text) {
        String line =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?").strip();
        if (line.length() <= PaymentReport.MAX_DETAIL) {
            return line;
        }
        int end = PaymentReport.MAX_DETAIL;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }
}
