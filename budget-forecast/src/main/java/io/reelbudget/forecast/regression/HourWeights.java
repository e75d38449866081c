package io.reelbudget.forecast.regression;

/** Weights of rows by their age, and by how near their hour is to that of the value forecast. */
final class HourWeights {

    private static final double AGE = 0.998;

    /** Rows half a day away count a tenth; those within three hours (of a day of 24) more than six tenths. */
    private static final double FAR = 0.1;

    private static final double NEAR_HOURS = 3;
    private static final double HOURS_PER_DAY = 24;

    private final double[] byAge;
    private final double[] byHour;

    /**
     * @param day how many steps a day has
     * @param mostRows how many rows there are at most
     */
    HourWeights(int day, int mostRows) {
        byAge = RobustRegression.discount(AGE, mostRows);
        byHour = new double[day];
        for (int i = 0; i < day; i++) {
            double hours = Math.min(i, day - i) * HOURS_PER_DAY / day;
            byHour[i] = FAR + (1 - FAR) * Math.exp(-0.5 * hours * hours / (NEAR_HOURS * NEAR_HOURS));
        }
    }

    /** Returns the weights of so many rows, the last of which explains the newest value, for a horizon. */
    double[] weights(int horizon, int rows) {
        double[] weights = new double[rows];
        int shift = byAge.length - rows;
        for (int i = 0; i < rows; i++) {
            weights[i] = byAge[shift + i] * byHour[(rows - 1 - i + horizon) % byHour.length];
        }
        return weights;
    }
}
