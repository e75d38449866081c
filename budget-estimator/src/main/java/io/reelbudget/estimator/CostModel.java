package io.reelbudget.estimator;

import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained model that passed its checks and is loaded in ONNX Runtime.
 *
 * <p>A model is read into memory, compared with the SHA-256 on its card, walked through byte by byte (no data outside
 * of the file, one known operator, sound trees, bounded size), compared with this library's features, and only then
 * given to ONNX Runtime, from memory and on one thread.
 *
 * <p>This class is thread-safe. Close it after the last estimate: it holds native memory.
 */
public final class CostModel implements AutoCloseable {

    /** A target may be this many times smaller or larger than what was measured before a model no longer covers it. */
    private static final double TARGET_MARGIN = 2;

    /** Sources only cost their decoding, a small part. */
    private static final double SOURCE_MARGIN = 4;

    /** No job costs e^10 times more or less than the median of its kind: such an output is a broken model's. */
    private static final double MAX_LOG_RATIO = 10;

    static final int MAX_CARD_BYTES = 1 << 20;

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double BITS_PER_BYTE = 8;

    /** Of a video of absurd length no more is counted, so that its size stays a number. */
    private static final double MOST_MEGAPIXELS = 1e15;

    private final ModelMetadata metadata;
    private final CostFormulas formulas;
    private final OnnxTrees trees;

    private CostModel(ModelMetadata metadata, CostFormulas formulas, OnnxTrees trees) {
        this.metadata = metadata;
        this.formulas = formulas;
        this.trees = trees;
    }

    /**
     * Opens the model that is shipped with the library.
     *
     * @throws ModelException if it cannot be used, such as where ONNX Runtime has no build for this platform
     */
    public static CostModel bundled() {
        return open(resource("cost-model.onnx", ModelScreening.MAX_BYTES), resource("cost-model.json", MAX_CARD_BYTES));
    }

    /**
     * Opens a model and its card.
     *
     * @param model the ONNX file
     * @param card the JSON file beside it, which pins the model's SHA-256
     * @throws ModelException if either cannot be read or used; the message says why
     */
    public static CostModel open(Path model, Path card) {
        return open(file(model, ModelScreening.MAX_BYTES), file(card, MAX_CARD_BYTES));
    }

    private static CostModel open(byte[] model, byte[] cardJson) {
        ModelCard card = ModelCard.parse(new String(cardJson, StandardCharsets.UTF_8));
        card.requireModel(model);
        Map<String, String> properties = ModelScreening.propertiesOf(model);
        ModelMetadata metadata = ModelMetadata.from(properties);
        if (!metadata.schemaHash().equals(JobFeatures.schemaHash())) {
            throw new ModelException("Model " + metadata.label() + " was trained on other features (schema "
                    + metadata.schemaHash() + ") than this library makes (" + JobFeatures.VERSION + ", "
                    + JobFeatures.schemaHash() + "); train it anew.");
        }
        CostFormulas formulas = CostFormulas.from(properties);
        if (!formulas.encoders().keySet().containsAll(metadata.encoders().keySet())) {
            throw new ModelException("Model " + metadata.label() + " has formulas for "
                    + formulas.encoders().keySet() + " but must have one for each of "
                    + metadata.encoders().keySet() + "; train it anew.");
        }
        return new CostModel(metadata, formulas, OnnxTrees.load(model));
    }

    /** Returns what the model says of itself. */
    public ModelMetadata metadata() {
        return metadata;
    }

    /** Returns why the model does not cover a rendition, in half a sentence; empty where it does. */
    Optional<String> whyNotCovered(Source source, Target target) {
        EncoderCoverage coverage = metadata.encoders().get(target.encoder());
        if (coverage == null) {
            return Optional.of("has no data on encoder " + target.encoder());
        }
        if (coverage.baseline(target.preset()).isEmpty()) {
            return Optional.of("has no data on preset " + target.preset() + " of " + target.encoder());
        }
        double pixels = (double) target.width() * target.height();
        if (pixels * TARGET_MARGIN < coverage.minPixels() || pixels > coverage.maxPixels() * TARGET_MARGIN) {
            return Optional.of(
                    "has no data on " + target.encoder() + " near the size " + target.width() + "x" + target.height());
        }
        if ((double) source.width() * source.height() > coverage.maxSourcePixels() * SOURCE_MARGIN) {
            return Optional.of("has no data on sources near the size " + source.width() + "x" + source.height());
        }
        return Optional.empty();
    }

    /** Tells whether the data had the kind of rate control that a covered target asks for. */
    boolean knowsRateOf(Target target) {
        return coverageOf(target).knowsRateOf(target);
    }

