package io.reelbudget.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share: a ledger that is opened before each test, and verified and closed after it. */
abstract class LedgerFixture {

    static final AccountPath ACME = AccountPath.of("acme");
    static final AccountPath VIDEO = AccountPath.of("acme/video");
    static final AccountPath ANN = AccountPath.of("acme/video/ann");
    static final Duration HOUR = Duration.ofHours(1);

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-10T12:00:00Z"));
    private Optional<Ledger> open = Optional.empty();
    private int keys;

    /**
     * Returns a new ledger without accounts.
     *
     * @param clock the ledger's clock
     */
    protected abstract Ledger open(InstantSource clock) throws Exception;

    @BeforeEach
    final void openLedger() throws Exception {
        open = Optional.of(open(clock));
    }

    @AfterEach
    final void verifyAndClose() {
        assertThat(calls().verify().differences()).isEmpty();
        ledger().close();
    }

    final Ledger ledger() {
        return open.orElseThrow();
    }

    final BlockingLedger calls() {
        return ledger().blocking();
    }

    final void use(Ledger other) {
        open = Optional.of(other);
    }

    static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    static Plan monthly(String allowance) {
        return Plan.monthly(usd(allowance), ZoneOffset.UTC);
    }

    final IdempotencyKey key() {
        keys++;
        return IdempotencyKey.named("contract " + keys);
    }

    final HoldId held(AccountPath account, String amount) {
        Result.HoldResult answer = calls().hold(account, key(), usd(amount), HOUR);
        assertThat(answer).isInstanceOf(Result.Held.class);
        return ((Result.Held) answer).id();
    }

    final Result.Captured captured(AccountPath account, String amount) {
        return calls().capture(held(account, amount), key(), usd(amount));
    }

    final void openPath(String organisation, String team, String user) {
        calls().open(ACME, monthly(organisation));
        calls().open(VIDEO, monthly(team));
        calls().open(ANN, monthly(user));
    }

    /** Granted, posted, held, expired and available, the way they are quickest to read. */
    final String shortly(AccountPath account) {
        Balance balance = calls().balance(account);
        return balance.granted().toDecimalString() + " - " + balance.posted().toDecimalString() + " - "
                + balance.held().toDecimalString() + " - " + balance.expired().toDecimalString() + " = "
                + balance.available().toDecimalString();
    }
}
