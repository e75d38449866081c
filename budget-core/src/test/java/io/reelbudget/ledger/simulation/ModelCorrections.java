package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.simulation.ModelHolds.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the model posts without a hold, gives back and forgives. */
final class ModelCorrections {

    private static final long KEPT = ModelAccount.micros(Instant.EPOCH.plus(Duration.ofDays(400)));

    /** By the command that made them. */
    final Map<Command<?>, ModelCharge> charges = new HashMap<>();

    /** By root and the number that the real ledger gave them. */
    final Map<String, ModelCharge> byEntry = new HashMap<>();

    String usage(Command.RecordUsage usage, List<ModelAccount> levels, long now) {
        long at = ModelAccount.micros(usage.at());
        if (at > now) {
            throw new Refusal("IllegalArgumentException");
        }
        return charge(usage, levels, usage.amount().micros(), usage.labels(), at, now);
    }

    private String charge(
            Command<?> command, List<ModelAccount> levels, long amount, Labels labels, long usedAt, long now) {
        List<List<ModelCharge.Paid>> paidBy = new ArrayList<>();
        for (ModelAccount level : levels) {
            paidBy.add(level.post(amount, labels, null, now, usedAt));
        }
        charges.put(command, new ModelCharge(levels.get(levels.size() - 1), now, amount, paidBy, labels));
        ModelHolds.buy(levels, now);
        return "charged " + amount + " " + ModelHolds.describe(paidBy) + " " + ModelHolds.sheet(levels, now);
    }

    String adjust(Command.Adjust adjust, List<ModelAccount> levels, long now) {
        long amount = adjust.amount().micros();
        if (amount > 0) {
            return charge(adjust, levels, amount, Labels.none(), now, now);
        }
        requirePosted(levels, -amount);
        for (ModelAccount level : levels) {
            giveToAccount(level, -amount, now);
            level.unpost(-amount, now, now);
        }
        return "charged " + amount + " [] " + ModelHolds.sheet(levels, now);
    }

    private static void requirePosted(List<ModelAccount> levels, long amount) {
        for (ModelAccount level : levels) {
            if (amount > level.posted()) {
                throw new Refusal("RefundException");
            }
        }
    }

    private static void giveToAccount(ModelAccount level, long amount, long now) {
        long rest = level.repay(amount);
        level.reissue(level.plan.isUnlimited() ? 0 : rest, now, ModelAccount.NEVER);
    }

    String refund(Command.Refund refund, List<ModelAccount> levels, long now) {
        ModelCharge charge = require(refund.account().root() + " " + refund.entry(), levels, now);
        long amount = refund.amount().micros();
        if (amount > charge.charged()) {
            throw new Refusal("RefundException");
        }
        return giveBack(charge, levels, amount, now);
    }

    String correct(Command.Correct correct, List<ModelAccount> levels, long now) {
        ModelCharge charge = require(correct.account().root() + " " + correct.entry(), levels, now);
        long difference = correct.total().micros() - charge.charged();
        if (difference < 0) {
            return giveBack(charge, levels, -difference, now);
        }
        Labels labels = charge.labels.with(correct.labels());
        for (ModelAccount level : levels) {
            level.post(difference, labels, null, now, charge.time);
        }
        charge.added += difference;
        ModelHolds.buy(levels, now);
        return "corrected " + difference + " to " + charge.charged() + " " + ModelHolds.sheet(levels, now);
    }

    private ModelCharge require(String entry, List<ModelAccount> levels, long now) {
        ModelCharge charge = byEntry.get(entry);
        if (charge == null || charge.account != levels.get(levels.size() - 1) || charge.time < now - KEPT) {
            throw new Refusal("UnknownEntryException");
        }
        return charge;
    }

    private static String giveBack(ModelCharge charge, List<ModelAccount> levels, long amount, long now) {
        requirePosted(levels, amount);
        long fromAdded = Math.min(amount, charge.added);
        for (int level = 0; level < levels.size(); level++) {
            giveBack(levels.get(level), charge.paidBy.get(level), charge.returned, fromAdded, amount, now);
            levels.get(level).unpost(amount, charge.time, now);
        }
        charge.added -= fromAdded;
        charge.returned += amount - fromAdded;
        return "corrected " + -amount + " to " + charge.charged() + " " + ModelHolds.sheet(levels, now);
    }

    private static void giveBack(
            ModelAccount level, List<ModelCharge.Paid> paidBy, long before, long fromAdded, long amount, long now) {
        long unnamed = level.repay(fromAdded);
        long reissued = 0;
        long skip = before;
        long rest = amount - fromAdded;
        for (int i = paidBy.size() - 1; i >= 0; i--) {
            ModelGrant grant = paidBy.get(i).grant();
            long skipped = Math.min(skip, paidBy.get(i).amount());
            skip -= skipped;
            long part = Math.min(rest, paidBy.get(i).amount() - skipped);
            rest -= part;
            if (grant == null) {
                unnamed += level.repay(part);
            } else if (!grant.gone && grant.expiry > now) {
                grant.left += part;
            } else if (level.reissue() > 0) {
                reissued += part;
            } else {
                level.lose(part);
            }
        }
        // What was spent without bounds was never granted; what nobody is known to have paid has no end.
        unnamed = level.plan.isUnlimited() ? 0 : unnamed;
        level.reissue(reissued + unnamed, now, unnamed > 0 ? ModelAccount.NEVER : now + level.reissue());
    }
}
