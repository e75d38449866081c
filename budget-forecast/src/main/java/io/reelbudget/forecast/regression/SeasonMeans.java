package io.reelbudget.forecast.regression;

/**
 * Means over the same place in earlier seasons.
 *
 * @param season how many steps a season has
 * @param most over how many seasons at most
 */
record SeasonMeans(int season, int most) {

    /**
     * Returns the mean of the values one, two, ... seasons before a place, as far back as there are any; at least one.
     */
    double before(double[] values, int place) {
        return before(values, place, place);
    }

    /** Returns the same over only so many seasons as lie before another, earlier place. */
    double before(double[] values, int place, int known) {
        double sum = 0;
        int count = Math.min(most, known / season);
        for (int k = 1; k <= count; k++) {
            sum += values[place - k * season];
        }
        return sum / count;
    }

    /**
     * Returns the same for places that follow each other, season by season, which takes a fraction of the time.
     *
     * @param steps how many, up to one season
     */
    double[] before(double[] values, int from, int steps, int known) {
        double[] means = new double[steps];
        int count = Math.min(most, known / season);
        for (int k = 1; k <= count; k++) {
            int first = from - k * season;
            for (int i = 0; i < steps; i++) {
                means[i] += values[first + i];
            }
        }
        for (int i = 0; i < steps; i++) {
            means[i] /= count;
        }
        return means;
    }
}
