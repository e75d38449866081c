package io.reelbudget.trainer;

import io.reelbudget.estimator.HistoryFeatures;
import io.reelbudget.estimator.HistoryJob;
import io.reelbudget.estimator.WorkEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Jobs as the trees see them, each smoothed by sources of other groups.
 *
 * @param rows all of them
 */
record HistoryRows(List<Row> rows) {

    /** Each source is taken with some of its sets of settings: they are much alike. */
    private static final double SHARE = 0.25;

    private static final double MACHINE_SHARE = 0.2;

    /**
     * A job.
     *
     * @param group what must not be split
     * @param view the number of the view among those of all works
     * @param category the number of its kind of content
     * @param features what the trees see
     * @param smoothed the logarithm of cost that was smoothed
     * @param actual the logarithm of the actual cost
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Row(String group, int view, int category, float[] features, double smoothed, double actual) {}

    static HistoryRows of(List<WorkTraining> works, List<MachineTraining> machines, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>();
        int view = 0;
        for (WorkTraining work : works) {
            for (int v = 0; v < work.views().size(); v++) {
                add(rows, work, v, view++, random);
            }
        }
        for (MachineTraining training : machines) {
            for (MachineTraining.LeftOut job : training.leftOut()) {
                if (random.nextDouble() < MACHINE_SHARE) {
                    rows.add(new Row(
                            "machine " + job.machine(),
                            view,
                            0,
                            HistoryFeatures.ofMachine(view, job.disagreement()),
                            job.smoothed(),
                            job.actual()));
                }
            }
        }
        return new HistoryRows(rows);
    }

    private static void add(List<Row> rows, WorkTraining work, int v, int view, SplittableRandom random) {
        HistoryTable table = work.table();
        ViewPlan plan = table.views().get(v);
        WorkEncoding encoding = work.encoding();
        for (int i = 0; i < table.sources().size(); i++) {
            String group = table.work() + " " + table.sources().get(i).group();
            for (int j = 0; j < table.options().size(); j++) {
                boolean scored = Double.isFinite(table.cost()[i][j])
                        && !plan.trials().contains(table.options().get(j).name());
                if (scored && random.nextDouble() < SHARE) {
                    HistoryJob job = table.job(i, j, plan);
                    double smoothed = work.leftOutLogCost(v, i, j);
                    double[] option = encoding.options().getOrDefault(job.option(), new double[1]);
                    rows.add(new Row(
                            group,
                            view,
                            Math.max(0, encoding.categories().indexOf(job.category())),
                            HistoryFeatures.of(encoding, job, view, option, smoothed),
                            smoothed,
                            Math.log(table.cost()[i][j])));
                }
            }
        }
    }

    HistoryRows with(Predicate<Row> chosen) {
        return new HistoryRows(rows.stream().filter(chosen).toList());
    }

    TrainingRows forTrees() {
        float[][] features = rows.stream().map(Row::features).toArray(float[][]::new);
        float[] labels = new float[features.length];
        float[] weights = new float[features.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (float) (rows.get(i).actual() - rows.get(i).smoothed());
            weights[i] = 1;
        }
        return new TrainingRows(features, labels, weights);
    }
}
