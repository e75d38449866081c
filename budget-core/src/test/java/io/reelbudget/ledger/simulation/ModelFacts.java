package io.reelbudget.ledger.simulation;

import java.util.ArrayList;
import java.util.List;

/** Amounts that came or went, in the order in which that became known. Times are microseconds since 1970. */
final class ModelFacts {

    private record Fact(long at, long amount) {}

    private final List<Fact> facts;

    ModelFacts() {
        this.facts = new ArrayList<>();
    }

    private ModelFacts(List<Fact> facts) {
        this.facts = new ArrayList<>(facts);
    }

    ModelFacts copy() {
        return new ModelFacts(facts);
    }

    void add(long at, long amount) {
        facts.add(new Fact(at, amount));
    }

    int size() {
        return facts.size();
    }

    long sum() {
        return sum(0, Long.MIN_VALUE);
    }

    /** Returns the sum of all from a first one on that were at a time or later. */
    long sum(int first, long since) {
        long sum = 0;
        for (int i = first; i < facts.size(); i++) {
            sum += facts.get(i).at() >= since ? facts.get(i).amount() : 0;
        }
        return sum;
    }

    /** Returns the sum of all that were in a span, the end not in it. */
    long sumBetween(long start, long end) {
        return sum(0, start) - sum(0, end);
    }
}
