package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarDays;
import io.reelbudget.account.CalendarHours;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.CalendarWeeks;
import io.reelbudget.account.Periods;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Cashier;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.sales.AutoPurchase;
import io.reelbudget.policy.sales.Confirmation;
import io.reelbudget.policy.sales.PriceQuestion;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.SalePrices;
import io.reelbudget.policy.sales.SalePricing;
import io.reelbudget.policy.sales.SurgeMeter;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PurchaseId;
import io.reelbudget.policy.tier.TierList;
import io.reelbudget.telemetry.Telemetry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sells units and tiers to accounts: quote, payment, grant.
 *
 * <pre>{@code
 * Quote quote = budgets.sales().quote(account, Amount.parse("50", Unit.USD));
 * PurchaseResult bought = budgets.sales().buy(quote.id());
 * }</pre>
 *
 * <p>What is sold, and the tiers, are given to the builder as {@link SalesTerms}; who takes the money is the
 * {@link io.reelbudget.policy.spi.PaymentGateway} of its hooks. Purchases that wait are gone on with in the background,
 * once their account was opened in this process. How a purchase goes is on the page about quotes; what it promises
 * stands at {@link Cashier}.
 *
 * <p>All methods are thread-safe. A hook may call none of them.
 */
public final class SalesDesk {

    private final BlockingLedger ledger;
    private final InstantSource clock;
    private final SalesTerms terms;
    private final Cashier cashier;
    private final TierDesk tiers;
    private final SalesRounds rounds;
    private final Consumer<AccountPath> funded;
    private final Map<SalePrices, SurgeMeter> surges = new HashMap<>();

    /** @param funded told of accounts that something was granted to */
    SalesDesk(
            Ledger ledger,
            Hooks hooks,
            SalesTerms terms,
            InstantSource clock,
            Consumer<AccountPath> funded,
            Telemetry telemetry) {
        this.ledger = ledger.blocking();
        this.clock = clock;
        this.terms = terms;
        this.funded = funded;
        this.cashier = Cashier.of(ledger, hooks, this::offer, clock, terms.patience(), telemetry);
        this.tiers = new TierDesk(this.ledger, clock, terms.tiers(), cashier);
        this.rounds = new SalesRounds(cashier, ledger.turns(), funded);
        terms.prices().forEach(prices -> prices.surge().ifPresent(surge -> surges.put(prices, new SurgeMeter(surge))));
    }

    /**
     * Offers units of allowance at the price of now, which is locked until the quote expires.
     *
     * @param units how much, in the unit of the account's plan; more than zero
     * @throws IllegalStateException if units of that kind are not sold
     * @throws io.reelbudget.money.UnitMismatchException if the account counts in another unit
     */
    public Quote quote(AccountPath account, Amount units) {
        ledger.balance(account).granted().requireSameUnit(units);
        return cashier.quote(account, new Wares.Units(units));
    }

    /**
     * Offers a tier for the rest of the account's running period, or, where it has that tier already by purchase or
     * gift, for the next one. The price is that of a whole period, less that of the tier it was given or bought before,
     * times the share of the period, rounded up to the smallest coin once.
     *
     * @throws IllegalArgumentException if the tier is not for sale or lower than the account's, or the period never
     *     ends
     */
    public Quote quoteTier(AccountPath account, String tier) {
        Wares.TierPass pass = tiers.pass(account, tier);
        return cashier.quote(tiers.standing(account).level(), pass);
    }

    /** Buys by a quote; see {@link Cashier#buy}. */
    public PurchaseResult buy(PurchaseId quote) {
        PurchaseResult result = cashier.buy(quote);
        happenedTo(quote.account());
        return result;
    }

    /** Takes note of what the payment gateway's callback says; see {@link Cashier#confirm}. */
    public Confirmation confirm(PurchaseId purchase, PaymentReport report) {
        Confirmation answer = cashier.confirm(purchase, report);
        if (answer.status() == Confirmation.Status.APPLIED) {
            happenedTo(purchase.account());
        }
        return answer;
    }

    /** Returns how a purchase stands, if there is one of that name. */
    public Optional<Purchase> find(PurchaseId purchase) {
        return cashier.find(purchase);
    }

    /** Returns the purchases of an account that are not ended, the oldest first. */
    public List<Purchase> open(AccountPath account) {
        return cashier.open(account);
    }

