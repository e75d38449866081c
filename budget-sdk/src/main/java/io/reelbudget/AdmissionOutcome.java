package io.reelbudget;

import io.reelbudget.telemetry.Outcome;

/** An answer to a job, in the words by which metrics are kept apart. */
final class AdmissionOutcome {

    private AdmissionOutcome() {}

    static Outcome of(Admission answer) {
        String name = answer.fold(
                admitted -> "admitted",
                reduced -> "reduced",
                queued -> "queued",
                approvalNeeded -> "approval_needed",
                refused -> "refused");
        return Outcome.of(name, answer.code());
    }
}
