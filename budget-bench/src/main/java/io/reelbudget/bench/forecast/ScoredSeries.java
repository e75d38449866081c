package io.reelbudget.bench.forecast;

/** A series with the outcome that its forecasts are compared with. */
final class ScoredSeries {

    private final String id;
    private final double[] train;
    private final double[] test;

    /**
     * @param id its name in the files
     * @param train what a forecaster may see, oldest first
     * @param test what came next
     */
    ScoredSeries(String id, double[] train, double[] test) {
        this.id = id;
        this.train = train;
        this.test = test;
    }

    String id() {
        return id;
    }

    /** Returns what a forecaster may see, oldest first; not a copy. */
    double[] train() {
        return train;
    }

    /** Returns what came next; not a copy. */
    double[] test() {
        return test;
    }

    /** Returns the mean absolute change over a period within the train part: what errors are measured in. */
    double scale(int period) {
        double sum = 0;
        for (int i = period; i < train.length; i++) {
            sum += Math.abs(train[i] - train[i - period]);
        }
        return sum / (train.length - period);
    }
}