    /** Gives a purchase up that is not paid yet; see {@link Cashier#giveUp}. */
    public Optional<Purchase> giveUp(PurchaseId purchase, String by) {
        Optional<Purchase> after = cashier.giveUp(purchase, by);
        after.ifPresent(given -> happenedTo(given.account())); // it may have turned out to be paid
        return after;
    }

    /**
     * Goes on with an account's purchases now, as the background does about every minute.
     *
     * @return whether more may become due without anything that happens first
     */
    public boolean work(AccountPath account) {
        boolean isNeeded = cashier.work(account);
        funded.accept(account);
        return isNeeded;
    }

    /** Records an owner's consent to automatic purchases; see {@link Cashier#agreeToAutoPurchase}. */
    public AutoPurchase agreeToAutoPurchase(AccountPath account, String by) {
        AutoPurchase agreed = cashier.agreeToAutoPurchase(account, by);
        happenedTo(account);
        return agreed;
    }

    /** Takes the consent back; see {@link Cashier#endAutoPurchase}. */
    public void endAutoPurchase(AccountPath account) {
        cashier.endAutoPurchase(account);
    }

    /** Returns an owner's consent to automatic purchases, and whether they are paused. */
    public Optional<AutoPurchase> autoPurchase(AccountPath account) {
        return cashier.autoPurchase(account);
    }

    /**
     * Takes note of how busy the machines are, for prices with a surge.
     *
     * @param utilisation busy ones divided by all
     */
    public void observeUtilisation(double utilisation) {
        surges.values().forEach(meter -> meter.observe(utilisation, clock.instant()));
    }

    /**
     * Returns which tier an account has now, and which next.
     *
     * @throws IllegalStateException if there are no tiers
     */
    public TierStanding tier(AccountPath account) {
        return tiers.standing(account);
    }

    /**
     * Gives an account, and those below it, a tier: a higher one at once, a lower one when its period ends.
     *
     * @throws IllegalArgumentException if there is no such tier, or it is lower and the period never ends
     */
    public TierStanding setTier(AccountPath account, String tier) {
        return tiers.change(account, tier);
    }

    /** Gives an account, and those below it, a tier at once, also a lower one. */
    public TierStanding setTierNow(AccountPath account, String tier) {
        return tiers.changeNow(account, tier);
    }

    /** Returns the tiers that there are, if there are any. */
    public Optional<TierList> tiers() {
        return terms.tiers();
    }

    TierDesk tierDesk() {
        return tiers;
    }

    /** Takes note that something happened to an account, so that there may be something to buy for it. */
    void changed(AccountPath account) {
        rounds.changed(account);
    }

    void every(Duration interval) {
        rounds.every(interval);
    }

    private void happenedTo(AccountPath account) {
        rounds.changed(account);
        funded.accept(account);
    }

    private SalePricing.Offer offer(AccountPath account, Wares wares) {
        return wares.fold(
                units -> ofUnits(account, units.amount()),
                topUp -> ofUnits(account, topUp.amount()),
                pass -> tiers.offer(account, pass));
    }

    private SalePricing.Offer ofUnits(AccountPath account, Amount units) {
        Instant now = clock.instant();
        SalePrices prices = terms.pricesOf(units.unit(), now).orElseThrow(() -> unsold(units.unit()));
        SurgeMeter meter = surges.get(prices);
        BigDecimal surge = meter == null ? BigDecimal.ONE : meter.factor(now);
        Amount price = prices.price(new PriceQuestion(units, now, zoneOf(account), surge));
        return new SalePricing.Offer(price, prices.version(), prices.validity());
    }

    private static IllegalStateException unsold(Unit unit) {
        return new IllegalStateException("There were no prices at which " + unit
                + " are sold by now but there must be some; give the builder sales terms with prices.");
    }

    /** Where its owner lives is said by the periods of its plan, unless those know no zone. */
    private ZoneId zoneOf(AccountPath account) {
        Periods periods = ledger.read(new Query.PlanOf(account)).periods();
        if (periods instanceof CalendarMonths months) {
            return months.zone();
        } else if (periods instanceof CalendarWeeks weeks) {
            return weeks.zone();
        } else if (periods instanceof CalendarDays days) {
            return days.zone();
        }
        return periods instanceof CalendarHours hours ? hours.zone() : terms.zone();
    }

    /** Ends the background's work; purchases go on when the accounts are opened again. */
    void close() {
        rounds.close();
        cashier.close();
    }

    /** Returns whether no hook runs any more that was called here. */
    boolean awaitHooks() {
        return cashier.awaitHooks(HookPatience.AFTER_INTERRUPT);
    }
}
