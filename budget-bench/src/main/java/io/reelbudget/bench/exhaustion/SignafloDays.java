package io.reelbudget.bench.exhaustion;

import com.github.signaflo.timeseries.TimePeriod;
import com.github.signaflo.timeseries.TimeSeries;
import com.github.signaflo.timeseries.forecast.Forecast;
import com.github.signaflo.timeseries.model.arima.Arima;
import com.github.signaflo.timeseries.model.arima.ArimaOrder;
import io.reelbudget.forecast.exhaustion.UsageSums;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The peer on Maven Central, signaflo's timeseries 0.4, put to the task: ARIMA(1,0,1) on the account's daily totals of
 * up to 84 days. Its point forecasts, added up, say when the account runs out; its intervals, taken as independent from
 * day to day, how likely it is by when. Of the midnights every so many are asked, since a fit takes milliseconds.
 */
final class SignafloDays {

    private static final int LEAST_DAYS = 14;
    private static final double ALPHA = 0.05;
    private static final double NORMAL_975 = 1.959963984540054;
    private static final int EVERY = 8;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final PeerScore score = new PeerScore();
    private int asked;

    /** Asks the peer at every eighth midnight; where there is too little history for it, it gets the seven-day rate. */
    void ask(Midnight midnight) {
        if (asked++ % EVERY != 0) {
            return;
        }
        int days = (int) Math.min(UsageSums.DAYS, midnight.sums().ageDays());
        double[] totals = new double[days];
        double sum = 0;
        for (int day = 0; day < days; day++) {
            totals[days - 1 - day] =
                    midnight.sums().lastDays(day + 1) - midnight.sums().lastDays(day);
            sum += totals[days - 1 - day];
        }
        if (days < LEAST_DAYS || sum <= 0) {
            score.add(midnight, midnight.weekRateRunsOutIn(), midnight.weekRateRunsOutIn() <= 1 ? 1 : 0);
            return;
        }
        // Its optimiser was seen to go astray on large numbers, so it gets amounts as multiples of the mean day.
        double mean = sum / days;
        double left = midnight.budget().left() / mean;
        Forecast forecast =
                forecast(Arrays.stream(totals).map(total -> total / mean).toArray(), (int)
                        Math.ceil(midnight.budget().days()));
        score.add(midnight, runsOutIn(left, forecast), withinDay(left, forecast));
    }

    PeerScore score() {
        return score;
    }

    private static Forecast forecast(double[] totals, int days) {
        return Arima.model(TimeSeries.from(TimePeriod.oneDay(), totals), ArimaOrder.order(1, 0, 1))
                .forecast(days, ALPHA);
    }

    private static double runsOutIn(double budget, Forecast forecast) {
        double[] points = forecast.pointEstimates().asArray();
        double left = budget;
        for (int day = 0; day < points.length; day++) {
            double spent = Math.max(0, points[day]);
            if (spent >= left) {
                return day + left / spent;
            }
            left -= spent;
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double withinDay(double left, Forecast forecast) {
        double mean = forecast.pointEstimates().at(0);
        double deviation = (forecast.upperPredictionInterval().at(0) - mean) / NORMAL_975;
        if (!(deviation > 0)) {
            return mean >= left ? 1 : 0;
        }
        return 1 - NORMAL.cumulativeProbability((left - mean) / deviation);
    }
}
