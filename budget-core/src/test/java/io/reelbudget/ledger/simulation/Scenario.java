package io.reelbudget.ledger.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What a run of the simulator does: all that its seed makes, less what was left out to find out what matters.
 *
 * @param seed decides everything else
 * @param steps how many commands it has at most
 * @param without what does not happen though the seed would have it
 * @param leftOut the steps that are passed over
 */
record Scenario(long seed, int steps, Set<Trouble> without, BitSet leftOut) {

    /** What can happen to a ledger beside commands. */
    enum Trouble {
        /** The machine goes down: of what was not forced, some sectors are there, others not, others in part. */
        POWER_LOSS,
        /** Bits are changed in what was not forced. */
        BIT_FLIPS,
        /** The process is killed: the disk keeps what was written. */
        KILL,
        /** An operation of the disk does nothing and fails, as when it is full. */
        REFUSED_OPERATION,
        /** A write is done in part and fails. */
        SHORT_WRITE,
        /** A sync fails and drops the pages. */
        FAILED_SYNC,
        /** A snapshot is taken. */
        SNAPSHOT,
        /** Several commands are under way when the disk is written. */
        BATCHES
    }

    private static final int LEAST_STEPS = 40;
    private static final int VARYING_STEPS = 90;

    static Scenario of(long seed) {
        int steps = LEAST_STEPS + new SplittableRandom(seed).split().nextInt(VARYING_STEPS);
        return new Scenario(seed, steps, EnumSet.noneOf(Trouble.class), new BitSet());
    }

    Scenario without(Trouble trouble) {
        Set<Trouble> more = EnumSet.of(trouble);
        more.addAll(without);
        return new Scenario(seed, steps, more, leftOut);
    }

    Scenario shortenedTo(int fewer) {
        return new Scenario(seed, fewer, without, leftOut);
    }

    Scenario leavingOut(int from, int to) {
        BitSet more = (BitSet) leftOut.clone();
        more.set(from, to);
        return new Scenario(seed, steps, without, more);
    }

    int commands() {
        return steps - leftOut.cardinality();
    }

    /** Returns the lines of a seed's file. */
    List<String> toLines() {
        List<String> lines = new ArrayList<>();
        lines.add("seed " + seed);
        lines.add("steps " + steps);
        lines.add("without "
                + without.stream()
                        .map(trouble -> trouble.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" ")));
        lines.add("leftOut " + leftOut.stream().mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        return lines;
    }

    static Scenario parse(List<String> lines) {
        Scenario scenario = Scenario.of(0);
        for (String line : lines) {
            String[] words = line.strip().split(" +", -1);
            switch (words[0]) {
                case "seed" ->
                    scenario =
                            new Scenario(Long.parseLong(words[1]), scenario.steps, scenario.without, scenario.leftOut);
                case "steps" -> scenario = scenario.shortenedTo(Integer.parseInt(words[1]));
                case "without" -> {
                    for (int i = 1; i < words.length; i++) {
                        scenario = scenario.without(Trouble.valueOf(words[i].toUpperCase(Locale.ROOT)));
                    }
                }
                case "leftOut" -> {
                    for (int i = 1; i < words.length; i++) {
                        int step = Integer.parseInt(words[i]);
                        scenario = scenario.leavingOut(step, step + 1);
                    }
                }
                default -> {
                    // Comments begin with a hash sign; what they say is for people.
                }
            }
        }
        return scenario;
    }
}
