package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hold of the model, open or expired. */
final class ModelHold {

    final HoldId id;
    final Labels labels;

    /** The account it is on and those above, the root first. */
    final List<ModelAccount> levels;

    /** How far it may take what is available below zero, where not as far as the accounts say. */
    final java.util.Optional<Long> overdraft;

    long amount;
    boolean open = true;

    /** Once it expired: when. */
    long leaseEnd;

    /** When it was opened or last raised. */
    long counted;

    /** For each level, how much of it rests on which grants that have a scope. */
    List<Map<ModelGrant, Long>> earmarks = new ArrayList<>();

    ModelHold(HoldId id, Labels labels, List<ModelAccount> levels, java.util.Optional<Long> overdraft) {
        this.overdraft = overdraft;
        this.id = id;
        this.labels = labels;
        this.levels = levels;
        levels.forEach(level -> earmarks.add(new LinkedHashMap<>()));
    }

    boolean reaches(ModelAccount account) {
        return levels.contains(account);
    }

    long earmarkedOn(ModelGrant grant) {
        long sum = 0;
        for (Map<ModelGrant, Long> level : earmarks) {
            sum += level.getOrDefault(grant, 0L);
        }
        return sum;
    }

    void clearEarmarks() {
        earmarks.forEach(Map::clear);
    }

    /** A hold cannot rest on more than it holds: what is too much goes from the grants that would pay last. */
    void trimEarmarks() {
        for (Map<ModelGrant, Long> level : earmarks) {
            long rest = amount;
            for (Map.Entry<ModelGrant, Long> earmark : level.entrySet()) {
                earmark.setValue(Math.min(earmark.getValue(), rest));
                rest -= earmark.getValue();
            }
            level.values().removeIf(part -> part == 0);
        }
    }
}
