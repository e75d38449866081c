package io.reelbudget.bench.exhaustion;

import io.reelbudget.forecast.exhaustion.FeatureRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows to fit on: features, how many days ahead, and whether what was left was used up by then. */
final class TrainingRows {

    private static final double SHARE_OF_MIDNIGHTS = 0.5;
    private static final double SHARE_OF_ONE_DAY = 0.3;
    private static final double SHARE_OF_HORIZONS = 0.08;
    private static final int LONGEST = 29;

    private final List<Row> day = new ArrayList<>();
    private final List<Row> horizon = new ArrayList<>();

    /** One row: all features, how many days ahead, and whether the account had run out by then. */
    static final class Row {

        private final double[] values;
        private final int days;
        private final boolean ranOut;

        Row(double[] values, int days, boolean ranOut) {
            this.values = values;
            this.days = days;
            this.ranOut = ranOut;
        }

        double[] values() {
            return values;
        }

        int days() {
            return days;
        }

        boolean ranOut() {
            return ranOut;
        }
    }

    private TrainingRows() {}

    /** Returns a sample of the questions of a trace, the same for the same seed. */
    static TrainingRows sample(UsageTrace trace, long seed) {
        TrainingRows rows = new TrainingRows();
        Random random = new Random(seed);
        for (ExhaustionTask.Windows windows : ExhaustionTask.Windows.values()) {
            ExhaustionTask.training(windows).ask(trace, midnight -> rows.add(midnight, random));
        }
        return rows;
    }

    /** Returns all rows of several samples. */
    static TrainingRows all(List<TrainingRows> samples) {
        TrainingRows all = new TrainingRows();
        for (TrainingRows sample : samples) {
            all.day.addAll(sample.day);
            all.horizon.addAll(sample.horizon);
        }
        return all;
    }

    List<Row> day() {
        return day;
    }

    List<Row> horizon() {
        return horizon;
    }

    private void add(Midnight midnight, Random random) {
        if (random.nextDouble() >= SHARE_OF_MIDNIGHTS) {
            return;
        }
        FeatureRow row = midnight.row();
        double[] first = row.values(1);
        day.add(new Row(first, 1, midnight.ranOutWithinDay()));
        if (random.nextDouble() < SHARE_OF_ONE_DAY) {
            horizon.add(new Row(first, 1, midnight.ranOutWithinDay()));
        }
        for (int days = 2; days <= Math.min(LONGEST, midnight.budget().days()); days++) {
            if (random.nextDouble() < SHARE_OF_HORIZONS) {
                horizon.add(new Row(row.values(days), days, midnight.runsOutIn() <= days));
            }
        }
    }
}
