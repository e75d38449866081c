package io.reelbudget.estimator;

import io.reelbudget.estimator.EncoderCoverage.RateMode;
import io.reelbudget.job.VideoFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The smallest sound model, one split for each quantile, with any part replaced or anything added: what differs from
 * the sound one is what a test is about.
 */
final class SmallModel {

    static final String ENCODER = "libx264";

    private final Map<String, byte[]> attributes = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private byte[] irVersion = Wire.number(1, 8);
    private byte[] opsets = Wire.all(opset("", 15), opset("ai.onnx.ml", 3));
    private int features = JobFeatures.names().size();
    private String operator = "TreeEnsembleRegressor";
    private String domain = "ai.onnx.ml";
    private byte[] inNode = new byte[0];
    private byte[] inGraph = new byte[0];
    private byte[] inModel = new byte[0];

    SmallModel() {
        attributes.put("n_targets", Wire.all(Wire.number(3, 3), Wire.number(20, 2)));
        withInts("nodes_treeids", 0, 0, 0, 1, 1, 1, 2, 2, 2);
        withInts("nodes_nodeids", 0, 1, 2, 0, 1, 2, 0, 1, 2);
        withInts("nodes_featureids", 0, 0, 0, 0, 0, 0, 0, 0, 0);
        withReals("nodes_values", 1000, 0, 0, 1000, 0, 0, 1000, 0, 0);
        withModes("BRANCH_LT", "LEAF", "LEAF", "BRANCH_LT", "LEAF", "LEAF", "BRANCH_LT", "LEAF", "LEAF");
        withInts("nodes_truenodeids", 1, 0, 0, 1, 0, 0, 1, 0, 0);
        withInts("nodes_falsenodeids", 2, 0, 0, 2, 0, 0, 2, 0, 0);
        withInts("nodes_missing_value_tracks_true", 0, 0, 0, 0, 0, 0, 0, 0, 0);
        withInts("target_treeids", 0, 0, 1, 1, 2, 2);
        withInts("target_nodeids", 1, 2, 1, 2, 1, 2);
        withInts("target_ids", 0, 0, 1, 1, 2, 2);
        withLeaves(-0.5f, -0.5f, 0, 0, 0.5f, 0.5f);
        properties.putAll(metadata().toProperties());
        properties.putAll(costFormulas().toProperties());
    }

    /** Formulas that add nothing: a usual picture takes the baseline, decoding and a tenth of a second to start. */
    private static CostFormulas costFormulas() {
        double[] nothing = new double[RenditionTerms.count()];
        SpreadFormula even = new SpreadFormula(nothing, -0.5, 0, 0.5);
        ViewFormula view = new ViewFormula(nothing, 0.1, List.of(even));
        return new CostFormulas(
                CostFormulas.usualDecoding(),
                Map.of(VideoFilter.DENOISE, 0.003),
                Map.of(ENCODER, 0.1),
                Map.of(ENCODER, new EncoderFormula(Map.of(ContentView.METADATA, view))),
                Map.of());
    }

    static String formulas() {
        return Objects.requireNonNull(costFormulas().toProperties().get(CostFormulas.PROPERTY));
    }

    static ModelMetadata metadata() {
        EncoderCoverage coverage = new EncoderCoverage(
                100, Map.of("medium", 0.05), 100_000, 2_073_600, 2_073_600, Set.of(RateMode.CONSTANT_QUALITY));
        HeldOutMetrics metrics = new HeldOutMetrics(100, 0.2, 0.3, -0.1, 0.9, 0.85);
        return new ModelMetadata(
                "small",
                "1",
                JobFeatures.names(),
                JobFeatures.schemaHash(),
                Map.of(ENCODER, coverage),
                List.of("made by hand"),
                "Apache-2.0",
                Map.of(ENCODER, metrics));
    }

    SmallModel withInts(String name, long... values) {
        byte[] all = Wire.number(20, 7);
        for (long value : values) {
            all = Wire.all(all, Wire.number(8, value));
        }
        return withAttribute(name, all);
    }

