package io.reelbudget.estimator;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Refuses every file that is not plainly a cost model, before ONNX Runtime sees a byte of it.
 *
 * <p>A cost model is one {@code TreeEnsembleRegressor} from the features to three quantiles. Files have been made that
 * let the runtime read other files, run for ever or ask for all memory; so anything else is refused, down to the last
 * field: see {@link OnnxKind} and {@link TreeEnsembleCheck}.
 */
final class ModelScreening {

    /** Models of the trainer stay under half of this. */
    static final int MAX_BYTES = 4 << 20;

    static final String INPUT = "features";
    static final String OUTPUT = "log_cost_ratio";

    private static final String TREES_DOMAIN = "ai.onnx.ml";
    private static final String TREES_OPERATOR = "TreeEnsembleRegressor";
    private static final int MIN_IR_VERSION = 3;
    private static final int MAX_IR_VERSION = 10;
    private static final Map<String, Integer> MAX_OPSETS = Map.of("", 21, TREES_DOMAIN, 3);

    private ModelScreening() {}

    /**
     * A model that passed.
     *
     * @param properties what it says of itself
     * @param trees the attributes of its one node
     */
    record Screened(Map<String, String> properties, List<OnnxMessage> trees) {}

    /** Returns the properties of a model of {@link JobFeatures} that passes. */
    static Map<String, String> propertiesOf(byte[] bytes) {
        return screen(bytes, JobFeatures.names().size()).properties();
    }

    /** Returns a model that passes, whose trees may ask for so many features. */
    static Screened screen(byte[] bytes, int features) {
        if (bytes.length > MAX_BYTES) {
            throw new ModelException("The model has " + bytes.length + " bytes but may have at most " + MAX_BYTES
                    + "; train a smaller one.");
        }
        OnnxMessage model = OnnxMessage.read(ByteBuffer.wrap(bytes), OnnxKind.MODEL);
        requireVersions(model);
        List<OnnxMessage> graphs = model.messages(7);
        require(graphs.size() == 1, "has " + graphs.size() + " graphs but must have one");
        List<OnnxMessage> trees = requireOneTreeNode(graphs.get(0), features);
        Map<String, String> properties = new TreeMap<>();
        for (OnnxMessage property : model.messages(14)) {
            properties.put(property.text(1), property.text(2));
        }
        return new Screened(properties, trees);
    }

    private static void requireVersions(OnnxMessage model) {
        long ir = model.number(1, 0);
        require(
                ir >= MIN_IR_VERSION && ir <= MAX_IR_VERSION,
                "is of IR version " + ir + " but must be of " + MIN_IR_VERSION + " to " + MAX_IR_VERSION);
        require(!model.messages(8).isEmpty(), "names no operator set but must import " + TREES_DOMAIN);
        for (OnnxMessage opset : model.messages(8)) {
            String domain = opset.text(1).equals("ai.onnx") ? "" : opset.text(1);
            Integer max = MAX_OPSETS.get(domain);
            require(max != null, "imports the operators of '" + domain + "' but may use those of ONNX only");
            long version = opset.number(2, 0);
            require(
                    max != null && version >= 1 && version <= max,
                    "imports version " + version + " of '" + domain + "' but at most " + max + " is known");
        }
    }

    private static List<OnnxMessage> requireOneTreeNode(OnnxMessage graph, int features) {
        for (OnnxMessage node : graph.messages(1)) {
            require(
                    node.text(4).equals(TREES_OPERATOR) && node.text(7).equals(TREES_DOMAIN),
                    "has the operator " + node.text(7) + ":" + node.text(4) + " but may have " + TREES_DOMAIN + ":"
                            + TREES_OPERATOR + " only");
        }
        require(graph.messages(1).size() == 1, "has " + graph.messages(1).size() + " nodes but must have one");
        OnnxMessage node = graph.messages(1).get(0);
        requireNames(graph, 11, INPUT, node.texts(1));
        requireNames(graph, 12, OUTPUT, node.texts(2));
        TreeEnsembleCheck.require(node.messages(5), features);
        return node.messages(5);
    }

    private static void requireNames(OnnxMessage graph, int field, String expected, List<String> ofNode) {
        List<String> ofGraph =
                graph.messages(field).stream().map(m -> m.text(1)).toList();
        require(
                ofGraph.equals(List.of(expected)) && ofNode.equals(ofGraph),
                "goes by " + Set.copyOf(ofGraph) + " and " + Set.copyOf(ofNode) + " but must go by '" + expected + "'");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ModelException("The model " + otherwise + "; train it with budget-trainer.");
        }
    }
}
