package io.reelbudget.policy;

import io.reelbudget.policy.spi.NoticeLevel;
import java.util.List;
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
     * @param actions what to do, in this order, at least one
     * @param why the reason
     */
    record Act(NoticeLevel level, List<Action> actions, Explanation why) implements Decision {
        public Act {
            actions = requireSome(actions);
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
     */
    record Recover(List<Action> actions, Explanation why) implements Decision {
        public Recover {
            actions = List.copyOf(actions);
        }

        @Override
        public <T> T fold(Function<Proceed, T> proceed, Function<Act, T> act, Function<Recover, T> recover) {
            return recover.apply(this);
        }
    }

    private static List<Action> requireSome(List<Action> actions) {
        if (actions.isEmpty()) {
            throw new IllegalArgumentException(
                    "Decision had no actions but must have at least one; return Proceed where there is nothing to do.");
        }
        return List.copyOf(actions);
    }
}
