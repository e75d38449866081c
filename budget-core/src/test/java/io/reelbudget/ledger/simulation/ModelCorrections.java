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
        List<ModelReturn> returns = new ArrayList<>();
        for (ModelAccount level : levels) {
            ModelReturn back = new ModelReturn(level, now);
            back.toAccount(-amount);
            returns.add(back);
            level.unpost(-amount, now, now);
        }
        ModelReturn.reissue(returns);
        return "charged " + amount + " [] " + ModelHolds.sheet(levels, now);
    }

    private static void requirePosted(List<ModelAccount> levels, long amount) {
        for (ModelAccount level : levels) {
            if (amount > level.posted()) {
                throw new Refusal("RefundException");
            }
        }
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
        List<List<ModelCharge.Paid>> paidBy = new ArrayList<>();
        for (ModelAccount level : levels) {
            paidBy.add(level.post(difference, labels, null, now, charge.time));
        }
        charge.upwards.add(new ModelCharge.Upwards(paidBy, difference));
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
        List<ModelReturn> returns = new ArrayList<>();
        for (ModelAccount level : levels) {
            returns.add(new ModelReturn(level, now));
        }
        long rest = amount;
        for (int i = charge.upwards.size() - 1; i >= 0; i--) {
            ModelCharge.Upwards up = charge.upwards.get(i);
            long part = Math.min(rest, up.amount - up.returned);
            giveTo(returns, up.paidBy, up.returned, part, charge.time);
            up.returned += part;
            rest -= part;
        }
        giveTo(returns, charge.paidBy, charge.returned, rest, charge.time);
        charge.returned += rest;
        for (ModelAccount level : levels) {
            level.unpost(amount, charge.time, now);
        }
        ModelReturn.reissue(returns);
        return "corrected " + -amount + " to " + charge.charged() + " " + ModelHolds.sheet(levels, now);
    }

    private static void giveTo(
            List<ModelReturn> returns, List<List<ModelCharge.Paid>> paidBy, long before, long amount, long charged) {
        for (int level = 0; level < returns.size(); level++) {
            returns.get(level).toPayers(paidBy.get(level), before, amount, charged);
        }
    }
}
