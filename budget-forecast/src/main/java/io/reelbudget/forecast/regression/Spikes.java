package io.reelbudget.forecast.regression;

import java.util.Arrays;

/**
 * Single values that stand out from both their neighbours as no other day does at that hour: a burst or a mistake that
 * lags and means would bring back days and weeks later.
 *
 * <p>A value's bend is how far it is above the middle of its neighbours; its oddness is its bend less the median bend
 * of the same hour three days before and after. It is a spike if it is odder than its neighbours, and more than twelve
 * times as odd as half of all values, which is about eight standard deviations. A shift of the level bends nothing but
 * the values at its edge, half as much as they would have to be, and stays.
 */
final class Spikes {

    private static final double TIMES_MEDIAN = 12;
    private static final double TIMES_NEIGHBOURS = 1.5;
    private static final int DAYS_COMPARED = 3;

    private Spikes() {}

    /** Takes spikes out of the first so many of some values, but not out of the last, whose neighbour is to come. */
    static void remove(double[] values, int end, int day) {
        if (end < 3 * day) {
            return;
        }
        double[] bends = new double[end];
        for (int t = 1; t < end - 1; t++) {
            bends[t] = values[t] - (values[t - 1] + values[t + 1]) / 2;
        }
        double[] usual = new double[end];
        double[] odd = new double[end];
        for (int t = 1; t < end - 1; t++) {
            usual[t] = usualBend(bends, t, day);
            odd[t] = Math.abs(bends[t] - usual[t]);
        }
        double limit = TIMES_MEDIAN * median(Arrays.copyOfRange(odd, 1, end - 1));
        for (int t = 1; t < end - 1 && limit > 0; t++) {
            if (odd[t] > limit && odd[t] > TIMES_NEIGHBOURS * Math.max(odd[t - 1], odd[t + 1])) {
                values[t] = (values[t - 1] + values[t + 1]) / 2 + usual[t];
            }
        }
    }

    private static double usualBend(double[] bends, int t, int day) {
        double[] others = new double[2 * DAYS_COMPARED];
        int count = 0;
        for (int k = 1; k <= DAYS_COMPARED; k++) {
            if (t - k * day >= 1) {
                others[count++] = bends[t - k * day];
            }
            if (t + k * day < bends.length - 1) {
                others[count++] = bends[t + k * day];
            }
        }
        return median(Arrays.copyOf(others, count));
    }

    /** Returns the median of some numbers, which are sorted. */
    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int half = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
    }
}
