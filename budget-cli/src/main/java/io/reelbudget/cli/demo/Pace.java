package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.policy.CommittedWork;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.CommittedSpend;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** When the demo's jobs will spend: on the share of the machine that each account's workers have now. */
final class Pace implements CommittedWork {

    private final ToDoubleFunction<AccountPath> processors;

    /** @param processors how many CPU seconds an account's workers do in a second of demo time, more than zero */
    Pace(ToDoubleFunction<AccountPath> processors) {
        this.processors = processors;
    }

    @Override
    public List<CommittedSpend> spending(Instant now, List<OpenHold> holds, List<QueuedJob> queue) {
        return account(holds, queue)
                .map(account -> CommittedWork.onProcessors(processors.applyAsDouble(account))
                        .spending(now, holds, queue))
                .orElse(List.of());
    }

    /** A job's id begins with its account's name; see {@link Workload#ticket}. */
    private static Optional<AccountPath> account(List<OpenHold> holds, List<QueuedJob> queue) {
        if (!holds.isEmpty()) {
            return Optional.of(holds.get(0).id().account());
        }
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        String id = queue.get(0).job().id().value();
        return Optional.of(AccountPath.of(id.substring(0, id.lastIndexOf('-'))));
    }
}
