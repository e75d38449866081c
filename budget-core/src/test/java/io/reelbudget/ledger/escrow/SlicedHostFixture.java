package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** One host with slices of accounts of a shared ledger, in virtual time, that faults can befall. */
abstract class SlicedHostFixture {

    static final Duration HOUR = Duration.ofHours(1);
    private static final EscrowTerms TERMS = EscrowTerms.of("eu-1").withShare(2).withReportedLabels(Set.of("codec"));

    final AccountPath video;
    Instant now = Instant.parse("2026-11-10T12:00:00Z");
    final Ledger shared = Ledger.inMemory(() -> now);
    HostFaults faults = new HostFaults();
    private final Ledger disk = Ledger.inMemory(() -> now);
    EscrowLedger host = opened();
    BlockingLedger calls = host.blocking();
    private int keys;

    /** @param video whose budget jobs are held on */
    SlicedHostFixture(String video) {
        this.video = AccountPath.of(video);
    }

    private EscrowLedger opened() {
        HostTime time = new HostTime(
                () -> now, () -> Duration.between(Instant.EPOCH, now).toNanos());
        Ledger network = new FaultyLedger(shared, faults, true);
        return EscrowLedger.open(network, new FaultyLedger(disk, faults, false), TERMS, time, Runnable::run, () -> {});
    }

    /** What the host is like once its process was started again, on the same disk. */
    final void restart() {
        restart(() -> {});
    }

    /** @param watch run after every command of the host from then on */
    final void restart(Runnable watch) {
        faults = new HostFaults(watch);
        host = opened();
        calls = host.blocking();
    }

    final EscrowOffice office() {
        return EscrowOffice.of(shared);
    }

    final Result.Held held(String amount) {
        return (Result.Held) calls.hold(video, key(), usd(amount), HOUR);
    }

    final IdempotencyKey key() {
        keys++;
        return IdempotencyKey.named("test " + keys);
    }

    static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
