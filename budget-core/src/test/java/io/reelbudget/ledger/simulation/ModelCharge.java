package io.reelbudget.ledger.simulation;

import java.util.List;

/** Something that the model posted, with all that later corrections made of it. */
final class ModelCharge {

    /**
     * What one grant paid; {@code grant} is null for what was spent beyond all grants, {@code free} where nobody owed
     * it.
     */
    record Paid(ModelGrant grant, long amount, boolean free) {
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

    /** A correction upwards, and what of it was given back. */
    static final class Upwards {
        final List<List<Paid>> paidBy;
        final long amount;
        long returned;

        Upwards(List<List<Paid>> paidBy, long amount) {
            this.paidBy = paidBy;
            this.amount = amount;
        }
    }

    /** The oldest first. */
    final List<Upwards> upwards = new java.util.ArrayList<>();

    /** What corrections added and did not take back. */
    long added() {
        return upwards.stream().mapToLong(up -> up.amount - up.returned).sum();
    }

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
        return amount + added() - returned;
    }
}
