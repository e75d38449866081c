package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.SalePricing;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** An account that buys at 95 cents for each US dollar, over a ledger and a gateway that outlive the cashier. */
final class Shop implements AutoCloseable {

    static final AccountPath ACME = AccountPath.of("acme");
    static final SalePricing PRICING = (account, wares) -> new SalePricing.Offer(
            wares.fold(units -> price(units.amount()), topUp -> price(topUp.amount()), pass -> usd("30")),
            "2026-11",
            Duration.ofMinutes(15));

    final SettableClock clock;
    final TestPaymentGateway gateway = new TestPaymentGateway(TestPaymentGateway.Payers.AGREE_AT_ONCE);
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    Ledger ledger;
    DyingProcess process = DyingProcess.immortal();
    Cashier cashier;

    Shop() {
        this(new SettableClock(), Plan.prepaid(Unit.USD, ZoneOffset.UTC));
    }

    Shop(SettableClock clock, Plan plan) {
        this(clock, Ledger.inMemory(clock));
        ledger.blocking().open(ACME, plan);
    }

    Shop(SettableClock clock, Ledger ledger) {
        this.clock = clock;
        this.ledger = ledger;
        this.cashier = begin();
    }

    /** Begins a new process, after the one before it died or was closed. */
    void restart(DyingProcess next) {
        cashier.close();
        process = next;
        cashier = begin();
    }

    private Cashier begin() {
        Hooks hooks = Hooks.standard().withPayments(process.calling(gateway)).withNotifier(notices::add);
        return Cashier.of(process.seeing(ledger), hooks, PRICING, clock, Cashier.USUAL_PATIENCE, Telemetry.none());
    }

    Quote quote(String units) {
        return cashier.quote(ACME, new Wares.Units(usd(units)));
    }

    Purchase buy(String units) {
        return begun(cashier.buy(quote(units).id()));
    }

    Purchase now(Purchase purchase) {
        return cashier.find(purchase.id()).orElseThrow();
    }

    static Purchase begun(PurchaseResult result) {
        return result.fold(PurchaseResult.Begun::purchase, refused -> {
            throw new AssertionError(refused.message());
        });
    }

    static PurchaseResult.Refused refused(PurchaseResult result) {
        return result.fold(
                begun -> {
                    throw new AssertionError(begun.toString());
                },
                refused -> refused);
    }

    Amount granted() {
        return ledger.blocking().balance(ACME).granted();
    }

    /** Returns what was granted for a purchase, each time. */
    List<Entry> grantsOf(Purchase purchase) {
        return ledger.blocking().read(new Query.StatementOf(ACME, OptionalLong.empty(), 10_000)).entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.GRANTED)
                .filter(entry -> entry.text().contains(purchase.id().quote()))
                .toList();
    }

    void pass(Duration time) {
        clock.putOn(time);
    }

    Instant at() {
        return clock.instant();
    }

    static Amount price(Amount units) {
        return Amount.ofMicros(units.micros() / 100 * 95, Unit.USD);
    }

    static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    @Override
    public void close() {
        cashier.close();
        ledger.close();
    }
}
