package io.reelbudget.policy.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sizes holds so that the jobs that run together overshoot their budget as often as the owner accepts.
 *
 * <p>What is steered is the share of <em>tight</em> admissions that overshoot: of those after which more than half of
 * what is left of the budget is held, the share for which what was posted and what all jobs then running cost in the
 * end is more than the budget. An admission that leaves plenty says nothing about the risk and does not count.
 *
 * <p>All jobs together are held at a quantile of their joint cost; a job that is admitted adds what is missing to it.
 * Tell this class of each admission and of each job's end, in the order in which they happen.
 *
 * <p>This class is thread-safe. What it has learnt is in memory; whoever keeps {@link #learnt} goes on from there after
 * a restart. Otherwise it begins at the quantile that the risk itself names, and learns again.
 *
 * @param <A> what names accounts
 * @param <J> what names jobs that run
 */
public final class RiskSizing<A, J> {

    /** The usual risk: one tight admission in twenty overshoots. */
    public static final double USUAL_RISK = 0.05;

    private static final double LEAST_RISK = 0.001;
    private static final double MOST_RISK = 0.5;
    private static final double TIGHT = 0.5;

    /** So many outcomes may be awaited of one job; a queue of thousands of small jobs would teach the same again. */
    private static final int MOST_AWAITED = 10_000;

    private final double risk;
    private final OvershootLevel<A> level;
    private final Map<J, List<TightAdmission<A>>> awaited = new HashMap<>();

    private RiskSizing(double risk) {
        this.risk = risk;
        this.level = new OvershootLevel<>(risk);
    }

    /**
     * Returns holds of a risk.
     *
     * @param risk the share of tight admissions that may overshoot, 0.001 to 0.5
     */
    public static <A, J> RiskSizing<A, J> of(double risk) {
        return new RiskSizing<>(requireRisk(risk));
    }

    /** Returns holds of a risk that go on with what was learnt before. */
    public static <A, J> RiskSizing<A, J> resumed(RiskLevels<A> learnt) {
        RiskSizing<A, J> sizing = of(learnt.risk());
        sizing.level.restore(learnt);
        return sizing;
    }

    /** Returns what was learnt so far, for a process to come; outcomes that are awaited are not in it. */
    public synchronized RiskLevels<A> learnt() {
        return level.learnt();
    }

    /** Returns a risk that is one. */
    public static double requireRisk(double risk) {
        if (!(risk >= LEAST_RISK && risk <= MOST_RISK)) {
            throw new IllegalArgumentException("Risk of overshoot was " + risk + " but must be " + LEAST_RISK + " to "
                    + MOST_RISK + "; 0.05 accepts one tight admission in twenty.");
        }
        return risk;
    }

    /** Returns the share of tight admissions that may overshoot. */
    public double risk() {
        return risk;
    }

    /**
     * Returns how much should be held for all jobs of an account together, in millionths.
     *
     * @param running the jobs that run, and those to be admitted
     */
    public synchronized double total(A account, Collection<CostCurve> running) {
        return JointCurve.quantile(running, level.of(account));
    }

    /**
     * Returns the probability with which all jobs of an account are to stay within their holds, as it is steered now.
     */
    public synchronized double coverage(A account) {
        return 1 / (1 + Math.exp(-level.of(account)));
    }

    /**
     * Takes note of an admission.
     *
     * @param running all jobs of the account that run now, the admitted one included
     * @param held what is held for them
     * @param left the budget less what is posted
     */
    public synchronized void admitted(A account, Collection<J> running, double held, double left) {
        if (held <= TIGHT * left) {
            return;
        }
        TightAdmission<A> admission = new TightAdmission<>(account, left, running.size());
        for (J job : running) {
            List<TightAdmission<A>> waiting = awaited.computeIfAbsent(job, each -> new ArrayList<>(2));
            if (waiting.size() < MOST_AWAITED) {
                waiting.add(admission);
            }
        }
    }

    /**
     * Takes note that a job ended.
     *
     * @param micros what it cost in the end, zero or more
     */
    public synchronized void ended(J job, double micros) {
        List<TightAdmission<A>> waiting = awaited.remove(job);
        if (waiting != null) {
            for (TightAdmission<A> admission : waiting) {
                admission.ended(micros).ifPresent(outcome -> level.observe(admission.account(), outcome));
            }
        }
    }
}
