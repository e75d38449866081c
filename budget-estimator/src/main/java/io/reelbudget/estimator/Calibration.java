package io.reelbudget.estimator;

import io.reelbudget.job.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What finished jobs have taught an estimator, by encoder and preset, with back-off to the encoder and to all jobs.
 *
 * <p>A group with few jobs is drawn towards the wider group around it. What was learned belongs to the model or rates
 * that it corrects: another version starts anew. Groups are bounded; beyond {@value #MAX_GROUPS} new presets only teach
 * the wider groups that exist.
 *
 * <p>This class is thread-safe.
 */
public final class Calibration {

    private static final int MAX_GROUPS = 10_000;
    private static final String ALL = "";

    /** Jobs of one preset of one encoder, of one encoder, or all, as one model or rate table estimates them. */
    record Group(String basis, String encoder, String preset) {}

    private final Map<Group, Learned> byGroup = new LinkedHashMap<>();

    Calibration() {}

    /** Returns the groups that a rendition belongs to, the widest first. */
    static List<Group> groupsOf(String basis, Target target) {
        return List.of(
                new Group(basis, ALL, ALL),
                new Group(basis, target.encoder(), ALL),
                new Group(basis, target.encoder(), target.preset()));
    }

    /** Returns how estimates of the last of these groups are to be moved. */
    synchronized Correction correction(List<Group> widestFirst) {
        Correction correction = Correction.NONE;
        for (Group group : widestFirst) {
            correction = correction.refinedBy(byGroup.getOrDefault(group, Learned.NOTHING));
        }
        return correction;
    }

    /** Returns how many jobs a group has learned from. */
    synchronized long jobs(Group group) {
        return byGroup.getOrDefault(group, Learned.NOTHING).jobs();
    }

    /** Takes note of one job in all groups that it belongs to. */
    synchronized void learn(Collection<Group> groups, double residual, Learned.Outcome outcome) {
        for (Group group : groups) {
            Learned before = byGroup.getOrDefault(group, Learned.NOTHING);
            if (before.jobs() > 0 || byGroup.size() < MAX_GROUPS) {
                byGroup.put(group, before.with(residual, outcome));
            }
        }
    }

    /** Returns all that was learned, to be kept. */
    public synchronized CalibrationSnapshot snapshot() {
        return new CalibrationSnapshot(
                CalibrationSnapshot.FORMAT,
                byGroup.entrySet().stream()
                        .map(entry -> level(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /**
     * Goes back to what was learned up to a snapshot. Jobs learned from since then are forgotten.
     *
     * @throws IllegalArgumentException if it has more groups than are kept
     */
    public synchronized void restore(CalibrationSnapshot snapshot) {
        if (snapshot.levels().size() > MAX_GROUPS) {
            throw new IllegalArgumentException("Calibration had "
                    + snapshot.levels().size() + " groups but may have at most " + MAX_GROUPS + "; start without it.");
        }
        byGroup.clear();
        for (CalibrationSnapshot.Level level : snapshot.levels()) {
            byGroup.put(
                    new Group(level.basis(), level.encoder(), level.preset()),
                    new Learned(level.jobs(), level.bias(), level.p90Offset(), level.deviation()));
        }
    }

    private static CalibrationSnapshot.Level level(Group group, Learned learned) {
        return new CalibrationSnapshot.Level(
                group.basis(),
                group.encoder(),
                group.preset(),
                learned.jobs(),
                learned.bias(),
                learned.p90Offset(),
                learned.deviation());
    }
}
