package io.reelbudget.ledger.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which commands and which parts of plans one seed uses, and how much of each: what is left out of one run makes room
 * for what is in it, so that rare states are reached more often than if every run did everything.
 *
 * @param weights how often each sort of command comes
 * @param traits what plans, labels and time do
 * @param largest the largest usual amount, in millionths
 */
record Swarm(Map<Sort, Integer> weights, Set<Trait> traits, long largest) {

    /** What can be sent. */
    enum Sort {
        OPEN(3),
        HOLD(30),
        CAPTURE(18),
        PARTIAL(8),
        EXTEND(8),
        LEASE(3),
        RELEASE(5),
        TOP_UP(6),
        OFFER(4),
        VOID(2),
        CONFIRM(3),
        CANCEL(1),
        USAGE(5),
        ADJUST(3),
        REFUND(6),
        CORRECT(5),
        WRITE_OFF(2),
        CHANGE_PLAN(4),
        RENEW(6),
        NOTE(2),
        AGAIN(6),
        USED_KEY(2);

        private final int usually;

        Sort(int usually) {
            this.usually = usually;
        }
    }

    /** What plans, labels and time do. */
    enum Trait {
        LIMITS,
        ROLLOVER,
        AUTO_TOP_UP,
        TERMS,
        SCOPES,
        UNLIMITED,
        OTHER_PERIODS,
        SCHEDULES,
        RENEWALS,
        OWN_OVERDRAFT,
        LONG_GAPS,
        /** The clock is put back now and then. */
        SETBACKS
    }

    private static final Set<Sort> ALWAYS = EnumSet.of(Sort.OPEN, Sort.HOLD, Sort.CAPTURE, Sort.AGAIN);

    /** Chooses for one seed. */
    static Swarm of(SplittableRandom random) {
        Map<Sort, Integer> weights = new EnumMap<>(Sort.class);
        for (Sort sort : Sort.values()) {
            boolean out = !ALWAYS.contains(sort) && random.nextInt(3) == 0;
            weights.put(sort, out ? 0 : sort.usually * (1 + random.nextInt(3)));
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Trait trait : Trait.values()) {
            if (random.nextInt(5) < 2) {
                traits.add(trait);
            }
        }
        if (traits.contains(Trait.SETBACKS)) {
            // While time stands still nothing tells what a plan's change had counted from what came after it.
            weights.put(Sort.CHANGE_PLAN, 0);
        }
        return new Swarm(weights, traits, random.nextInt(4) == 0 ? 100 : 6_000_000);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    Swarm with(Trait trait) {
        Set<Trait> more = EnumSet.copyOf(traits);
        more.add(trait);
        return new Swarm(weights, more, largest);
    }

    Swarm without(Trait trait) {
        Set<Trait> fewer = EnumSet.noneOf(Trait.class);
        fewer.addAll(traits);
        fewer.remove(trait);
        return new Swarm(weights, fewer, largest);
    }

    Sort choose(SplittableRandom random) {
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        int at = random.nextInt(sum);
        for (Map.Entry<Sort, Integer> weight : weights.entrySet()) {
            at -= weight.getValue();
            if (at < 0) {
                return weight.getKey();
            }
        }
        return Sort.HOLD;
    }
}
