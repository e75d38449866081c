package io.reelbudget.forecast.regression;

/** One regressor, or what is to be explained: a stretch of some values, so that lags need no copies. */
final class Column {

    private final double[] values;
    private final int from;

    /**
     * @param values the values that the stretch lies in, which are not copied
     * @param from where the first row's value is
     */
    Column(double[] values, int from) {
        this.values = values;
        this.from = from;
    }

    double[] values() {
        return values;
    }

    int from() {
        return from;
    }
}
