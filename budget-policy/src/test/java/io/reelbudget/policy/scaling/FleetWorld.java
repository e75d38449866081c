package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.scaling.InstanceReport.Event;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An account below its owner's, a platform, a clock that is set by hand, and desks that may be made anew. */
final class FleetWorld implements AutoCloseable {

    static final AccountPath ACCOUNT = AccountPath.of("acme/video");
    static final AccountPath OWNER = AccountPath.of("acme");
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** 1.20 US dollars an hour, 2 cents a minute, ready after a minute. */
    static final InstanceOffer OFFER = Fleets.offer("node", 2, 1, "1.20", 60, 8);

    final FakePlatform platform = new FakePlatform();
    Instant now = NOON;
    Optional<FleetTerms> ownerTerms = Optional.empty();
    Optional<FleetTerms> terms = Optional.of(FleetTerms.of(List.of(OFFER), 6));
    final Ledger ledger = Ledger.inMemory(() -> now);
    FleetDesk desk;

    FleetWorld(String allowance) {
        ledger.blocking().open(OWNER, Plan.monthly(usd("1000000"), ZoneOffset.UTC));
        ledger.blocking().open(ACCOUNT, Plan.monthly(usd(allowance), ZoneOffset.UTC));
        desk = desk(ledger, platform);
    }

    FleetDesk desk(Ledger any, Provisioner provisioner) {
        return FleetDesk.of(any, provisioner, account -> account.equals(OWNER) ? ownerTerms : terms, () -> now);
    }

    /** What a new process would have. */
    void restart() {
        desk = desk(ledger, platform);
    }

    static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    static InstanceRequest request(String key, int instances, Duration expected) {
        return new InstanceRequest(ACCOUNT, instances, IdempotencyKey.named(key), "A test asks.", "", expected);
    }

    InstanceReceipt provision(String key, int instances) {
        return desk.provision(request(key, instances, Duration.ofMinutes(30)));
    }

    FleetLook look(int needed) {
        return desk.look(ACCOUNT, OptionalInt.of(needed));
    }

    /** Lets time go by, with a look every so often that needs what there is. */
    void pass(Duration time, Duration between) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(between);
            look(10);
        }
    }

    InstanceReport.Outcome report(String id, Event event, Instant at) {
        return desk.report(new InstanceReport(ACCOUNT, id, event, at));
    }

    /** As the facade's housekeeping does: holds whose lease ran out are expired. */
    void expireOverdueHolds() {
        ledger.blocking().renew(ACCOUNT, IdempotencyKey.random());
    }

    Balance balance() {
        return ledger.blocking().balance(ACCOUNT);
    }

    Amount posted() {
        return balance().posted();
    }

    Amount held() {
        return balance().held();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
