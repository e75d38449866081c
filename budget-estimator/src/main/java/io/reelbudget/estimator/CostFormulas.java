package io.reelbudget.estimator;

import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * What a model knows beside its trees: what decoding and filters take, and a linear formula for each encoder. Trees say
 * how far jobs lie from the formulas.
 *
 * <p>A rendition takes {@code start + decoding + filters + exp(baseline + formula + trees) × megapixels} CPU seconds.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param decoding CPU seconds to read and decode a million of a source's pixels, by codec
 * @param filters CPU seconds that a filter takes for a million of a source's pixels
 * @param starting CPU seconds that an encode takes however short it is, by encoder
 * @param encoders by encoder in ffmpeg's word
 * @param memory the most memory held at once, in megabytes, by encoder; where it was measured
 */
public record CostFormulas(
        Map<VideoCodec, Double> decoding,
        Map<VideoFilter, Double> filters,
        Map<String, Double> starting,
        Map<String, EncoderFormula> encoders,
        Map<String, SpreadFormula> memory) {

    /** The property of the ONNX file that holds these formulas as JSON. */
    public static final String PROPERTY = "reelbudget.formulas";

    /** The property of the ONNX file that holds the hash of the terms that they weigh. */
    public static final String TERMS = "reelbudget.terms.sha256";

    public CostFormulas {
        decoding = Map.copyOf(decoding);
        filters = Map.copyOf(filters);
        starting = Map.copyOf(starting);
        encoders = Map.copyOf(encoders);
        memory = Map.copyOf(memory);
        if (!decoding.containsKey(VideoCodec.OTHER)) {
            throw new IllegalArgumentException("Decoding was known of " + decoding.keySet() + " but must be of "
                    + VideoCodec.OTHER + ", too; train the model anew.");
        }
        for (double rate : decoding.values()) {
            requireRate("Decoding", rate);
        }
        for (double rate : filters.values()) {
            requireRate("Filter", rate);
        }
        for (double seconds : starting.values()) {
            requireRate("Starting", seconds);
        }
    }

    private static void requireRate(String what, double rate) {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    what + " took " + rate + " CPU seconds but must take zero or more; train the model anew.");
        }
    }

    /**
     * Reads what {@link #toProperties} wrote.
     *
     * @throws ModelException if it is missing, damaged or of other terms than this library's
     */
    public static CostFormulas from(Map<String, String> properties) {
        String json = properties.get(PROPERTY);
        if (json == null || !RenditionTerms.schemaHash().equals(properties.get(TERMS))) {
            throw new ModelException("The model has no property '" + PROPERTY + "', or one of other terms than "
                    + RenditionTerms.VERSION + " (" + RenditionTerms.schemaHash() + "); train it with budget-trainer.");
        }
        try {
            return Json.read(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new ModelException(
                    "The model's property '" + PROPERTY + "' cannot be read: " + e.getOriginalMessage()
                            + "; train it with budget-trainer.",
                    e);
        }
    }

    /** Returns these formulas as properties for an ONNX file. */
    public Map<String, String> toProperties() {
        return Map.of(PROPERTY, Json.COMPACT.writeValueAsString(this), TERMS, RenditionTerms.schemaHash());
    }

    /** Returns what decoding usually takes, by documented rates: for codecs that a model's data had not. */
    public static Map<VideoCodec, Double> usualDecoding() {
        RateTable rates = RateTable.bundled();
        Map<VideoCodec, Double> usual = new EnumMap<>(VideoCodec.class);
        for (VideoCodec codec : VideoCodec.values()) {
            usual.put(codec, rates.rate(codec).decode());
        }
        return usual;
    }

    /** Returns CPU seconds to read and decode a source: as its probe measured it, else as usual for its codec. */
    double decodingSeconds(Source source) {
        double usual = decoding.getOrDefault(source.codec(), decoding.getOrDefault(VideoCodec.OTHER, 0.0));
        return source.content().decodeSecondsPerMegapixel().orElse(usual) * source.megapixels();
    }

    /** Returns CPU seconds that a rendition takes beside encoding: starting, decoding and filters. */
    public double fixedSeconds(Source source, Target target) {
        double perMegapixel = 0;
        for (VideoFilter filter : target.filters()) {
            perMegapixel += filters.getOrDefault(filter, 0.0);
        }
        return starting.getOrDefault(target.encoder(), 0.0)
                + decodingSeconds(source)
                + perMegapixel * source.megapixels();
    }
}
