package io.reelbudget.trainer;

import io.reelbudget.estimator.HistoryJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A history of one kind of work: what each source cost with each set of settings.
 *
 * <p>This class is immutable and thread-safe as long as nobody writes to its array.
 *
 * @param work the kind of work
 * @param pixels the input that is the logarithm of the picture's size; empty where there is none
 * @param inputs all inputs of sources, by name
 * @param sources the rows
 * @param options the columns
 * @param cost by source and option, more than zero; {@code NaN} where there was no such job
 * @param views the sets of inputs that may be known, the one to be preferred first
 */
@SuppressWarnings("ArrayRecordComponent") // A large table, never compared.
public record HistoryTable(
        String work,
        String pixels,
        List<String> inputs,
        List<HistorySource> sources,
        List<HistoryOption> options,
        double[][] cost,
        List<ViewPlan> views) {

    public HistoryTable {
        inputs = List.copyOf(inputs);
        sources = List.copyOf(sources);
        options = List.copyOf(options);
        views = List.copyOf(views);
    }

    /** Returns the part of the table that has these sources. */
    public HistoryTable with(Predicate<HistorySource> chosen) {
        List<Integer> rows = IntStream.range(0, sources.size())
                .filter(i -> chosen.test(sources.get(i)))
                .boxed()
                .toList();
        return new HistoryTable(
                work,
                pixels,
                inputs,
                rows.stream().map(sources::get).toList(),
                options,
                rows.stream().map(i -> cost[i]).toArray(double[][]::new),
                views);
    }

    /** Returns a job of the table as an estimator is asked about it: with the inputs of a view and no others. */
    public HistoryJob job(int source, int option, ViewPlan plan) {
        HistorySource of = sources.get(source);
        Map<String, Double> known = new HashMap<>();
        for (String column : plan.columns()) {
            known.put(column, of.input(column));
        }
        HistoryOption with = options.get(option);
        return new HistoryJob(work, with.name(), with.settings(), of.category(), of.units(), known);
    }

    /** Returns log(cost / units) by source and option. */
    double[][] logRates() {
        double[][] rates = new double[cost.length][options.size()];
        for (int i = 0; i < rates.length; i++) {
            for (int j = 0; j < rates[i].length; j++) {
                rates[i][j] = Math.log(cost[i][j] / sources.get(i).units());
            }
        }
        return rates;
    }
}
