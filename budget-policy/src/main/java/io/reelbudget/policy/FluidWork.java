package io.reelbudget.policy;

record FluidWork(double p) implements CommittedWork {
    @Override
    public java.util.List<io.reelbudget.runway.CommittedSpend> spending(
            java.time.Instant now,
            java.util.List<io.reelbudget.ledger.OpenHold> holds,
            java.util.List<io.reelbudget.policy.spi.QueuedJob> queue) {
        throw new UnsupportedOperationException();
    }
}
