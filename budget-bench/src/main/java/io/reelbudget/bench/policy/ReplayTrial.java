package io.reelbudget.bench.policy;

import java.util.List;
import java.util.function.Supplier;

/** Plays all logs with each of three sizes of holds. */
final class ReplayTrial {

    private static final double SHARE_OF_MEAN = 0.8;

    private final List<RequestLog> logs;
    private final double risk;

    /** The three sizes, all logs together. */
    record Result(ReplayScore worstCase, ReplayScore mean, ReplayScore riskSized) {

        /** Returns the jobs refused falsely, against those under worst-case holds. */
        double falseRefusals() {
            return (double) riskSized.falselyRefused() / worstCase.falselyRefused();
        }
    }

    ReplayTrial(List<RequestLog> logs, double risk) {
        this.logs = logs;
        this.risk = risk;
    }

    Result run() {
        return new Result(play(HoldRule::worstCase), play(HoldRule::mean), play(() -> HoldRule.riskSized(risk)));
    }

    /** Each log is a host of its own: nothing learnt from one is known to another. */
    private ReplayScore play(Supplier<HoldRule> rules) {
        ReplayScore pooled = ReplayScore.NONE;
        for (RequestLog log : logs) {
            pooled = pooled.plus(new BudgetReplay(log, rules.get(), SHARE_OF_MEAN).run());
        }
        return pooled;
    }
}
