package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every ledger does: each specification that extends this is run on every kind of ledger.
 * {@code -Dreelbudget.ledger=IN_MEMORY} runs it on one, where only the rules are in question.
 */
@ParameterizedClass
@MethodSource("kinds")
abstract class LedgerSpecification {

    static final AccountPath ACME = AccountPath.of("acme");
    static final AccountPath VIDEO = AccountPath.of("acme/video");
    static final AccountPath ANN = AccountPath.of("acme/video/ann");
    static final Duration HOUR = Duration.ofHours(1);

    final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
    Ledger ledger;
    BlockingLedger calls;

    private int keys;

    @Parameter
    LedgerKind kind;

    @TempDir
    Path directory;

    static Stream<LedgerKind> kinds() {
        return Stream.of(LedgerKind.values()).filter(one -> System.getProperty("reelbudget.ledger", one.name())
                .equals(one.name()));
    }

    @BeforeEach
    void openLedger() {
        ledger = kind.open(directory, clock);
        calls = ledger.blocking();
    }

    @AfterEach
    void verifyAndClose() {
        Verification verification = calls.verify();
        ledger.close();
        assertThat(verification.differences()).isEmpty();
    }

    /** Closes the ledger and opens it again; one in memory cannot be. */
    void restart() {
        if (kind == LedgerKind.JOURNAL) {
            ledger.close();
            openLedger();
        }
    }

    static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    static Plan monthly(String allowance) {
        return Plan.monthly(usd(allowance), ZoneOffset.UTC);
    }

    IdempotencyKey key() {
        keys++;
        return IdempotencyKey.named("key " + keys);
    }

    Held held(AccountPath account, String amount) {
        return (Held) calls.hold(account, key(), usd(amount), HOUR);
    }

    void openPath(String organisation, String team, String user) {
        calls.open(ACME, monthly(organisation));
        calls.open(VIDEO, monthly(team));
        calls.open(ANN, monthly(user));
    }

    /** Granted, posted, held, expired and available, the way they are quickest to read. */
    String shortly(AccountPath account) {
        Balance balance = calls.balance(account);
        return balance.granted().toDecimalString() + " - " + balance.posted().toDecimalString() + " - "
                + balance.held().toDecimalString() + " - " + balance.expired().toDecimalString() + " = "
                + balance.available().toDecimalString();
    }
}