    SmallModel withReals(String name, float... values) {
        byte[] all = Wire.number(20, 6);
        for (float value : values) {
            all = Wire.all(all, Wire.real(7, value));
        }
        return withAttribute(name, all);
    }

    SmallModel withLeaves(float... values) {
        return withReals("target_weights", values);
    }

    SmallModel withModes(String... modes) {
        byte[] all = Wire.number(20, 8);
        for (String mode : modes) {
            all = Wire.all(all, Wire.text(9, mode));
        }
        return withAttribute("nodes_modes", all);
    }

    SmallModel withAttribute(String name, byte[] fields) {
        attributes.put(name, fields);
        return this;
    }

    SmallModel withoutAttribute(String name) {
        attributes.remove(name);
        return this;
    }

    SmallModel withProperty(String name, String value) {
        properties.put(name, value);
        return this;
    }

    SmallModel withoutProperty(String name) {
        properties.remove(name);
        return this;
    }

    SmallModel withOperator(String newDomain, String newOperator) {
        domain = newDomain;
        operator = newOperator;
        return this;
    }

    SmallModel withFeatures(int count) {
        features = count;
        return this;
    }

    SmallModel withIrVersion(long version) {
        irVersion = Wire.number(1, version);
        return this;
    }

    SmallModel withOpset(String ofDomain, long version) {
        opsets = Wire.all(opsets, opset(ofDomain, version));
        return this;
    }

    SmallModel plusInNode(byte[]... fields) {
        inNode = Wire.all(inNode, Wire.all(fields));
        return this;
    }

    SmallModel plusInGraph(byte[]... fields) {
        inGraph = Wire.all(inGraph, Wire.all(fields));
        return this;
    }

    SmallModel plusInModel(byte[]... fields) {
        inModel = Wire.all(inModel, Wire.all(fields));
        return this;
    }

    byte[] bytes() {
        byte[] node = Wire.all(
                Wire.text(1, "features"),
                Wire.text(2, "log_cost_ratio"),
                Wire.text(4, operator),
                Wire.text(7, domain),
                inNode);
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            node = Wire.all(node, Wire.bytes(5, Wire.text(1, attribute.getKey()), attribute.getValue()));
        }
        byte[] graph = Wire.all(
                Wire.bytes(1, node),
                Wire.text(2, "cost"),
                Wire.bytes(11, table("features", features)),
                Wire.bytes(12, table("log_cost_ratio", 3)),
                inGraph);
        byte[] model = Wire.all(irVersion, opsets, Wire.bytes(7, graph), inModel);
        for (Map.Entry<String, String> property : properties.entrySet()) {
            model = Wire.all(model, Wire.bytes(14, Wire.text(1, property.getKey()), Wire.text(2, property.getValue())));
        }
        return model;
    }

    /** Writes the model and a card that pins exactly these bytes, and opens both. */
    CostModel openIn(Path directory) throws IOException {
        return open(directory, bytes(), bytes());
    }

    /** Writes a model, and a card that pins some bytes, and opens both. */
    static CostModel open(Path directory, byte[] model, byte[] pinned) throws IOException {
        Path file = Files.write(directory.resolve("model.onnx"), model);
        return CostModel.open(file, card(directory, pinned));
    }

    static Path card(Path directory, byte[] pinned) throws IOException {
        String json = ModelCard.of(metadata(), pinned, Instant.EPOCH).toJson();
        return Files.writeString(directory.resolve("model.json"), json);
    }

    private static byte[] opset(String domain, long version) {
        return Wire.bytes(8, Wire.text(1, domain), Wire.number(2, version));
    }

    private static byte[] table(String name, int columns) {
        byte[] shape = Wire.bytes(2, Wire.bytes(1, Wire.text(2, "rows")), Wire.bytes(1, Wire.number(1, columns)));
        return Wire.all(Wire.text(1, name), Wire.bytes(2, Wire.bytes(1, Wire.number(1, 1), shape)));
    }
}
