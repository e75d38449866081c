package io.reelbudget;

import io.reelbudget.money.Amount;
import io.reelbudget.policy.admission.RiskSizing;
import java.util.Optional;

/**
 * What is answered to jobs that do not simply fit, and who pays for attempts that came to nothing.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param overshootRisk the share of tight admissions that may overshoot, 0.001 to 0.5; used by
 *     {@link HoldSize#RISK_SIZED}
 * @param whenShort what a job is answered that does not fit
 * @param approvalFrom from which 90 % quantile of its price on a job needs its owner's yes; none does where empty
 * @param noRoom what becomes of a running job whose hold cannot be extended
 * @param failures who pays for attempts that came to nothing
 */
public record AdmissionRules(
        double overshootRisk,
        WhenShort whenShort,
        Optional<Amount> approvalFrom,
        FinalAction noRoom,
        FailureCharges failures) {

    /** What a job is answered that does not fit. */
    public enum WhenShort {
        /** It is refused, with offers. */
        REFUSE,
        /** It is told until when to wait, where the renewal makes room; refused where not. */
        QUEUE,
        /** It runs at the highest rung of the quality ladder that fits; refused where none does. */
        REDUCE_QUALITY
    }

    /** What becomes of a running job that needs more than is left. */
    public enum FinalAction {
        /** It goes on, and what it costs beyond its hold is an overrun. */
        FINISH,
        /** It should be stopped by its host, and fails. */
        STOP
    }

    private static final AdmissionRules STANDARD = new AdmissionRules(
            RiskSizing.USUAL_RISK, WhenShort.REFUSE, Optional.empty(), FinalAction.FINISH, FailureCharges.standard());

    public AdmissionRules {
        RiskSizing.requireRisk(overshootRisk);
    }

    /**
     * Returns the usual rules: a risk of {@value RiskSizing#USUAL_RISK}, refusals with offers, no approvals; running
     * jobs finish, and the account pays what failed attempts used.
     */
    public static AdmissionRules standard() {
        return STANDARD;
    }

    /** Returns these rules with another risk. */
    public AdmissionRules withOvershootRisk(double risk) {
        return new AdmissionRules(risk, whenShort, approvalFrom, noRoom, failures);
    }

    /** Returns these rules with another answer to jobs that do not fit. */
    public AdmissionRules withWhenShort(WhenShort answer) {
        return new AdmissionRules(overshootRisk, answer, approvalFrom, noRoom, failures);
    }

    /** Returns these rules under which jobs of a price or more need their owner's yes. */
    public AdmissionRules withApprovalFrom(Amount price) {
        return new AdmissionRules(overshootRisk, whenShort, Optional.of(price), noRoom, failures);
    }

    /** Returns these rules with another end of running jobs that need more than is left. */
    public AdmissionRules withNoRoom(FinalAction action) {
        return new AdmissionRules(overshootRisk, whenShort, approvalFrom, action, failures);
    }

    /** Returns these rules with others who pay for attempts that came to nothing. */
    public AdmissionRules withFailures(FailureCharges charges) {
        return new AdmissionRules(overshootRisk, whenShort, approvalFrom, noRoom, charges);
    }
}
