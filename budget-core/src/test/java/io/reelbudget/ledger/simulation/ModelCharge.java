package io.reelbudget.ledger.simulation;

import java.util.List;

/** Something that the model posted, with all that later corrections made of it. */
final class ModelCharge {

    /** What one grant paid; {@code grant} is null for what was spent beyond all grants. */
    record Paid(ModelGrant grant, long amount) {
        String describe() {
            return (grant == null ? "overdraft" : grant.kind.name().toLowerCase(java.util.Locale.ROOT)) + " " + amount;
        }
    }

    final ModelAccount account;
    final long time;
    final long amount;

    /** Who paid at each level, the root first. */
    final List<List<Paid>> paidBy;

    final io.reelbudget.ledger.Labels labels;

    /** What corrections added and did not take back. */
    long added;

    /** What was given back of its own amount. */
    long returned;

    ModelCharge(
            ModelAccount account, long time, long amount, List<List<Paid>> paidBy, io.reelbudget.ledger.Labels labels) {
        this.account = account;
        this.time = time;
        this.amount = amount;
        this.paidBy = paidBy;
        this.labels = labels;
    }

    long charged() {
        return amount + added - returned;
    }
}
