package io.reelbudget.policy;

import io.reelbudget.policy.spi.NoticeLevel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a policy makes of a situation.
 *
 * <p>All decisions are immutable and thread-safe.
 */
public sealed interface Decision {

    /** Returns why. */
    Explanation why();

    /** Returns what is to be done, in this order; nothing for {@link Proceed}. */
    List<Action> actions();

    /**
     * Returns where the account stands with the policy's steps from then on; empty where the policy has none, or
     * nothing changes about them.
     */
    default Optional<SortedMap<String, StepMark>> steps() {
        return Optional.empty();
    }

    /** Returns what one of three functions makes of this decision. */
    <T> T fold(Function<Proceed, T> proceed, Function<Act, T> act, Function<Recover, T> recover);

    /**
     * Go on as before.
     *
     * @param why the reason
     */
    record Proceed(Explanation why) implements Decision {
        @Override
        public List<Action> actions() {
            return List.of();
        }

        @Override
        public <T> T fold(Function<Proceed, T> proceed, Function<Act, T> act, Function<Recover, T> recover) {
            return proceed.apply(this);
        }
    }

    /**
     * Do something, for the budget runs out.
     *
     * @param level how serious it is
     * @param actions what to do, in this order; at least one, unless it is about steps
     * @param why the reason
     * @param steps where the account stands with the policy's steps from then on, if that changes
     */
    record Act(NoticeLevel level, List<Action> actions, Explanation why, Optional<SortedMap<String, StepMark>> steps)
            implements Decision {
        public Act {
            actions = steps.isPresent() ? List.copyOf(actions) : requireSome(actions);
            steps = steps.map(Decision::frozen);
        }

        /** Creates a decision that says nothing of steps. */
        public Act(NoticeLevel level, List<Action> actions, Explanation why) {
            this(level, actions, why, Optional.empty());
        }

        @Override
        public <T> T fold(Function<Proceed, T> proceed, Function<Act, T> act, Function<Recover, T> recover) {
            return act.apply(this);
        }
    }

    /**
     * Take back what was done, for the budget lasts again.
     *
     * @param actions what to do, in this order; none where nothing but a notice had been in force
     * @param why the reason
     * @param steps where the account stands with the policy's steps from then on, if that changes
     */
    record Recover(List<Action> actions, Explanation why, Optional<SortedMap<String, StepMark>> steps)
            implements Decision {
        public Recover {
            actions = List.copyOf(actions);
            steps = steps.map(Decision::frozen);
        }

        /** Creates a decision that says nothing of steps. */
        public Recover(List<Action> actions, Explanation why) {
            this(actions, why, Optional.empty());
        }

        @Override
        public <T> T fold(Function<Proceed, T> proceed, Function<Act, T> act, Function<Recover, T> recover) {
            return recover.apply(this);
        }
    }

    private static SortedMap<String, StepMark> frozen(SortedMap<String, StepMark> steps) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    private static List<Action> requireSome(List<Action> actions) {
        if (actions.isEmpty()) {
            throw new IllegalArgumentException(
                    "Decision had no actions but must have at least one; return Proceed where there is nothing to do.");
        }
        return List.copyOf(actions);
    }
}
