package io.reelbudget.trainer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes boosted trees as an ONNX model of one {@code TreeEnsembleRegressor} (ai.onnx.ml, operator set 3).
 *
 * <p>A tree compares {@code x < threshold} in 32-bit arithmetic here, in XGBoost and in ONNX Runtime
 * ({@code BRANCH_LT}), so thresholds are written as they are. A missing feature is {@code NaN}, for which no comparison
 * holds; {@code nodes_missing_value_tracks_true} sends it to the true branch where the tree learned so. Same trees and
 * properties give the same bytes.
 */
final class OnnxWriter {

    private static final String INPUT = "features";
    private static final String OUTPUT = "log_cost_ratio";
    private static final String TREES_DOMAIN = "ai.onnx.ml";
    private static final int TREES_OPSET = 3;
    private static final int ONNX_OPSET = 15;
    private static final int IR_VERSION = 8;

    private OnnxWriter() {}

    static byte[] write(TreeEnsemble trees, int features, Map<String, String> properties) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("budget-trainer")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(ONNX_OPSET))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(TREES_DOMAIN).setVersion(TREES_OPSET))
                .setGraph(GraphProto.newBuilder()
                        .setName("cost")
                        .addNode(node(trees))
                        .addInput(table(INPUT, features))
                        .addOutput(table(OUTPUT, trees.base().length)));
        properties.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static NodeProto node(TreeEnsemble ensemble) {
        Columns columns = new Columns();
        for (int i = 0; i < ensemble.trees().size(); i++) {
            columns.add(i, ensemble.trees().get(i));
        }
        List<Float> base = new ArrayList<>();
        for (float value : ensemble.base()) {
            base.add(value);
        }
        return NodeProto.newBuilder()
                .setName("trees")
                .setOpType("TreeEnsembleRegressor")
                .setDomain(TREES_DOMAIN)
                .addInput(INPUT)
                .addOutput(OUTPUT)
                .addAttribute(integer("n_targets", ensemble.base().length))
                .addAttribute(text("aggregate_function", "SUM"))
                .addAttribute(text("post_transform", "NONE"))
                .addAttribute(reals("base_values", base))
                .addAttribute(integers("nodes_treeids", columns.nodeTrees))
                .addAttribute(integers("nodes_nodeids", columns.nodeIds))
                .addAttribute(integers("nodes_featureids", columns.features))
                .addAttribute(reals("nodes_values", columns.thresholds))
                .addAttribute(texts("nodes_modes", columns.modes))
                .addAttribute(integers("nodes_truenodeids", columns.whenLess))
                .addAttribute(integers("nodes_falsenodeids", columns.whenNot))
                .addAttribute(integers("nodes_missing_value_tracks_true", columns.missingIsLess))
                .addAttribute(integers("target_treeids", columns.leafTrees))
                .addAttribute(integers("target_nodeids", columns.leafIds))
                .addAttribute(integers("target_ids", columns.leafOutputs))
                .addAttribute(reals("target_weights", columns.leafValues))
                .build();
    }

    /** The operator's parallel arrays. */
    private static final class Columns {
        private final List<Long> nodeTrees = new ArrayList<>();
        private final List<Long> nodeIds = new ArrayList<>();
        private final List<Long> features = new ArrayList<>();
        private final List<Float> thresholds = new ArrayList<>();
        private final List<ByteString> modes = new ArrayList<>();
        private final List<Long> whenLess = new ArrayList<>();
        private final List<Long> whenNot = new ArrayList<>();
        private final List<Long> missingIsLess = new ArrayList<>();
        private final List<Long> leafTrees = new ArrayList<>();
        private final List<Long> leafIds = new ArrayList<>();
        private final List<Long> leafOutputs = new ArrayList<>();
        private final List<Float> leafValues = new ArrayList<>();

        private void add(long tree, RegressionTree nodes) {
            for (int node = 0; node < nodes.nodes(); node++) {
                boolean leaf = nodes.feature()[node] == RegressionTree.LEAF;
                nodeTrees.add(tree);
                nodeIds.add((long) node);
                features.add(leaf ? 0L : nodes.feature()[node]);
                thresholds.add(leaf ? 0f : nodes.value()[node]);
                modes.add(ByteString.copyFromUtf8(leaf ? "LEAF" : "BRANCH_LT"));
                whenLess.add(leaf ? 0L : nodes.whenLess()[node]);
                whenNot.add(leaf ? 0L : nodes.whenNot()[node]);
                missingIsLess.add(!leaf && nodes.missingIsLess()[node] ? 1L : 0L);
                if (leaf) {
                    leafTrees.add(tree);
                    leafIds.add((long) node);
                    leafOutputs.add((long) nodes.output());
                    leafValues.add(nodes.value()[node]);
                }
            }
        }
    }

    private static ValueInfoProto table(String name, int columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static AttributeProto integers(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    private static AttributeProto reals(String name, List<Float> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOATS)
                .addAllFloats(values)
                .build();
    }

    private static AttributeProto texts(String name, List<ByteString> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRINGS)
                .addAllStrings(values)
                .build();
    }
}
