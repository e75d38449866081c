package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the model does with holds, and what accounts buy by themselves when they are short. */
final class ModelHolds {

    private static final long KEPT_AFTER_EXPIRY = ModelAccount.micros(Instant.EPOCH.plus(Duration.ofDays(400)));

    /** A command that is refused by an exception and changes nothing. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String exception) {
            super(exception);
        }
    }

    /** Those that are open, or that expired and may still be captured. */
    final Map<HoldId, ModelHold> byId = new LinkedHashMap<>();

    void forget(String root, long now) {
        byId.values()
                .removeIf(hold -> !hold.open
                        && hold.leaseEnd < now - KEPT_AFTER_EXPIRY
                        && hold.id.account().segments().get(0).equals(root));
    }

    String place(Command.PlaceHold place, List<ModelAccount> levels, long now) {
        HoldId id = new HoldId(place.account(), place.key());
        if (byId.containsKey(id)) {
            throw new Refusal("IdempotencyConflictException");
        }
        Optional<Long> overdraft = place.overdraft().map(amount -> amount.micros());
        ModelHold hold = new ModelHold(id, place.labels(), levels, overdraft);
        return set(hold, place.amount().micros(), place.lease(), now);
    }

    String extend(Command.ExtendHold extend, long now) {
        return set(require(extend.hold()), extend.amount().micros(), extend.lease(), now);
    }

    String renewLease(Command.RenewLease renew, long now) {
        ModelHold hold = require(renew.hold());
        if (!hold.open) {
            throw new Refusal("UnknownHoldException");
        }
        return set(hold, hold.amount, renew.lease(), now);
    }

    private ModelHold require(HoldId id) {
        ModelHold hold = byId.get(id);
        if (hold == null) {
            throw new Refusal("UnknownHoldException");
        }
        return hold;
    }

    private String set(ModelHold hold, long amount, Duration lease, long now) {
        long more = amount - hold.amount;
        for (ModelAccount level : hold.levels) {
            String refusal = more > 0
                    ? level.refusal(hold, more, amount, hold.overdraft.orElseGet(level::overdraftLimit), now)
                    : null;
            if (refusal != null) {
                buy(hold.levels, now);
                return refusal;
            }
        }
        if (more != 0) {
            for (int level = 0; level < hold.levels.size(); level++) {
                hold.levels.get(level).earmark(hold, level, amount);
            }
        }
        hold.counted = more > 0 ? now : hold.counted;
        hold.amount = amount;
        hold.open = true;
        hold.leaseEnd = ModelAccount.micros(ModelAccount.instant(now).plus(lease));
        byId.put(hold.id, hold);
        buy(hold.levels, now);
        return "held " + amount + " until " + hold.leaseEnd + " " + sheet(hold.levels, now);
    }

    /** Posts what a hold cost. */
    String capture(Command.CaptureHold capture, long now, Map<Command<?>, ModelCharge> charges) {
        ModelHold hold = require(capture.hold());
        long amount = capture.amount().micros();
        boolean open = hold.open;
        long before = hold.amount;
        Labels labels = hold.labels.with(capture.labels());
        List<List<ModelCharge.Paid>> paidBy = new ArrayList<>();
        for (ModelAccount level : hold.levels) {
            paidBy.add(level.post(amount, labels, hold, now, now));
        }
        hold.amount = capture.ending() == Command.Ending.PARTIAL ? Math.max(0, before - amount) : 0;
        if (capture.ending() == Command.Ending.FINAL) {
            hold.clearEarmarks();
            byId.remove(hold.id);
        } else {
            for (int level = 0; level < paidBy.size(); level++) {
                Map<ModelGrant, Long> earmarks = hold.earmarks.get(level);
                paidBy.get(level)
                        .forEach(paid -> earmarks.computeIfPresent(
                                paid.grant(), (grant, earmarked) -> Math.max(0, earmarked - paid.amount())));
            }
            hold.trimEarmarks();
        }
        ModelAccount account = hold.levels.get(hold.levels.size() - 1);
        charges.put(capture, new ModelCharge(account, now, amount, paidBy, labels));
        buy(hold.levels, now);
        return "captured " + amount + " beyond " + Math.max(0, amount - before) + (open ? " OPEN " : " EXPIRED ")
                + describe(paidBy) + " " + sheet(hold.levels, now);
    }

    String release(Command.ReleaseHold release, long now) {
        ModelHold hold = require(release.hold());
        long before = hold.amount;
        hold.amount = 0;
        hold.clearEarmarks();
        byId.remove(hold.id);
        return "released " + before + " " + sheet(hold.levels, now);
    }

    String expire(ModelAccount account, List<ModelAccount> levels, long now) {
        List<ModelHold> overdue = new ArrayList<>();
        for (ModelHold hold : byId.values()) {
            if (hold.open && hold.leaseEnd <= now && hold.reaches(account)) {
                overdue.add(hold);
            }
        }
        for (ModelHold hold : overdue) {
            hold.open = false;
            hold.amount = 0;
            hold.leaseEnd = now;
            hold.clearEarmarks();
        }
        buy(levels, now);
        return "renewed " + names(overdue.stream().map(hold -> hold.id).toList()) + " " + sheet(levels, now);
    }

    static String names(List<HoldId> holds) {
        return holds.stream()
                .map(HoldId::toString)
                .sorted(Comparator.naturalOrder())
                .toList()
                .toString();
    }

    static String describe(List<List<ModelCharge.Paid>> paidBy) {
        List<ModelCharge.Paid> own = paidBy.get(paidBy.size() - 1);
        return own.stream().map(ModelCharge.Paid::describe).toList().toString();
    }

    static String sheet(List<ModelAccount> levels, long now) {
        return levels.get(levels.size() - 1).sheet(now);
    }

    /** Lets each level buy more that has a rule for it and fell under its threshold. */
    static void buy(List<ModelAccount> levels, long now) {
        for (ModelAccount level : levels) {
            level.plan.autoTopUp().ifPresent(rule -> buy(level, rule, now));
        }
    }

    private static void buy(ModelAccount level, AutoTopUp rule, long now) {
        long there = level.available();
        long ofCap = 0;
        long last = Long.MIN_VALUE;
        for (ModelAccount.Purchase purchase : level.purchases) {
            there += purchase.pending ? purchase.amount : 0;
            boolean counts = !purchase.cancelled
                    && rule.capPeriods()
                            .periodAt(ModelAccount.instant(now))
                            .contains(ModelAccount.instant(purchase.at));
            ofCap += counts ? purchase.amount : 0;
            last = Math.max(last, purchase.at);
        }
        long interval = ModelAccount.micros(Instant.EPOCH.plus(rule.minimumInterval()));
        boolean tooSoon = last != Long.MIN_VALUE && now - last < interval;
        long amount = Math.min(rule.target().micros() - there, rule.cap().micros() - ofCap);
        if (there < rule.threshold().micros() && !tooSoon && amount > 0) {
            boolean confirmed = rule.settlement() == AutoTopUp.Settlement.CONFIRMED;
            level.purchases.add(new ModelAccount.Purchase(now, amount, confirmed));
            if (!confirmed) {
                bought(level, amount, now);
            }
        }
    }

    static ModelGrant bought(ModelAccount level, long amount, long now) {
        return level.add(level.newGrant(GrantKind.PAID, amount, now, ModelAccount.NEVER, GrantOffer.always()));
    }

    Iterator<ModelHold> all() {
        return byId.values().iterator();
    }
}
