package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which grants of a model's account pay, and what of them holds count on. */
final class ModelBurnDown {

    private final ModelAccount account;
    private final Collection<ModelHold> holds;

    ModelBurnDown(ModelAccount account, Collection<ModelHold> holds) {
        this.account = account;
        this.holds = holds;
    }

    private long earmarked(ModelGrant grant) {
        long sum = 0;
        for (ModelHold hold : holds) {
            sum += hold.earmarkedOn(grant);
        }
        return sum;
    }

    private long payable(ModelGrant grant, Labels labels, ModelHold own) {
        long others = earmarked(grant) - (own == null ? 0 : own.earmarkedOn(grant));
        return grant.serves(labels) ? Math.max(0, grant.left - others) : 0;
    }

    /** Returns what is set apart for other labels than these. */
    long outOfReach(Labels labels) {
        long apart = 0;
        for (ModelGrant grant : account.liveGrants()) {
            boolean outOfReach = grant.isScoped() && !grant.serves(labels);
            apart += outOfReach ? Math.max(0, grant.left - earmarked(grant)) : 0;
        }
        return apart;
    }

    /**
     * Returns how much of the grants without a scope a payer may take before it takes what other holds count on, as far
     * as they count on no grant with one.
     */
    private long reach(ModelHold own) {
        List<ModelGrant> live = account.liveGrants();
        if (live.stream().noneMatch(ModelGrant::isScoped)) {
            return ModelAccount.NEVER;
        }
        long general = 0;
        for (ModelGrant grant : live) {
            general += grant.isScoped() ? 0 : grant.left;
        }
        long mine = 0;
        long others = 0;
        for (ModelHold hold : holds) {
            if (hold.reaches(account)) {
                long resting = 0;
                for (ModelGrant grant : live) {
                    resting += hold.earmarkedOn(grant);
                }
                mine += hold == own ? Math.max(0, hold.amount - resting) : 0;
                others += hold == own ? 0 : hold.amount - resting;
            }
        }
        return Math.max(Math.min(mine, general), general - Math.max(0, others));
    }

    /** Returns how much each live grant would pay of an amount before others' holds are touched, in burn-down order. */
    private Map<ModelGrant, Long> shares(long amount, Labels labels, ModelHold own) {
        Map<ModelGrant, Long> shares = new LinkedHashMap<>();
        long rest = amount;
        long general = reach(own);
        for (ModelGrant grant : account.liveGrants()) {
            long share = Math.min(rest, grant.isScoped() ? payable(grant, labels, own) : Math.min(general, grant.left));
            general -= grant.isScoped() ? 0 : share;
            rest -= share;
            shares.put(grant, share);
        }
        return shares;
    }

    void earmark(ModelHold hold, int level, long amount) {
        Map<ModelGrant, Long> shares = shares(amount, hold.labels, hold);
        hold.earmarks.get(level).clear();
        shares.forEach((grant, share) -> {
            if (grant.isScoped() && share > 0) {
                hold.earmarks.get(level).put(grant, share);
            }
        });
    }

    /** Has the grants pay, and returns which did; what none pays comes last, without a grant. */
    List<ModelCharge.Paid> pay(long amount, Labels labels, ModelHold own) {
        Map<ModelGrant, Long> shares = shares(amount, labels, own);
        long rest = amount - shares.values().stream().mapToLong(Long::longValue).sum();
        List<ModelCharge.Paid> paid = new ArrayList<>();
        for (Map.Entry<ModelGrant, Long> share : shares.entrySet()) {
            ModelGrant grant = share.getKey();
            long more = grant.isScoped() ? 0 : Math.min(rest, grant.left - share.getValue());
            rest -= more;
            if (share.getValue() + more > 0) {
                paid.add(new ModelCharge.Paid(grant, share.getValue() + more, false));
                grant.left -= share.getValue() + more;
            }
        }
        if (rest > 0) {
            paid.add(new ModelCharge.Paid(null, rest, account.plan.isUnlimited()));
        }
        return paid;
    }
}
