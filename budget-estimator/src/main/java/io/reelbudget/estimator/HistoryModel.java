package io.reelbudget.estimator;

import io.reelbudget.job.Quantiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A model of what jobs cost, from a history in which many sources met many sets of settings.
 *
 * <p>Two stages, both in one ONNX file. A smoother, chosen by which inputs are known, says what sources like this one
 * cost with these settings ({@link ViewEncoding}, in the file's properties). Boosted trees, the file's graph, say how
 * far P10, P50 and P90 of the actual cost lie from that. The file passes the same checks as {@link CostModel}'s.
 *
 * <p>P50 and P90 rise with the size of the picture where nothing else about the job changes.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class HistoryModel {

    /** The property of the ONNX file that holds {@link HistoryEncodings} as JSON. */
    public static final String ENCODINGS = "reelbudget.history";

    /** No job costs e^10 times more or less than what is like it. */
    private static final double MAX_LOG_RATIO = 10;

    private static final int P10 = 0;
    private static final int P50 = 1;
    private static final int P90 = 2;

    private final ModelMetadata metadata;
    private final HistoryEncodings encodings;
    private final Map<String, WorkEncoding> works;
    private final Map<String, Integer> firstView;
    private final FlatTrees trees;
    private final Map<List<Object>, double[]> machineWeights = new ConcurrentHashMap<>();

    private HistoryModel(ModelMetadata metadata, HistoryEncodings encodings, FlatTrees trees) {
        this.metadata = metadata;
        this.encodings = encodings;
        this.trees = trees;
        works = encodings.works().stream().collect(Collectors.toUnmodifiableMap(WorkEncoding::name, work -> work));
        firstView = new ConcurrentHashMap<>();
        int next = 0;
        for (WorkEncoding work : encodings.works()) {
            firstView.put(work.name(), next);
            next += work.views().size();
        }
    }

    /**
     * Opens a model and its card.
     *
     * @param model the ONNX file
     * @param card the JSON file beside it, which pins the model's SHA-256
     * @throws ModelException if either cannot be read or used; the message says why
     */
    public static HistoryModel open(Path model, Path card) {
        byte[] bytes = CostModel.file(model, ModelScreening.MAX_BYTES);
        ModelCard.parse(new String(CostModel.file(card, CostModel.MAX_CARD_BYTES), StandardCharsets.UTF_8))
                .requireModel(bytes);
        return of(bytes);
    }

    /**
     * Reads a model that was just made.
     *
     * @throws ModelException if it is not one
     */
    public static HistoryModel of(byte[] model) {
        ModelScreening.Screened screened =
                ModelScreening.screen(model, HistoryFeatures.names().size());
        ModelMetadata metadata = ModelMetadata.from(screened.properties());
        if (!metadata.schemaHash().equals(HistoryFeatures.schemaHash())) {
            throw new ModelException("Model " + metadata.label() + " was trained on other features (schema "
                    + metadata.schemaHash() + ") than this library makes (" + HistoryFeatures.VERSION + ", "
                    + HistoryFeatures.schemaHash() + "); train it anew.");
        }
        return new HistoryModel(metadata, encodings(screened.properties()), FlatTrees.of(screened.trees()));
    }

    private static HistoryEncodings encodings(Map<String, String> properties) {
        String json = properties.get(ENCODINGS);
        if (json == null) {
            throw new ModelException("The model has no property '" + ENCODINGS
                    + "' but must have what it knows of past jobs; train it with budget-trainer.");
        }
        try {
            return Json.read(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw unreadable(String.valueOf(e.getOriginalMessage()), e);
        }
    }

    private static ModelException unreadable(String why, JacksonException e) {
        return new ModelException(
                "The model's property '" + ENCODINGS + "' cannot be read: " + why + "; train it with budget-trainer.",
                e);
    }

    /** Returns encodings as they are written into a model's {@link #ENCODINGS}. */
    public static String toJson(HistoryEncodings encodings) {
        return Json.COMPACT.writeValueAsString(encodings);
    }

    /** Returns what the model says of itself. */
    public ModelMetadata metadata() {
        return metadata;
    }

    /**
     * Returns what a job will cost.
     *
     * @throws ModelException if the model has no data on its kind of work, or too little is known of its source
     */
    public HistoryEstimate estimate(HistoryJob job) {
        WorkEncoding work = works.get(job.work());
        if (work == null) {
            throw new ModelException("Model " + metadata.label() + " has no data on work '" + job.work() + "' but on "
                    + works.keySet() + "; estimate it another way.");
        }
        int index = viewOf(work, job);
        ViewEncoding view = work.views().get(index);
        double[] option = work.optionOf(job);
        double smoothed = Math.log(job.units()) + smoothed(work, view, job, option);
        int number = firstView.getOrDefault(work.name(), 0) + index;
        float[] row = HistoryFeatures.of(work, job, number, option, smoothed);
        return estimate(
                row,
                smoothed,
                view.p10Offset(),
                view.p90Offsets()[work.categoryOf(job)],
                view.smear(),
                view.name(),
                work.options().containsKey(job.option()));
    }

    /**
     * Returns what each of several jobs will cost, in their order.
     *
     * @throws ModelException if one cannot be estimated, as {@link #estimate(HistoryJob)} says
     */
    public List<HistoryEstimate> estimate(List<HistoryJob> jobs) {
        return jobs.stream().map(this::estimate).toList();
    }

    private int viewOf(WorkEncoding work, HistoryJob job) {
        for (int i = 0; i < work.views().size(); i++) {
            if (work.views().get(i).isKnownOf(job)) {
                return i;
            }
        }
        throw new ModelException("Too little is known of the job for model " + metadata.label() + ", which needs "
                + work.views().get(work.views().size() - 1).columns() + " at least; estimate it another way.");
    }

    private static double smoothed(WorkEncoding work, ViewEncoding view, HistoryJob job, double[] option) {
        double[] inputs = new double[view.columns().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = job.input(view.columns().get(i));
        }
        double[] scores = view.scores(view.scaled(inputs), work.categoryOf(job));
        double sum = option[0];
        for (int i = 0; i < scores.length; i++) {
            sum += scores[i] * option[i + 1];
        }
        return sum;
    }

    private HistoryEstimate estimate(
            float[] row,
            double smoothed,
            double p10Offset,
            double p90Offset,
            double smear,
            String view,
            boolean optionKnown) {
        float[] ratios = trees.run(row);
        for (float ratio : ratios) {
            if (!(Math.abs(ratio) <= MAX_LOG_RATIO)) {
                throw new ModelException("Model " + metadata.label() + " gave " + ratio
                        + " but must give a logarithm within ±" + MAX_LOG_RATIO + "; train it anew.");
            }
        }
        Arrays.sort(ratios);
        double p50 = ratios[P50];
        double p90 = Math.max(p50, ratios[P90] + p90Offset);
        double p10 = Math.min(p50, ratios[P10] + p10Offset);
        double median = Math.exp(LogQuantiles.bounded(smoothed + p50));
        Quantiles cost = new Quantiles(
                Math.min(median, Math.exp(LogQuantiles.bounded(smoothed + p10))),
                median,
                Math.max(median, Math.exp(LogQuantiles.bounded(smoothed + p90))));
        return new HistoryEstimate(cost, median * smear, view, optionKnown);
    }

    /**
     * Returns what a job will take on a machine that has run nothing yet.
     *
     * @param target the machine
     * @param secondsOn what the same job took on machines of the training data, by name; three at least
     * @throws ModelException if the model has no data on machines, or on too few of these
     */
    public HistoryEstimate estimateOn(MachineFacts target, Map<String, Double> secondsOn) {
        if (encodings.machines().isEmpty()) {
            throw new ModelException("Model " + metadata.label() + " has no data on machines; train it with some.");
        }
        MachineEncoding machines = encodings.machines().get(0);
        List<String> known = new ArrayList<>(secondsOn.keySet());
        known.removeIf(name -> !machines.machines().containsKey(name));
        known.sort(Comparator.naturalOrder());
        if (known.size() < 3) {
            throw new ModelException("The job's times were of " + known.size()
                    + " machines that the model knows but must be of 3 at least; bring more.");
        }
        double[] weights =
                machineWeights.computeIfAbsent(List.of(target, known), key -> machines.weights(target, known));
        double[] logs = new double[weights.length];
        for (int i = 0; i < logs.length; i++) {
            double seconds = secondsOn.getOrDefault(known.get(i), Double.NaN);
            logs[i] = machines.factsOf(known.get(i)).atOneMegahertz(Math.log(seconds));
        }
        double smoothed = target.atRatedClock(smoothed(logs, weights));
        float[] row = HistoryFeatures.ofMachine(views(), spread(logs));
        return estimate(row, smoothed, machines.p10Offset(), machines.p90Offset(), 1, "machines", true);
    }

    private int views() {
        return encodings.works().stream().mapToInt(work -> work.views().size()).sum();
    }

    /** Returns the mean of logarithms, moved by their weighted deviations from it. */
    public static double smoothed(double[] logs, double[] weights) {
        double mean = Arrays.stream(logs).average().orElse(0);
        double sum = mean;
        for (int i = 0; i < logs.length; i++) {
            sum += weights[i] * (logs[i] - mean);
        }
        return sum;
    }

    /** Returns the standard deviation of logarithms. */
    public static double spread(double[] logs) {
        double mean = Arrays.stream(logs).average().orElse(0);
        return Math.sqrt(
                Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    }
}
