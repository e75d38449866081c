package io.reelbudget.trainer;

import java.util.List;

/**
 * A set of inputs that may be known together, for which a smoother is trained.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name of the view
 * @param columns the inputs it needs
 * @param trials the sets of settings whose jobs it is told of, which it is therefore neither trained nor scored on
 */
public record ViewPlan(String name, List<String> columns, List<String> trials) {

    public ViewPlan {
        columns = List.copyOf(columns);
        trials = List.copyOf(trials);
    }
}