    /**
     * Returns all that the model foretells of each covered rendition.
     *
     * @throws ModelException if the model fails or gives what cannot be
     */
    List<RenditionForecast> forecast(Source source, List<Target> targets) {
        List<float[]> rows = targets.stream()
                .map(target -> knowsRateOf(target)
                        ? JobFeatures.of(source, target)
                        : JobFeatures.withoutRate(JobFeatures.of(source, target)))
                .toList();
        float[][] outputs = trees.run(rows);
        RenditionForecast[] forecasts = new RenditionForecast[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            forecasts[i] = forecast(outputs[i], source, targets.get(i));
        }
        return List.of(forecasts);
    }

    private RenditionForecast forecast(float[] output, Source source, Target target) {
        for (float value : output) {
            if (!(Math.abs(value) <= MAX_LOG_RATIO)) {
                throw new ModelException("Model " + metadata.label() + " gave " + value + " for " + target.summary()
                        + " but must give a logarithm within ±" + MAX_LOG_RATIO + "; train it anew.");
            }
        }
        EncoderFormula encoder = formulas.encoders().get(target.encoder());
        if (encoder == null) {
            throw unasked(target);
        }
        ContentView view = encoder.viewOf(source.content());
        ViewFormula formula = encoder.view(view);
        double[] terms = RenditionTerms.of(source, target, view);
        // A pass more was not measured: it counts as an encode more, which is rather too much.
        int passes = target.passes();
        double megapixels = JobFeatures.encodeMegapixels(source, target);
        double scale = Math.log(baseline(target) * megapixels * passes) + formula.of(terms);
        float[] sorted = output.clone();
        Arrays.sort(sorted);
        double fixed = passes * formulas.fixedSeconds(source, target);
        LogQuantiles cpu = LogQuantiles.of(
                fixed, scale, sorted[0], sorted[1], Math.max(sorted[1], sorted[2] + formula.p90Offset()));
        return new RenditionForecast(
                cpu,
                view,
                formula.bits().stream()
                        .map(bits -> bits.of(terms, Math.min(MOST_MEGAPIXELS, megapixels) * 1e6 / BITS_PER_BYTE))
                        .findFirst(),
                memory(target, terms),
                effects(formula, terms, target),
                Math.min(1, fixed / Math.exp(cpu.p50())));
    }

    /** A preset's effect is how far its baseline lies from the middle of its encoder's. */
    private Map<RenditionTerms.Topic, Double> effects(ViewFormula formula, double[] terms, Target target) {
        Map<RenditionTerms.Topic, Double> effects = formula.effects(terms);
        double middle = coverageOf(target).baselines().values().stream()
                .mapToDouble(Math::log)
                .average()
                .orElse(0);
        effects.put(RenditionTerms.Topic.PRESET, Math.log(baseline(target)) - middle);
        return effects;
    }

    private Optional<Quantiles> memory(Target target, double[] terms) {
        SpreadFormula formula = formulas.memory().get(target.encoder());
        return formula == null ? Optional.empty() : Optional.of(formula.of(terms, BYTES_PER_MEGABYTE));
    }

    private double baseline(Target target) {
        return coverageOf(target).baseline(target.preset()).orElseThrow(() -> unasked(target));
    }

    private ModelException unasked(Target target) {
        return new ModelException("Model " + metadata.label() + " has no data on preset " + target.preset() + " of "
                + target.encoder() + "; ask first.");
    }

    private EncoderCoverage coverageOf(Target target) {
        EncoderCoverage coverage = metadata.encoders().get(target.encoder());
        if (coverage == null) {
            throw new ModelException(
                    "Model " + metadata.label() + " has no data on encoder " + target.encoder() + "; ask first.");
        }
        return coverage;
    }

    private static byte[] resource(String name, int maxBytes) {
        try (InputStream in = CostModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new ModelException("This build of budget-estimator has no " + name + "; use a released one.");
            }
            return bounded(in, name, maxBytes);
        } catch (IOException e) {
            throw new ModelException("The bundled " + name + " cannot be read; use an undamaged jar.", e);
        }
    }

    static byte[] file(Path path, int maxBytes) {
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in, path.toString(), maxBytes);
        } catch (IOException e) {
            throw new ModelException("Model file " + path + " cannot be read (" + e + "); check path and rights.", e);
        }
    }

    private static byte[] bounded(InputStream in, String name, int maxBytes) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new ModelException(
                    name + " has more than " + maxBytes + " bytes, the most that is read; train a smaller model.");
        }
        return bytes;
    }

    @Override
    public void close() {
        trees.close();
    }
}
