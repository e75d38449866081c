package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Period;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Terms;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account as simply as it can be written: nearly every number is a sum over what happened, made anew whenever it is
 * asked for. Times are microseconds since 1970.
 */
final class ModelAccount {

    static final long NEVER = Long.MAX_VALUE;

    /** Debt that was forgiven, less what refunds paid back of it. */
    private static final class Forgiven {
        final long at;
        long left;

        Forgiven(long at, long left) {
            this.at = at;
            this.left = left;
        }
    }

    /** An automatic top-up that was bought or asked for. */
    static final class Purchase {
        final long at;
        final long amount;
        boolean cancelled;
        boolean pending;

        /** Its number in the real ledger, once that has said it. */
        long request;

        Purchase(long at, long amount, boolean pending) {
            this.at = at;
            this.amount = amount;
            this.pending = pending;
        }
    }

    final AccountPath path;
    final ModelAccount parent;
    final Plan openedWith;
    Plan plan;

    final List<ModelAccount> below = new ArrayList<>();
    private final Collection<ModelHold> holds;
    final List<ModelGrant> grants = new ArrayList<>();
    final List<ModelGrant> announced = new ArrayList<>();
    final ModelFacts granted = new ModelFacts();
    final ModelFacts posted = new ModelFacts();
    final List<Purchase> purchases = new ArrayList<>();
    final ModelLimits limits;
    private final ModelBurnDown burnDown;
    final ModelRenewal renewal;
    private final List<Forgiven> forgiven = new ArrayList<>();
    long expired;
    long debt;
    long orders;

    /** Where the facts begin that count for the running period: a change of periods begins anew. */
    int firstGranted;

    int firstPosted;

