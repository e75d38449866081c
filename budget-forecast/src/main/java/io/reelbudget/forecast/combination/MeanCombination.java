package io.reelbudget.forecast.combination;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The weighted mean of several models' forecasts, with the first one's quantiles about its point shifted to the mean.
 *
 * <p>So the first member should be the one whose errors were measured rather than assumed. This class is immutable and
 * thread-safe.
 */
public final class MeanCombination implements SeriesModel {

    private static final int STATE_VERSION = 1;

    private final List<Member> members;

    /**
     * A model and how much it counts.
     *
     * @param model whose forecasts are used
     * @param weight above 0, relative to the others'
     */
    public record Member(SeriesModel model, double weight) {

        /** Refuses a weight that is not above zero. */
        public Member {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Weight of '" + model.name() + "' was " + weight
                        + " but must be above 0 and finite; leave out a model that should not count.");
            }
        }
    }

    private MeanCombination(List<Member> members) {
        this.members = members;
    }

    /** Returns the combination of one member or more. */
    public static MeanCombination of(Member first, Member... more) {
        return new MeanCombination(
                Stream.concat(Stream.of(first), Arrays.stream(more)).toList());
    }

    @Override
    public String name() {
        return members.stream().map(member -> member.model().name()).collect(Collectors.joining(" + ", "mean of ", ""));
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return members.stream()
                .flatMap(member -> member.model().objectionTo(series).stream())
                .findFirst();
    }

    @Override
    public FittedModel fit(TimeSeries series) {
        require(series);
        return new Fitted(
                members.stream().map(member -> member.model().fit(series)).toList());
    }

    @Override
    public FittedModel restore(ModelState state) {
        StateReader in = state.read(name(), STATE_VERSION);
        List<FittedModel> fitted = members.stream()
                .map(member -> member.model().restore(in.nextState()))
                .toList();
        in.end();
        return new Fitted(fitted);
    }

    private final class Fitted implements FittedModel {

        private final List<FittedModel> fitted;

        Fitted(List<FittedModel> fitted) {
            this.fitted = fitted;
        }

        @Override
        public String name() {
            return fitted.stream().map(FittedModel::name).collect(Collectors.joining(" + ", "mean of ", ""));
        }

        @Override
        public Forecast forecast(int horizon, double... levels) {
            Forecast measured = fitted.get(0).forecast(horizon, levels);
            double[] points = mean(measured, horizon);
            double[][] quantiles = new double[levels.length][];
            for (int i = 0; i < levels.length; i++) {
                quantiles[i] = measured.quantiles(levels[i]);
                for (int step = 0; step < horizon; step++) {
                    quantiles[i][step] += points[step] - measured.point(step + 1);
                }
            }
            Forecast shifted = Forecast.of(points, levels, quantiles);
            return isNeverNegative(measured) ? shifted.within(0, Double.POSITIVE_INFINITY) : shifted;
        }

        /** Where the first member rules out values below zero, shifting must not bring them back. */
        private static boolean isNeverNegative(Forecast measured) {
            return Arrays.stream(measured.levels())
                            .flatMap(level -> Arrays.stream(measured.quantiles(level)))
                            .allMatch(value -> value >= 0)
                    && Arrays.stream(measured.points()).allMatch(value -> value >= 0);
        }

        private double[] mean(Forecast measured, int horizon) {
            double total = members.stream().mapToDouble(Member::weight).sum();
            double[] mean = new double[horizon];
            for (int i = 0; i < fitted.size(); i++) {
                double[] points = i == 0
                        ? measured.points()
                        : fitted.get(i).forecast(horizon).points();
                for (int step = 0; step < horizon; step++) {
                    mean[step] += members.get(i).weight() / total * points[step];
                }
            }
            return mean;
        }

        @Override
        public void observe(double value) {
            TimeSeries.requireFinite(value);
            fitted.forEach(model -> model.observe(value));
        }

        @Override
        public ModelState state() {
            StateWriter out = ModelState.write(MeanCombination.this.name(), STATE_VERSION);
            fitted.forEach(model -> out.addState(model.state()));
            return out.done();
        }
    }
}
