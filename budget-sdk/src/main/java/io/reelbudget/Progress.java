package io.reelbudget;

import io.reelbudget.AdmissionRules.FinalAction;
import io.reelbudget.money.Amount;

/**
 * What a running job is expected to cost now, and what that means.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param price what it is expected to cost in the end, by what it was quoted
 * @param held how much is held for it now
 * @param outlook whether it stays within what was expected
 * @param next what its host should do
 * @param reason why, in one sentence for an operator
 */
public record Progress(PriceEstimate price, Amount held, Outlook outlook, FinalAction next, String reason) {

    /** Whether a running job stays within what was expected of it. */
    public enum Outlook {
        /** It does. */
        ON_COURSE,
        /** Its median is beyond the 90 % quantile that was quoted; its hold was extended. */
        OVERRUN_AHEAD,
        /** It needs more than is left; its hold stays as it was. */
        NO_ROOM
    }

    static Progress held(PriceEstimate price, Amount held, Amount quoted) {
        Amount median = price.p50().total();
        return median.isGreaterThan(quoted)
                ? new Progress(
                        price,
                        held,
                        Outlook.OVERRUN_AHEAD,
                        FinalAction.FINISH,
                        "Is expected to cost " + median + ", beyond the " + quoted
                                + " quoted at the 90 % quantile; holds " + held + " now.")
                : new Progress(
                        price, held, Outlook.ON_COURSE, FinalAction.FINISH, "Is on course; holds " + held + " now.");
    }

    static Progress noRoom(PriceEstimate price, Amount held, Amount missing, FinalAction action) {
        String next = action == FinalAction.STOP
                ? "stop it, and fail it with what it took."
                : "it goes on, and what it costs beyond its hold is an overrun.";
        return new Progress(
                price, held, Outlook.NO_ROOM, action, "Needs " + missing + " more than is left for it; " + next);
    }
}
