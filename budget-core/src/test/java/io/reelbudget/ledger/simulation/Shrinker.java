package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.simulation.Scenario.Trouble;

/** Leaves out of a failing run what does not matter: troubles first, then commands, in ever smaller parts. */
final class Shrinker {

    private final PlantedBug bug;
    private int tries;

    Shrinker(PlantedBug bug, int tries) {
        this.bug = bug;
        this.tries = tries;
    }

    /** Returns a scenario that fails, no larger than a given one that does. */
    Scenario shrink(Scenario failing) {
        Scenario smallest = failing;
        for (Trouble trouble : Trouble.values()) {
            smallest = smaller(smallest, smallest.without(trouble));
        }
        for (int cut = smallest.steps() / 2; cut > 0; cut /= 2) {
            Scenario shorter = smallest;
            do {
                smallest = shorter;
                shorter = smallest.steps() > cut
                        ? smaller(smallest, smallest.shortenedTo(smallest.steps() - cut))
                        : smallest;
            } while (!shorter.equals(smallest));
        }
        for (int part = Math.max(1, smallest.steps() / 4); part > 0; part /= 2) {
            for (int from = 0; from < smallest.steps(); from += part) {
                smallest = smaller(smallest, smallest.leavingOut(from, Math.min(smallest.steps(), from + part)));
            }
        }
        return smallest;
    }

    private Scenario smaller(Scenario failing, Scenario candidate) {
        if (tries == 0) {
            return failing;
        }
        tries--;
        return failure(candidate, bug) == null ? failing : candidate;
    }

    /** Returns why a scenario fails, null where it does not. */
    static Throwable failure(Scenario scenario, PlantedBug bug) {
        try {
            Simulation.run(scenario, bug);
            return null;
        } catch (AssertionError | RuntimeException failed) {
            return failed;
        }
    }
}
