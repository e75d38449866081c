package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.HookLane.Reply;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.SalesBook.Move;
import io.reelbudget.policy.sales.AutoPurchase;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.sales.PurchaseRules;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PurchaseId;
import io.reelbudget.policy.tier.TierSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings purchases to their ends, step by step: records a step, calls for it, records what came of it.
 *
 * <p>This class is thread-safe.
 */
final class Till implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);

    /** Authorise, capture, void, refund, grant; more would be a gateway that goes back and forth. */
    private static final int MOST_STEPS = 8;

    private final SalesBook book;
    private final Delivery delivery;
    private final PaymentCalls calls;
    private final InstantSource clock;
    private final Map<PurchaseId, Backoff> backoffs = new ConcurrentHashMap<>();
    private final Set<PurchaseId> called = ConcurrentHashMap.newKeySet();

    Till(SalesBook book, Delivery delivery, PaymentCalls calls, InstantSource clock) {
        this.book = book;
        this.delivery = delivery;
        this.calls = calls;
        this.clock = clock;
    }

    boolean hasGateway() {
        return calls.hasGateway();
    }

    /** Moves a purchase on, durably, with what follows for its account. */
    Purchase move(Purchase known, UnaryOperator<Purchase> rule) {
        return moved(known, rule).after();
    }

    /** Moves a purchase on, and says whether that was news by then. */
    Move moved(Purchase known, UnaryOperator<Purchase> rule) {
        return told(known, book.move(known, (state, before) -> after(state, before, rule.apply(before))));
    }

    private static SalesState after(SalesState state, Purchase before, Purchase now) {
        if (now.equals(before)) {
            return state;
        }
        boolean isFailedTopUp =
                now.quote().wares() instanceof Wares.TopUp && now.isEnded() && now.phase() != Phase.COMPLETED;
        SalesState after = state.with(now);
        return isFailedTopUp ? after.withAutomatic(after.automatic().map(each -> each.pausedBy(now))) : after;
    }

    private Move told(Purchase known, Move move) {
        Purchase moved = move.after();
        if (moved.phase() != known.phase()) {
            backoffs.remove(moved.id());
        }
        if (move.isNews() && moved.isEnded()) {
            LOG.info(
                    "Purchase {} of {} ended: {} {}.",
                    moved.id(),
                    moved.quote().wares(),
                    moved.phase(),
                    moved.detail());
        }
        return move;
    }

    /** Does what is to be done next about a purchase, until that is to wait, or nothing is left. */
    Purchase advance(Purchase from) {
        return advance(from, this::called);
    }

    /** Does the same for one who has claimed it. */
    Purchase advanceClaimed(Purchase from) {
        return advance(from, this::calledNow);
    }

    /** Returns whether the calls about a purchase are the caller's from now on, until it leaves them. */
    boolean claim(PurchaseId id) {
        return called.add(id);
    }

    void leave(PurchaseId id) {
        called.remove(id);
    }

    private Purchase advance(Purchase from, UnaryOperator<Purchase> call) {
        Purchase purchase = from;
        for (int step = 0; step < MOST_STEPS; step++) {
            Instant now = clock.instant();
            Purchase before = move(purchase, each -> PurchaseRules.timedOut(each, now));
            if (before.isEnded()) {
                ended(before);
                return before;
            }
            purchase = before.phase() == Phase.GRANTING ? granted(before) : call.apply(before);
            if (purchase.phase() == before.phase()) {
                return purchase;
            }
        }
        return purchase;
    }

    private void ended(Purchase purchase) {
        if (purchase.phase() != Phase.COMPLETED) {
            delivery.cancel(purchase);
        }
    }

    private Purchase granted(Purchase purchase) {
        Instant now = clock.instant();
        if (purchase.quote().wares() instanceof Wares.TierPass pass) {
            return withTier(purchase, pass, now);
        }
        Optional<String> refused = delivery.deliver(purchase, now);
        return move(purchase, each -> refused.map(why -> PurchaseRules.notGrantable(each, why))
                .orElseGet(() -> PurchaseRules.granted(each)));
    }

    /** The tier and the end of the purchase stand in one note: there is no step between. */
    private Purchase withTier(Purchase purchase, Wares.TierPass pass, Instant now) {
        return told(purchase, book.move(purchase, (state, before) -> {
                    if (before.phase() != Phase.GRANTING) {
                        return state;
                    }
                    Optional<String> obstacle = obstacle(state.tiers(), pass, now);
                    if (obstacle.isPresent()) {
                        return state.with(PurchaseRules.notGrantable(before, obstacle.get()));
                    }
                    return state.with(PurchaseRules.granted(before))
                            .withTiers(state.tiers().during(pass.tier(), pass.from(), pass.until(), now));
                }))
                .after();
    }

    private static Optional<String> obstacle(TierSchedule tiers, Wares.TierPass pass, Instant now) {
        if (!now.isBefore(pass.until())) {
            return Optional.of("it was paid when its time was over");
        } else if (!tiers.isStill(pass.over(), pass.from(), now)) {
            return Optional.of("the tier that it was priced against was changed before it was paid");
        } else if (!tiers.hasRoom(pass.tier(), pass.from(), pass.until(), now)) {
            return Optional.of("the account's tiers are to change " + TierSchedule.MAX_STAYS + " times already");
        }
        return Optional.empty();
    }

    /** Calls the gateway for the step that a purchase is at, unless that is done already or it is left alone. */
    private Purchase called(Purchase purchase) {
        boolean isDue = backoffs.getOrDefault(purchase.id(), Backoff.NONE).isOver(clock.instant());
        if (!isDue || !claim(purchase.id())) {
            return purchase;
        }
        try {
            return calledNow(purchase);
        } finally {
            leave(purchase.id());
        }
    }

    private Purchase calledNow(Purchase purchase) {
        Backoff backoff = backoffs.getOrDefault(purchase.id(), Backoff.NONE);
        Reply<PaymentReport> reply = calls.run(purchase);
        Purchase after = reply.answer()
                .map(report -> move(purchase, each -> PurchaseRules.answered(each, purchase.phase(), report)))
                .orElse(purchase);
        if (reply.status() != Status.DONE) {
            LOG.warn(
                    "{} of {} came to nothing: {} ({}).",
                    purchase.phase(),
                    purchase.id(),
                    reply.detail(),
                    reply.status());
        }
        if (after.phase() == purchase.phase()) {
            backoffs.put(purchase.id(), backoff.afterFailure(clock.instant()));
        }
        return after;
    }

    /** Tells people that automatic purchases are paused, once. */
    void tellPause(AccountPath account) {
        Optional<AutoPurchase> automatic = book.state(account).automatic().filter(each -> !each.told());
        automatic.flatMap(AutoPurchase::paused).ifPresent(pause -> {
            if (calls.isTold(notice(account, pause))) {
                book.change(
                        account,
                        state -> state.withAutomatic(state.automatic()
                                .map(each -> each.paused().equals(Optional.of(pause)) ? each.asTold() : each)));
            }
        });
    }

    private Notice notice(AccountPath account, AutoPurchase.Pause pause) {
        String why = pause.why().isEmpty() ? "its payment came to nothing" : Wording.oneLine(pause.why());
        return new Notice(
                "automatic purchases of " + account + " paused by " + pause.purchase(),
                account,
                NoticeLevel.WARNING,
                clock.instant(),
                "Automatic purchases of " + account + " are paused",
                "An automatic purchase failed: " + why + ".",
                "Nothing more is bought by itself; jobs run until what is left is spent.",
                "Check the card, or the prices, then agree to automatic purchases again.",
                new TreeMap<>(Map.of("purchase", pause.purchase())));
    }

    @Override
    public void close() {
        calls.close();
    }

    boolean awaitHooks(Duration patience) {
        return calls.awaitEnd(patience);
    }
}
