package io.reelbudget.estimator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * What a model says of itself, in the properties ({@code metadata_props}) of its ONNX file.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name the model's name
 * @param version its version
 * @param schema the names of its features in their order
 * @param schemaHash {@link JobFeatures#schemaHash()} of the features it was trained on
 * @param encoders what its data covered, by encoder in ffmpeg's word
 * @param provenance where its data come from, a sentence each
 * @param licence under which it may be used
 * @param metrics how well it did on held-out sources, by encoder
 */
public record ModelMetadata(
        String name,
        String version,
        List<String> schema,
        String schemaHash,
        Map<String, EncoderCoverage> encoders,
        List<String> provenance,
        String licence,
        Map<String, HeldOutMetrics> metrics) {

    private static final String PREFIX = "reelbudget.";

    public ModelMetadata {
        schema = List.copyOf(schema);
        encoders = Map.copyOf(encoders);
        provenance = List.copyOf(provenance);
        metrics = Map.copyOf(metrics);
    }

    /** Returns name and version. */
    public String label() {
        return name + " " + version;
    }

    /** Returns these facts as properties for an ONNX file. */
    public Map<String, String> toProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(PREFIX + "name", name);
        properties.put(PREFIX + "version", version);
        properties.put(PREFIX + "schema", String.join("\n", schema));
        properties.put(PREFIX + "schema.sha256", schemaHash);
        properties.put(PREFIX + "encoders", Json.STRICT.writeValueAsString(encoders));
        properties.put(PREFIX + "provenance", String.join("\n", provenance));
        properties.put(PREFIX + "licence", licence);
        properties.put(PREFIX + "metrics", Json.STRICT.writeValueAsString(metrics));
        return properties;
    }

    /**
     * Reads the properties of an ONNX file.
     *
     * @throws ModelException if one is missing or cannot be read
     */
    public static ModelMetadata from(Map<String, String> properties) {
        return new ModelMetadata(
                text(properties, "name"),
                text(properties, "version"),
                List.of(text(properties, "schema").split("\n", -1)),
                text(properties, "schema.sha256"),
                json(properties, "encoders", new TypeReference<Map<String, EncoderCoverage>>() {}),
                List.of(text(properties, "provenance").split("\n", -1)),
                text(properties, "licence"),
                json(properties, "metrics", new TypeReference<Map<String, HeldOutMetrics>>() {}));
    }

    private static String text(Map<String, String> properties, String key) {
        String value = properties.get(PREFIX + key);
        if (value == null) {
            throw new ModelException("The model has no property '" + PREFIX + key
                    + "' but must say what it was made from; train it with budget-trainer.");
        }
        return value;
    }

    private static <T> T json(Map<String, String> properties, String key, TypeReference<T> type) {
        try {
            return Json.read(text(properties, key), type);
        } catch (JacksonException e) {
            throw new ModelException(
                    "The model's property '" + PREFIX + key + "' cannot be read: " + e.getOriginalMessage()
                            + "; train it with budget-trainer.",
                    e);
        }
    }
}
