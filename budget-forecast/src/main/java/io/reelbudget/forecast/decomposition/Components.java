package io.reelbudget.forecast.decomposition;

import io.reelbudget.forecast.series.Regressors;
import java.util.ArrayList;
import java.util.List;

/** The columns of a decomposable model: level, slope, changes of slope, waves, events. Immutable and thread-safe. */
final class Components {

    /** So many waves a season at most; sharper figures are left to other models. */
    private static final int MOST_WAVES = 10;

    private static final int MOST_CHANGES = 25;

    /** Changes are sought in this share of the history: what comes later would be extrapolated from too little. */
    private static final double CHANGING = 0.8;

    private final int length;
    private final int changes;
    private final double[] frequencies;
    private final int events;

    Components(int length, int changes, double[] frequencies, int events) {
        this.length = length;
        this.changes = changes;
        this.frequencies = frequencies;
        this.events = events;
    }

    /** Returns how many steps were fitted; time is measured in this unit. */
    int length() {
        return length;
    }

    /** Returns how many changes of slope there may be, evenly over the first four fifths. */
    int changes() {
        return changes;
    }

    /** Returns the waves' frequencies, in turns a step; each has a sine and a cosine. */
    double[] frequencies() {
        return frequencies;
    }

    /** Returns how many events there are. */
    int events() {
        return events;
    }

    static Components of(int length, int[] seasons, int events) {
        List<Double> frequencies = new ArrayList<>();
        for (int season : seasons) {
            if (2L * season > length) {
                continue;
            }
            for (int wave = 1; wave <= MOST_WAVES && 2 * wave <= season; wave++) {
                double frequency = (double) wave / season;
                if (frequencies.stream().noneMatch(other -> Math.abs(other - frequency) < 1e-9)) {
                    frequencies.add(frequency);
                }
            }
        }
        int changes = Math.min(MOST_CHANGES, (int) (CHANGING * length) - 1);
        return new Components(
                length,
                Math.max(0, changes),
                frequencies.stream().mapToDouble(Double::doubleValue).toArray(),
                events);
    }

    int size() {
        return 2 + changes + 2 * frequencies.length + events;
    }

    /** Returns when a change of slope may be, as a share of the history. */
    double change(int index) {
        int last = (int) (CHANGING * length) - 1;
        return Math.rint((double) (index + 1) * last / changes) / length;
    }

    boolean isChange(int column) {
        return column >= 2 && column < 2 + changes;
    }

    /** Writes the row of a step, from 0, into an array of {@link #size}. */
    void row(long step, Regressors given, int eventStep, double[] row) {
        double time = (double) step / length;
        row[0] = 1;
        row[1] = time;
        int next = 2;
        for (int i = 0; i < changes; i++) {
            row[next++] = Math.max(0, time - change(i));
        }
        for (double frequency : frequencies) {
            double turn = 2 * Math.PI * frequency * step;
            row[next++] = Math.sin(turn);
            row[next++] = Math.cos(turn);
        }
        for (int i = 0; i < events; i++) {
            row[next++] = given.value(i, eventStep);
        }
    }
}
