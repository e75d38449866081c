package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bias of estimates as a sum of effects: of all jobs, of their encoder, of their preset.
 *
 * <p>Each finished job of one or many renditions moves the effects that had a part in it by a Kalman filter with a
 * diagonal covariance (West and Harrison 1997, Bayesian Forecasting and Dynamic Models, chapter 4): uncertain effects
 * take over more of a surprise than those that many jobs have told, and an effect counts as much as its renditions
 * cost. So a new preset starts with what its encoder has shown. A surprise counts as three standard deviations at the
 * most: that bounds what one job can spoil.
 *
 * <p>This class is not thread-safe.
 */
final class BiasFilter {

    /** Beyond it the group that was unused for longest is forgotten, and starts anew from the wider ones. */
    static final int MAX_GROUPS = 500;

    private static final double MOST_DEVIATIONS = 3;

    private final Map<Group, Effect> effects = new BoundedMap<>(MAX_GROUPS);

    /** How much of a job's cost is a group's, and how uncertain its effect is before the first job. */
    record Part(double share, double priorVariance) {
        Part plus(double more) {
            return new Part(share + more, priorVariance);
        }
    }

    double bias(List<Group> groups) {
        double sum = 0;
        for (Group group : groups) {
            sum += bias(group);
        }
        return sum;
    }

    double bias(Group group) {
        Effect effect = effects.get(group);
        return effect == null ? 0 : effect.bias();
    }

    long jobs(Group group) {
        Effect effect = effects.get(group);
        return effect == null ? 0 : effect.jobs();
    }

    /**
     * Takes note of one job.
     *
     * @param parts the groups of its renditions
     * @param surprise log(actual / corrected P50)
     * @param noise variance of the error of one job
     */
    void learn(Map<Group, Part> parts, double surprise, double noise) {
        Map<Group, Effect> before = new LinkedHashMap<>();
        double total = noise;
        for (Map.Entry<Group, Part> each : parts.entrySet()) {
            Part part = each.getValue();
            Effect known = effects.get(each.getKey());
            Effect effect = (known == null ? Effect.unknown(part.priorVariance()) : known)
                    .drifted(noise, part.share(), part.priorVariance());
            before.put(each.getKey(), effect);
            total += part.share() * part.share() * effect.variance();
        }
        double most = MOST_DEVIATIONS * Math.sqrt(total);
        double bounded = Math.max(-most, Math.min(most, surprise));
        for (Map.Entry<Group, Part> each : parts.entrySet()) {
            Effect effect = before.getOrDefault(
                    each.getKey(), Effect.unknown(each.getValue().priorVariance()));
            effects.put(each.getKey(), effect.after(bounded, each.getValue().share(), total));
        }
    }

    List<CalibrationSnapshot.GroupBias> snapshot() {
        return effects.entrySet().stream()
                .map(entry -> new CalibrationSnapshot.GroupBias(
                        entry.getKey().basis(),
                        entry.getKey().encoder(),
                        entry.getKey().preset(),
                        entry.getValue().jobs(),
                        entry.getValue().bias(),
                        entry.getValue().variance()))
                .toList();
    }

    void restore(List<CalibrationSnapshot.GroupBias> groups) {
        effects.clear();
        for (CalibrationSnapshot.GroupBias each : groups) {
            effects.put(
                    new Group(each.basis(), each.encoder(), each.preset()),
                    new Effect(each.jobs(), each.bias(), each.variance()));
        }
    }
}
