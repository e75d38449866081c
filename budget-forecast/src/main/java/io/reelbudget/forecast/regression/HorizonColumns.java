package io.reelbudget.forecast.regression;

/** The columns that {@link HorizonRegressions} are fitted on, with what they share between horizons. */
final class HorizonColumns {

    private static final int MOST_WEEKS = HorizonRegressions.MOST_WEEKS;

    private final int day;
    private final int week;
    private final double[] z;
    private final double[] dayMean;
    private final double[][] weekSums;
    private final double[] weekMeanAtOrigin;
    private final double[] weekMeanAtTarget;

    HorizonColumns(int day, int week, double[] z) {
        this.day = day;
        this.week = week;
        this.z = z;
        this.dayMean = dayMeans(z, day, week / day);
        this.weekSums = weekSums(z, week);
        this.weekMeanAtOrigin = new double[z.length];
        this.weekMeanAtTarget = new double[z.length];
    }

    /** Returns the columns for a horizon, whose first row explains the value at a place; until the next call. */
    Column[] columns(int j, int first) {
        for (int t = first; t < z.length; t++) {
            int count = Math.min(MOST_WEEKS, (t - j) / week);
            weekMeanAtTarget[t] = weekSums[count][t] / count;
            weekMeanAtOrigin[t - j] = weekSums[count][t - j] / count;
        }
        int origin = first - j;
        int days = (j + day - 1) / day * day;
        return new Column[] {
            new Column(z, origin),
            new Column(z, origin - 1),
            new Column(z, origin - 2),
            new Column(z, first - days),
            new Column(z, first - week),
            new Column(dayMean, first - days),
            new Column(weekMeanAtTarget, first),
            new Column(z, origin - day),
            new Column(z, origin - week),
            new Column(dayMean, origin - day),
            new Column(weekMeanAtOrigin, origin)
        };
    }

    /** Returns for each place the mean of its value and those one, two, ... days before, so many in all. */
    private static double[] dayMeans(double[] z, int day, int count) {
        double[] means = new double[z.length];
        for (int t = (count - 1) * day; t < z.length; t++) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += z[t - i * day];
            }
            means[t] = sum / count;
        }
        return means;
    }

    /** Returns for each number of weeks and each place the sum of the values one, two, ... weeks before. */
    private static double[][] weekSums(double[] z, int week) {
        double[][] sums = new double[MOST_WEEKS + 1][z.length];
        for (int k = 1; k <= MOST_WEEKS; k++) {
            for (int t = k * week; t < z.length; t++) {
                sums[k][t] = sums[k - 1][t] + z[t - k * week];
            }
        }
        return sums;
    }
}
