package io.reelbudget.bench.forecast;

import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/** Contenders on the same series, one after the other, each timed by the processor time of this thread. */
final class Match {

    private final List<ScoredSeries> series;
    private final int period;
    private final int[] seasons;
    private final int warmUp;

    /**
     * What came of it for one contender.
     *
     * @param name the contender's
     * @param score the mean over all series
     * @param cpuMillis processor time a series, interval included, in milliseconds
     */
    record Result(String name, Score score, double cpuMillis) {}

    /**
     * @param period over how many steps errors are scaled
     * @param seasons what contenders are told of the series
     * @param warmUp on how many series each contender is tried before the clock runs
     */
    Match(List<ScoredSeries> series, int period, int[] seasons, int warmUp) {
        this.series = List.copyOf(series);
        this.period = period;
        this.seasons = seasons.clone();
        this.warmUp = warmUp;
    }

    Result play(Contender contender) {
        series.stream().limit(warmUp).forEach(each -> forecast(contender, each));
        List<Score> scores = new ArrayList<>();
        long spent = 0;
        for (ScoredSeries each : series) {
            long before = ThreadTime.nanos();
            Forecast forecast = forecast(contender, each);
            spent += ThreadTime.nanos() - before;
            scores.add(Score.of(forecast, each, period));
        }
        return new Result(contender.name(), Score.mean(scores), spent / 1e6 / series.size());
    }

    private Forecast forecast(Contender contender, ScoredSeries each) {
        return contender.forecast(TimeSeries.of(each.train(), seasons), each.test().length);
    }
}
