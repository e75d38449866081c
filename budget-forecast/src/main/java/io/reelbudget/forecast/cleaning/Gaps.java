package io.reelbudget.forecast.cleaning;

import io.reelbudget.forecast.decomposition.SeasonalTrend;
import java.util.Arrays;

/**
 * Fills gaps: on a line between the neighbours, without the season, which is then put back.
 *
 * <p>At either end the nearest value stands in. Where a season is given and there is more than two of it, it is found
 * by a robust decomposition of the series filled first from the same places of other seasons.
 */
public final class Gaps {

    private Gaps() {}

    /**
     * Returns a series without gaps.
     *
     * @param values oldest first; NaN where a value is missing; one finite one at least
     * @param period how many steps the season has; 1 without a season
     * @throws IllegalArgumentException if a value is infinite or all are missing
     */
    public static double[] filled(double[] values, int period) {
        long known = Arrays.stream(values).filter(Double::isFinite).count();
        if (known == 0 || Arrays.stream(values).anyMatch(Double::isInfinite)) {
            throw new IllegalArgumentException("Series had " + known + " finite values of " + values.length
                    + " but must have one at least, and none that is infinite; mark missing ones with NaN.");
        }
        if (known == values.length) {
            return values.clone();
        }
        double[] plain = interpolated(values);
        if (period < 2 || known <= 2L * period) {
            return plain;
        }
        double[] season = SeasonalTrend.robust(fromOtherSeasons(values, plain, period), period)
                .season();
        double[] adjusted = values.clone();
        Arrays.setAll(adjusted, t -> values[t] - season[t]);
        double[] filled = interpolated(adjusted);
        Arrays.setAll(filled, t -> Double.isNaN(values[t]) ? filled[t] + season[t] : values[t]);
        return filled;
    }

    private static double[] fromOtherSeasons(double[] values, double[] plain, int period) {
        double[] filled = plain.clone();
        double mean = Arrays.stream(values).filter(Double::isFinite).average().orElseThrow();
        for (int t = 0; t < values.length; t++) {
            double sum = 0;
            int count = 0;
            for (int other = t % period; other < values.length && Double.isNaN(values[t]); other += period) {
                if (!Double.isNaN(values[other])) {
                    sum += values[other] - mean;
                    count++;
                }
            }
            if (count > 0) {
                filled[t] = mean + sum / count;
            }
        }
        return filled;
    }

    private static double[] interpolated(double[] values) {
        double[] filled = values.clone();
        int before = -1;
        for (int t = 0; t < values.length; t++) {
            if (Double.isNaN(values[t])) {
                continue;
            }
            for (int i = before + 1; i < t; i++) {
                double share = before < 0 ? 1 : (double) (i - before) / (t - before);
                filled[i] = before < 0 ? values[t] : values[before] + share * (values[t] - values[before]);
            }
            before = t;
        }
        for (int i = before + 1; i < values.length; i++) {
            filled[i] = values[before];
        }
        return filled;
    }
}