    ModelAccount(AccountPath path, ModelAccount parent, Plan plan, long now, Collection<ModelHold> holds) {
        this.path = path;
        this.parent = parent;
        this.openedWith = plan;
        this.plan = plan;
        this.holds = holds;
        this.renewal = new ModelRenewal(this, now);
        this.limits = new ModelLimits(this, holds, plan, now);
        this.burnDown = new ModelBurnDown(this, holds);
        if (parent != null) {
            parent.below.add(this);
        }
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    // What it has

    long granted() {
        return granted.sum();
    }

    long posted() {
        return posted.sum();
    }

    long held() {
        long sum = 0;
        for (ModelHold hold : holds) {
            sum += hold.reaches(this) ? hold.amount : 0;
        }
        return sum;
    }

    long expired() {
        return expired;
    }

    long debt() {
        return debt;
    }

    long available() {
        return granted() - posted() - held() - expired;
    }

    private <T> T term(Function<Terms, Optional<T>> term, T usually) {
        Optional<T> own = term.apply(plan.terms());
        return own.isPresent() ? own.get() : parent == null ? usually : parent.term(term, usually);
    }

    long overdraftLimit() {
        return term(Terms::overdraftLimit, Amount.zero(plan.unit())).micros();
    }

    long reissue() {
        return micros(Instant.EPOCH.plus(term(Terms::reissue, Duration.ofDays(30))));
    }

    long carriedDebt() {
        DebtCarry carry = term(Terms::carriedDebt, DebtCarry.all());
        if (carry instanceof DebtCarry.UpTo upTo) {
            return upTo.cap().micros();
        }
        return carry instanceof DebtCarry.None ? 0 : NEVER;
    }

    List<ModelGrant> liveGrants() {
        List<ModelGrant> live = new ArrayList<>();
        for (ModelGrant grant : grants) {
            if (grant.isLive()) {
                live.add(grant);
            }
        }
        live.sort(ModelGrant.BURN_DOWN);
        return live;
    }

    Period periodAt(long time) {
        return plan.periods().periodAt(instant(time));
    }

    // What commands do

    void forgive(long amount, long at) {
        debt -= amount;
        granted.add(at, amount);
        forgiven.add(new Forgiven(at, amount));
    }

    /** Loses what is given back of debt that was forgiven since it was made, and returns the rest. */
    long payBackForgiven(long amount, long since) {
        long rest = amount;
        for (Forgiven one : forgiven) {
            long part = one.at >= since ? Math.min(rest, one.left) : 0;
            one.left -= part;
            rest -= part;
        }
        lose(amount - rest);
        return rest;
    }

    /** Returns what an unlimited plan let be spent that neither grants paid nor anybody owes. */
    long free() {
        long left = grants.stream()
                .filter(ModelGrant::isLive)
                .mapToLong(grant -> grant.left)
                .sum();
        return plan.isUnlimited() ? Math.max(0, posted() + expired - granted() + left - debt) : 0;
    }

    /** Makes a grant count, which pays off debt first unless it is for some labels only. */
    ModelGrant add(ModelGrant grant) {
        granted.add(grant.effective, grant.left);
        if (!grant.isScoped()) {
            long repaid = Math.min(debt, grant.left);
            debt -= repaid;
            grant.left -= repaid;
        }
        grants.add(grant);
        return grant;
    }

    ModelGrant newGrant(GrantKind kind, long amount, long effective, long expiry, GrantOffer offer) {
        return new ModelGrant(kind, amount, effective, expiry, offer.priority(), offer.scope(), ++orders);
    }

    /** Makes a grant of what is given back and has no payer any more. */
    void reissue(ModelReissue like, long amount, long now) {
        if (amount > 0) {
            grants.add(
                    new ModelGrant(like.kind(), amount, now, like.expiry(), like.priority(), like.scope(), ++orders));
        }
    }

    void lose(long amount) {
        expired += amount;
    }

    /** Pays off debt and returns what is left of the amount. */
    long repay(long amount) {
        long part = Math.min(debt, amount);
        debt -= part;
        return amount - part;
    }

    ModelGrant findGrant(long id) {
        for (ModelGrant grant : grants) {
            if (grant.id == id && grant.isLive()) {
                return grant;
            }
        }
        return null;
    }

    long voidGrant(ModelGrant grant, long now) {
        grant.voided = true;
        return take(grant, grant.left, now);
    }

    long take(ModelGrant grant, long amount, long now) {
        granted.add(now, -amount);
        grant.left -= amount;
        if (grant.left == 0) {
            holds.forEach(hold -> hold.earmarks.forEach(level -> level.remove(grant)));
        }
        return amount;
    }

    // What is spent

    /** Returns how much more may be held as far as grants go. */
    long holdable(Labels labels, long overdraft) {
        return available() - burnDown.outOfReach(labels) + overdraft;
    }

    void earmark(ModelHold hold, int level, long amount) {
        burnDown.earmark(hold, level, amount);
    }

    List<ModelCharge.Paid> post(long amount, Labels labels, ModelHold own, long now, long usedAt) {
        List<ModelCharge.Paid> paid = burnDown.pay(amount, labels, own);
        for (ModelCharge.Paid payment : paid) {
            debt += payment.grant() == null && !plan.isUnlimited() ? payment.amount() : 0;
        }
        posted.add(now, amount);
        limits.post(amount, now, usedAt);
        return paid;
    }

    void unpost(long amount, long postedAt, long now) {
        posted.add(now, -amount);
        limits.unpost(amount, postedAt);
    }

    // Its limits

    /**
     * Returns why a hold is refused, null where it is not.
     *
     * @param more by how much it is raised
     * @param whole how much it holds then
     */
    String refusal(ModelHold hold, long more, long whole, long overdraft, long now) {
        long holdable = holdable(hold.labels, overdraft);
        if (!plan.isUnlimited() && more > holdable) {
            return "short at " + path + " asked " + more + " of " + holdable + " for grants";
        }
        return limits.refusal(hold, more, whole, now);
    }

    // What hosts see

    String sheet(long now) {
        long start = micros(periodAt(now).start());
        return granted() + "-" + posted() + "-" + held() + "-" + expired + " owes " + debt + " may owe "
                + overdraftLimit() + " in " + start + ": " + granted.sum(firstGranted, start) + "-"
                + posted.sum(firstPosted, start);
    }

    String describe(long now) {
        StringBuilder line = new StringBuilder(path.toString())
                .append(' ')
                .append(sheet(now))
                .append(" grants");
        liveGrants().forEach(grant -> line.append(", ").append(grant.describe()));
        line.append(" announced");
        announced.stream()
                .sorted(java.util.Comparator.comparingLong(grant -> grant.effective))
                .forEach(grant -> line.append(", ").append(grant.describe()));
        line.append(" limits");
        limits.describe(line, now);
        line.append(" pending");
        purchases.stream().filter(purchase -> purchase.pending).forEach(purchase -> line.append(' ')
                .append(purchase.amount));
        return line.append(" open ").append(openHere()).toString();
    }

    private List<String> openHere() {
        return holds.stream()
                .filter(hold -> hold.open && hold.id.account().equals(path))
                .map(hold -> hold.id.key() + " " + hold.amount + " until " + hold.leaseEnd)
                .sorted()
                .toList();
    }

    /** Returns what was charged in each hour since 1970, as {@link io.reelbudget.ledger.Query.UsageOf} says. */
    long usedIn(long hour) {
        return limits.usedIn(hour);
    }
}
