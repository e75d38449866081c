package io.reelbudget.estimator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * What lies beside a model for people to read, and pins the model's exact bytes.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name the model's name
 * @param version its version
 * @param sha256 the SHA-256 of the ONNX file, 64 hexadecimal digits
 * @param bytes the size of the ONNX file
 * @param trainedAt when it was trained
 * @param features the version of its features, {@link JobFeatures#VERSION}
 * @param schemaHash {@link JobFeatures#schemaHash()} of its features
 * @param licence under which it may be used
 * @param provenance where its data come from, a sentence each
 * @param encoders what its data covered, by encoder
 * @param metrics how well it did on held-out sources, by encoder
 */
public record ModelCard(
        String name,
        String version,
        String sha256,
        long bytes,
        Instant trainedAt,
        String features,
        String schemaHash,
        String licence,
        List<String> provenance,
        Map<String, EncoderCoverage> encoders,
        Map<String, HeldOutMetrics> metrics) {

    public ModelCard {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Model card's sha256 was '" + sha256
                    + "' but must be 64 lower-case hexadecimal digits; use what sha256sum prints.");
        }
        provenance = List.copyOf(provenance);
        encoders = Map.copyOf(encoders);
        metrics = Map.copyOf(metrics);
    }

    /** Returns the card of a model file. */
    public static ModelCard of(ModelMetadata metadata, byte[] model, Instant trainedAt) {
        return new ModelCard(
                metadata.name(),
                metadata.version(),
                Sha256.hexOf(model),
                model.length,
                trainedAt,
                JobFeatures.VERSION,
                metadata.schemaHash(),
                metadata.licence(),
                metadata.provenance(),
                metadata.encoders(),
                metadata.metrics());
    }

    /** Returns the card of a history model's file. */
    public static ModelCard ofHistory(ModelMetadata metadata, byte[] model, Instant trainedAt) {
        return new ModelCard(
                metadata.name(),
                metadata.version(),
                Sha256.hexOf(model),
                model.length,
                trainedAt,
                HistoryFeatures.VERSION,
                metadata.schemaHash(),
                metadata.licence(),
                metadata.provenance(),
                metadata.encoders(),
                metadata.metrics());
    }

    /**
     * Reads a card.
     *
     * @throws ModelException if it is not one
     */
    public static ModelCard parse(String json) {
        try {
            return Json.read(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new ModelException(
                    "The model card cannot be read: " + e.getOriginalMessage()
                            + "; use the card that the trainer wrote beside the model.",
                    e);
        }
    }

    /** Returns this card as JSON. */
    public String toJson() {
        return Json.STRICT.writeValueAsString(this);
    }

    /** Refuses a model that is not the one this card was written for. */
    void requireModel(byte[] model) {
        String actual = Sha256.hexOf(model);
        if (!actual.equals(sha256)) {
            throw new ModelException("The model's SHA-256 is " + actual + " but its card says " + sha256
                    + "; one of the two was changed or damaged: restore both.");
        }
    }
}
