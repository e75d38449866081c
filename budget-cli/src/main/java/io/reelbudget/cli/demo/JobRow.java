package io.reelbudget.cli.demo;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What became of one job: a line of the live table.
 *
 * @param at when, in demo time
 * @param ticket the job
 * @param estimate what it was expected to take
 * @param held how much was held, zero where nothing
 * @param cpuSeconds what it took, empty where it did not run to its end
 * @param answer what was decided, in a word
 * @param reason why, in a sentence
 */
record JobRow(
        Instant at,
        Ticket ticket,
        CostEstimate estimate,
        Amount held,
        OptionalDouble cpuSeconds,
        String answer,
        String reason) {

    /** Returns by which share of what it took the estimate was too high, negative where it was too low. */
    OptionalDouble error() {
        return cpuSeconds.isPresent() && cpuSeconds.getAsDouble() > 0
                ? OptionalDouble.of(estimate.cpuSeconds().p50() / cpuSeconds.getAsDouble() - 1)
                : OptionalDouble.empty();
    }
}
