package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.PendingTopUp;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.policy.SalesBook.Changed;
import io.reelbudget.policy.SalesBook.Move;
import io.reelbudget.policy.sales.AutoPurchase;
import io.reelbudget.policy.sales.Confirmation;
import io.reelbudget.policy.sales.Confirmation.Status;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.PurchaseResult;
import io.reelbudget.policy.sales.PurchaseResult.Reason;
import io.reelbudget.policy.sales.PurchaseRules;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.SalePricing;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PurchaseId;
import io.reelbudget.policy.tier.TierSchedule;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sells to accounts: issues quotes, takes the payment of each purchase through the host's payment gateway, and grants
 * what was bought once.
 *
 * <p>Each step is recorded in the ledger before its call is made. The gateway is called outside locks, on threads of
 * its own, with a time-out; a call that failed, and one that waits for the payer, is made again by {@link #work} under
 * the same key, after 30 seconds and then ever more rarely, up to once an hour. So a purchase goes on after a crash
 * where it was, and ends in one of these ways: the money is taken and what was bought is granted once; or nothing is
 * granted, and no money was taken or all of it is given back.
 *
 * <p>A payment that is not taken by the purchase's deadline is given up and voided; one that turns out to have been
 * taken before it was void is granted, since its price was locked; one that comes later still is given back.
 *
 * <p>All methods are thread-safe. A hook may call none of them: it is refused. They throw
 * {@link UnknownAccountException} for an account that is not open and
 * {@link io.reelbudget.ledger.LedgerUnavailableException} where the ledger can no longer answer; what was not recorded
 * is not carried out.
 */
public final class Cashier implements AutoCloseable {

    /** So long is a quote that expired still told from one that never was. */
    static final Duration REMEMBERED_AFTER_EXPIRY = Duration.ofDays(1);

    /** How long a payment may take unless the builder says otherwise. */
    public static final Duration USUAL_PATIENCE = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);

    private final BlockingLedger ledger;
    private final SalePricing pricing;
    private final InstantSource clock;
    private final Duration patience;
    private final SalesBook book;
    private final Till till;

    private Cashier(Ledger ledger, PaymentCalls calls, SalePricing pricing, InstantSource clock, Duration patience) {
        this.ledger = ledger.blocking();
        this.pricing = pricing;
        this.clock = clock;
        this.patience = patience;
        SalesLog log = new SalesLog(this.ledger);
        this.book = new SalesBook(log, ledger.turns());
        this.till = new Till(book, new Delivery(this.ledger, log), calls, clock);
    }

    /**
     * Returns a cashier that waits {@link #USUAL_PATIENCE} for payments.
     *
     * @param ledger keeps the accounts and the cashier's notes; the cashier does not close it
     * @param hooks the gateway, and who tells people that automatic purchases are paused
     * @param pricing what wares cost
     */
    public static Cashier of(Ledger ledger, Hooks hooks, SalePricing pricing, InstantSource clock) {
        return of(ledger, hooks, pricing, clock, USUAL_PATIENCE, Telemetry.none());
    }

    /**
     * Returns a cashier with a patience of its own.
     *
     * @param patience how long a payment may take before it is given up, a second to 30 days
     * @param telemetry measures the calls of hooks
     */
    public static Cashier of(
            Ledger ledger,
            Hooks hooks,
            SalePricing pricing,
            InstantSource clock,
            Duration patience,
            Telemetry telemetry) {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("Patience for payments was " + patience
                    + " but must be a second to 30 days; half an hour is usual for cards.");
        }
        return new Cashier(
                ledger, new PaymentCalls(hooks, USUAL_TIMEOUT, clock, telemetry.guarded()), pricing, clock, patience);
    }

    /**
     * Offers wares at the price of now, which is locked until the quote expires. An account's newest
     * {@value SalesState#MOST_QUOTES} quotes are kept.
     */
    public Quote quote(AccountPath account, Wares wares) {
        refuseHooks();
        Instant now = clock.instant();
        SalePricing.Offer offer = pricing.offer(account, wares);
        return book.change(account, (state, base) -> {
            Quote quote = quote(account, wares, offer, now, base);
            return new Changed<>(state.with(quote, now), quote);
        });
    }

    /** The number is as good as random to others, and the same for two that try to issue the same. */
    private static Quote quote(AccountPath account, Wares wares, SalePricing.Offer offer, Instant now, long base) {
        Instant expiry = now.plus(offer.validity());
        Instant latest = wares instanceof Wares.TierPass pass && pass.until().isBefore(expiry) ? pass.until() : expiry;
        String number = IdempotencyKey.named("quote " + account + " " + base + " " + now + " " + wares)
                .toString();
        return new Quote(new PurchaseId(account, number), wares, offer.price(), offer.version(), now, latest);
    }

    /**
     * Buys by a quote. Returns when the gateway has answered or run out of time; what is still to be done then is done
     * by {@link #confirm} and {@link #work}.
     */
    public PurchaseResult buy(PurchaseId id) {
        refuseHooks();
        if (!till.hasGateway()) {
            return new PurchaseResult.Refused(
                    Reason.NO_GATEWAY,
                    "There was no payment gateway but there must be one to buy; hand one over with the hooks or name"
                            + " one in META-INF/services.");
        }
        Instant now = clock.instant();
        return claiming(id, advance -> buy(id, now));
    }

    /**
     * Does something about a purchase and goes on with it. Claimed before anything is recorded: the background, which
     * sees a step as soon as it is, leaves its call to this one, which would return with nothing done otherwise.
     */
    private <T> T claiming(PurchaseId id, Function<UnaryOperator<Purchase>, T> work) {
        boolean isClaimed = till.claim(id);
        try {
            return work.apply(isClaimed ? till::advanceClaimed : till::advance);
        } finally {
            if (isClaimed) {
                till.leave(id);
            }
        }
    }

    private PurchaseResult buy(PurchaseId id, Instant now) {
        PurchaseResult answer = book.change(id.account(), (state, base) -> QuoteRefusal.of(
                        state, id, now, () -> book.find(id).isPresent())
                .map(why -> new Changed<>(state, why))
                .orElseGet(() -> begun(state, id, now)));
        return answer.fold(
                begun -> new PurchaseResult.Begun(till.advanceClaimed(begun.purchase())), refused -> refused);
    }

    private Changed<PurchaseResult> begun(SalesState state, PurchaseId id, Instant now) {
        Purchase purchase = Purchase.begin(state.quote(id).orElseThrow(), now, now.plus(patience));
        return new Changed<>(state.with(purchase), new PurchaseResult.Begun(purchase));
    }

    /**
     * Takes note of what the gateway's callback says about a payment. Duplicates, old news and any order do no harm.
     * Who calls must have checked that it comes from the gateway. Returns once what follows is done or was tried.
     */
    public Confirmation confirm(PurchaseId id, PaymentReport report) {
        refuseHooks();
        return claiming(id, advance -> confirm(id, report, advance));
    }

    private Confirmation confirm(PurchaseId id, PaymentReport report, UnaryOperator<Purchase> advance) {
        Optional<Purchase> known = find(id);
        if (known.isEmpty()) {
            return new Confirmation(
                    Status.UNKNOWN,
                    Optional.empty(),
                    "Payment was for the purchase " + id + ", which is unknown, but must be for one that was begun; see"
                            + " to it at the gateway that the money goes back.");
        }
        Purchase before = known.get();
        if (PurchaseRules.contradicts(before, report)) {
            String told = "Payment for " + id + " was of " + report.amount() + " but must be of "
                    + before.quote().price()
                    + "; nothing is granted for it, and unless the right one is taken it is voided or given back.";
            LOG.warn("{}", told);
            Move move = till.moved(before, purchase -> PurchaseRules.contradicted(purchase, report));
            return new Confirmation(
                    Status.OTHER_AMOUNT, Optional.of(move.isNews() ? advance.apply(move.after()) : move.after()), told);
        }
        Move move = till.moved(before, purchase -> PurchaseRules.reported(purchase, report));
        return move.isNews()
                ? new Confirmation(Status.APPLIED, Optional.of(advance.apply(move.after())), "")
                : new Confirmation(Status.NOTHING_NEW, Optional.of(move.after()), "");
    }

    /** Returns how a purchase stands, if there is one of that name. */
    public Optional<Purchase> find(PurchaseId id) {
        try {
            return book.find(id);
        } catch (UnknownAccountException unknown) {
            return Optional.empty(); // the name may come from outside
        }
    }

    /** Returns the purchases of an account that are not ended, the oldest first. */
    public List<Purchase> open(AccountPath account) {
        return book.state(account).open();
    }

    /**
     * Gives a purchase up for which no money is taken yet: it is voided. One that is paid goes on.
     *
     * @param by who gave it up, for the record
     */
    public Optional<Purchase> giveUp(PurchaseId id, String by) {
        refuseHooks();
        return claiming(id, advance -> find(id).map(known ->
                advance.apply(till.move(known, purchase -> PurchaseRules.givenUp(purchase, "given up by " + by)))));
    }

    /**
     * Does what is due about an account: goes on with its purchases, buys its pending top-ups where its owner agreed,
     * and tells people that they are paused. Call it at the start, at times, and when the account spent.
     *
     * @return whether more may become due without anything that happens first
     */
    public boolean work(AccountPath account) {
        refuseHooks();
        book.state(account).open().forEach(till::advance);
        buyPendingTopUps(account);
        till.tellPause(account);
        book.keepNear(account);
        SalesState state = book.state(account);
        return !state.open().isEmpty()
                || state.automatic()
                        .filter(each -> !each.isRunning() && !each.told())
                        .isPresent();
    }

    /**
     * Returns whether {@link #work} may have something to do about an account: from memory but for the first question.
     */
    public boolean buys(AccountPath account) {
        return !book.state(account).isEmpty();
    }

    private void buyPendingTopUps(AccountPath account) {
        if (!till.hasGateway() || !isAutomatic(account)) {
            return;
        }
        for (PendingTopUp pending : ledger.read(new Query.PendingTopUpsOf(account))) {
            Wares wares = new Wares.TopUp(pending.request(), pending.amount());
            Optional<SalePricing.Offer> offered = offered(account, wares, pending.request());
            if (offered.isEmpty()) {
                return;
            }
            SalePricing.Offer offer = offered.get();
            Instant now = clock.instant();
            SalesState after = book.change(account, (state, base) -> {
                boolean mayBuy =
                        state.automatic().filter(AutoPurchase::isRunning).isPresent()
                                && !state.isBought(pending.request())
                                && state.open().size() < SalesState.MOST_OPEN;
                SalesState bought = mayBuy
                        ? state.with(Purchase.begin(quote(account, wares, offer, now, base), now, now.plus(patience)))
                        : state;
                return new Changed<>(bought, bought);
            });
            after.open().stream()
                    .filter(purchase -> purchase.quote().wares().equals(wares))
                    .forEach(till::advance);
        }
    }

    /** Wares without a price would be asked for in vain in every round: that pauses, as a failed payment does. */
    private Optional<SalePricing.Offer> offered(AccountPath account, Wares wares, long request) {
        try {
            return Optional.of(pricing.offer(account, wares));
        } catch (IllegalStateException | IllegalArgumentException | ArithmeticException unsold) {
            LOG.warn("Automatic top-up {} of {} has no price: {}", request, account, unsold.getMessage());
            String why = PurchaseRules.cut("there is no price for it: " + unsold.getMessage());
            AutoPurchase.Pause pause = new AutoPurchase.Pause("top-up " + request, why);
            book.change(account, state -> state.withAutomatic(state.automatic().map(each -> each.paused(pause))));
            return Optional.empty();
        }
    }

    private boolean isAutomatic(AccountPath account) {
        return book.state(account).automatic().filter(AutoPurchase::isRunning).isPresent();
    }

    /**
     * Records an owner's consent to automatic purchases, as its plan's {@link io.reelbudget.account.AutoTopUp} says
     * whose settlement is {@code CONFIRMED}; also resumes those that a failed payment had paused.
     *
     * @param by who agreed, for the record; at most 64 characters
     */
    public AutoPurchase agreeToAutoPurchase(AccountPath account, String by) {
        refuseHooks();
        AutoPurchase agreed = AutoPurchase.agreed(PurchaseRules.cut(by), clock.instant());
        book.change(account, state -> state.withAutomatic(Optional.of(agreed)));
        work(account);
        return agreed;
    }

    /** Takes the consent back: pending top-ups stay pending. */
    public void endAutoPurchase(AccountPath account) {
        refuseHooks();
        book.change(account, state -> state.withAutomatic(Optional.empty()));
    }

    /** Returns an owner's consent to automatic purchases, and whether they are paused. */
    public Optional<AutoPurchase> autoPurchase(AccountPath account) {
        return book.state(account).automatic();
    }

    /** Returns which tier an account has, and which next; from memory but for the first question. */
    public TierSchedule tiers(AccountPath account) {
        return book.state(account).tiers();
    }

    /** Changes which tier an account has, durably, and returns that. */
    public TierSchedule changeTiers(AccountPath account, UnaryOperator<TierSchedule> change) {
        refuseHooks();
        return book.change(account, state -> state.withTiers(change.apply(state.tiers())))
                .tiers();
    }

    private static void refuseHooks() {
        if (HookLane.isHookThread()) {
            throw new IllegalStateException("A cashier was called by a hook but must be called from outside; return how"
                    + " the payment stands instead, and confirm later ones from a thread of your own.");
        }
    }

    /** Interrupts the hooks that still run and gives up the threads. Closing again does nothing. */
    @Override
    public void close() {
        till.close();
    }

    /**
     * Waits, once this is closed, until the hooks that it interrupted have returned.
     *
     * @return whether none of them runs any more; one that ignores interrupts may
     */
    public boolean awaitHooks(Duration patience) {
        return till.awaitHooks(patience);
    }
}
