package io.reelbudget.forecast.combination;

import io.reelbudget.forecast.naive.Naive;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses how to forecast a series: a combination that suits its seasons and length, with as much of a naive forecast
 * mixed in as the series' own end asks for.
 *
 * <p>The {@linkplain Backtest back-test} has a rolling origin over the last two of the longest seasons (one where there
 * is one season only), but not over more than a quarter of the series. Where the model is worse there than the better
 * naive forecast, the naive one is mixed in by tenths until the mixture is not: what is chosen never is.
 * {@link SelectedModel#accuracy} tells by how much it is better. With {@link #among} any models compete; the best is
 * chosen.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class ModelSelection implements SeriesModel {

    private static final String NAME = "selection by back-test";
    private static final int STATE_VERSION = 1;

    /** Tried in this order: the model alone, then with more and more of the naive forecast mixed in. */
    private static final double[] NAIVE_SHARES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    /** Up to this share of the naive forecast's error the model stands alone. */
    private static final double SURE_WIN = 0.3;

    private final List<SeriesModel> given;

    private ModelSelection(List<SeriesModel> given) {
        this.given = given;
    }

    /** Returns the selection with the combinations that did best on series of hours and weeks. */
    public static ModelSelection standard() {
        return new ModelSelection(List.of());
    }

    /**
     * Returns the selection among given models and the naive forecasts.
     *
     * @param models one or more of different names; those with an objection to a series are left out
     * @throws IllegalArgumentException if there is none, or two have the same name
     */
    public static ModelSelection among(List<? extends SeriesModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException(
                    "There were no models to choose among but must be one or more; use standard() for the usual ones.");
        }
        Set<String> names = new HashSet<>();
        for (SeriesModel model : models) {
            if (!names.add(model.name())) {
                throw new IllegalArgumentException("Two models were named '" + model.name()
                        + "' but each must have a name of its own, by which a saved choice is found; leave one out.");
            }
        }
        return new ModelSelection(List.copyOf(models));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return Optional.empty();
    }

    @Override
    public SelectedModel fit(TimeSeries series) {
        List<SeriesModel> models = candidates(series.seasons(), series.length()).stream()
                .filter(model -> model.objectionTo(series).isEmpty())
                .toList();
        List<SeriesModel> naive = Candidates.naive(series.seasons(), series.length());
        Backtest test = test(series, models);
        if (test.length() == 0) {
            Choice untested = new Choice(models.stream().findFirst(), naive.get(naive.size() - 1), 0);
            return selected(series, untested, Double.NaN, Double.NaN, 0);
        }
        Tested benchmark = best(naive, test, series).orElseThrow();
        return best(models, test, series)
                .map(model -> leastNaive(model, benchmark, test, series))
                .orElseGet(() -> selected(
                        series,
                        new Choice(Optional.empty(), benchmark.model(), 1),
                        benchmark.error(),
                        benchmark.error(),
                        test.length()));
    }

    /** A model with its forecasts and error in the back-test. */
    private record Tested(SeriesModel model, List<double[]> forecasts, double error) {}

    /**
     * Mixes in as little of the naive forecast as makes the mixture no worse than it, and the more the smaller the
     * model's win is: a small one is luck as often as not.
     */
    private static SelectedModel leastNaive(Tested model, Tested benchmark, Backtest test, TimeSeries series) {
        boolean wanders = series.seasons().length > 1
                && benchmark.model().name().equals(Naive.lastValue().name());
        double doubt = wanders ? (model.error() / benchmark.error() - SURE_WIN) / (1 - SURE_WIN) : 0;
        for (double share : NAIVE_SHARES) {
            if (share < doubt) {
                continue;
            }
            double error = test.meanError(model.forecasts(), benchmark.forecasts(), share, series);
            if (error <= benchmark.error()) {
                Choice choice = new Choice(Optional.of(model.model()), benchmark.model(), share);
                return selected(series, choice, error, benchmark.error(), test.length());
            }
        }
        Choice naive = new Choice(Optional.of(model.model()), benchmark.model(), 1);
        return selected(series, naive, benchmark.error(), benchmark.error(), test.length());
    }

    private static Optional<Tested> best(List<SeriesModel> models, Backtest test, TimeSeries series) {
        TimeSeries before = test.before(series);
        return models.stream()
                .filter(model -> model.objectionTo(before).isEmpty())
                .map(model -> {
                    List<double[]> forecasts = test.forecasts(model, series);
                    return new Tested(model, forecasts, test.meanError(forecasts, forecasts, 0, series));
                })
                .min(Comparator.comparingDouble(Tested::error));
    }

    /** Returns the longest test that leaves enough for the first model, or for a naive one, before it. */
    private Backtest test(TimeSeries series, List<SeriesModel> models) {
        Backtest whole = Backtest.suiting(series.seasons()).ofSeries(series.length());
        Backtest test = whole;
        while (test.length() > 0 && !suits(models, test.before(series))) {
            test = whole.within(test.length() - test.spacing());
        }
        return test;
    }

    private static boolean suits(List<SeriesModel> models, TimeSeries before) {
        return models.isEmpty()
                || models.stream().anyMatch(model -> model.objectionTo(before).isEmpty());
    }

    private List<SeriesModel> candidates(int[] seasons, int length) {
        return given.isEmpty() ? Candidates.preferred(seasons, length).stream().toList() : given;
    }

    private static SelectedModel selected(
            TimeSeries series, Choice choice, double error, double naiveError, int tested) {
        SeriesModel model = choice.toModel();
        Accuracy accuracy = new Accuracy(model.name(), error, choice.naive().name(), naiveError, tested);
        return new SelectedModel(
                model.fit(series), accuracy, choice, new SelectedModel.Fitted(series.seasons(), series.length()));
    }

    @Override
    public SelectedModel restore(ModelState state) {
        StateReader in = state.read(NAME, STATE_VERSION);
        int[] seasons =
                Arrays.stream(in.nextAll()).mapToInt(season -> (int) season).toArray();
        SelectedModel.Fitted fitted = new SelectedModel.Fitted(seasons, in.nextInt());
        double error = in.next();
        double naiveError = in.next();
        int tested = in.nextInt();
        Optional<SeriesModel> model = Optional.of(in.nextText())
                .filter(name -> !name.isEmpty())
                .map(name -> named(name, candidates(seasons, fitted.length())));
        SeriesModel naive = named(in.nextText(), Candidates.naive(seasons, fitted.length()));
        Choice choice = new Choice(model, naive, in.next());
        ModelState inner = in.nextState();
        in.end();
        SeriesModel chosen = choice.toModel();
        return new SelectedModel(
                chosen.restore(inner),
                new Accuracy(chosen.name(), error, naive.name(), naiveError, tested),
                choice,
                fitted);
    }

    private static SeriesModel named(String name, List<SeriesModel> models) {
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("State was of '" + name
                        + "' but must be of one of the models selected from; restore it with the same models."));
    }

    static ModelState state(SelectedModel selected) {
        Accuracy accuracy = selected.accuracy();
        Choice choice = selected.choice();
        return ModelState.write(NAME, STATE_VERSION)
                .addAll(Arrays.stream(selected.fitted().seasons())
                        .asDoubleStream()
                        .toArray())
                .add(selected.fitted().length())
                .add(accuracy.meanAbsoluteError())
                .add(accuracy.naiveMeanAbsoluteError())
                .add(accuracy.values())
                .addText(choice.model().map(SeriesModel::name).orElse(""))
                .addText(choice.naive().name())
                .add(choice.naiveShare())
                .addState(selected.inner().state())
                .done();
    }
}
