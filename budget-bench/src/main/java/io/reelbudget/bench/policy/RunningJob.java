package io.reelbudget.bench.policy;

import io.reelbudget.policy.admission.CostCurve;

/**
 * A job that was admitted, and what was predicted of it then.
 *
 * @param job the job
 * @param curve the prediction
 */
record RunningJob(TraceJob job, CostCurve curve) {

    /** Returns the prediction, given what the job has cost until now: hosts report how far long jobs are. */
    CostCurve curveAt(double now) {
        double ran = Math.max(0, now - job.start());
        return ran == 0 ? curve : curve.after(ran * job.processors());
    }
}
