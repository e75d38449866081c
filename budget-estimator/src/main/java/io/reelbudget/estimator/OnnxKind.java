package io.reelbudget.estimator;

import io.reelbudget.estimator.WireCursor.Wire;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of message in an ONNX file and the fields that a cost model may use of each, after ONNX's own
 * {@code onnx.proto}. A closed world: what is not listed is refused. So are the doors that have let files read other
 * files or run for ever: external data, sparse tensors, subgraphs, functions, training information.
 */
enum OnnxKind {
    DIMENSION("a dimension", number(1, "dim_value"), text(2, "dim_param"), text(3, "denotation")),
    SHAPE("a shape", message(1, "dim", DIMENSION)),
    TENSOR_TYPE("a tensor type", number(1, "elem_type"), message(2, "shape", SHAPE)),
    TYPE("a type", message(1, "tensor_type", TENSOR_TYPE), text(6, "denotation")),
    VALUE_INFO("an input or output", text(1, "name"), message(2, "type", TYPE), text(3, "doc_string")),
    PROPERTY("a property", text(1, "key"), text(2, "value")),
    OPSET("an operator set", text(1, "domain"), number(2, "version")),
    ATTRIBUTE(
            "an attribute",
            text(1, "name"),
            real(2, "f"),
            number(3, "i"),
            text(4, "s"),
            refused(5, "t", "a tensor"),
            refused(6, "g", "a subgraph"),
            real(7, "floats"),
            number(8, "ints"),
            text(9, "strings"),
            refused(10, "tensors", "tensors"),
            refused(11, "graphs", "subgraphs"),
            text(13, "doc_string"),
            number(20, "type"),
            refused(22, "sparse_tensor", "a sparse tensor"),
            refused(23, "sparse_tensors", "sparse tensors")),
    NODE(
            "a node",
            text(1, "input"),
            text(2, "output"),
            text(3, "name"),
            text(4, "op_type"),
            message(5, "attribute", ATTRIBUTE),
            text(6, "doc_string"),
            text(7, "domain")),
    GRAPH(
            "a graph",
            message(1, "node", NODE),
            text(2, "name"),
            refused(5, "initializer", "a tensor, which may lie in another file"),
            text(10, "doc_string"),
            message(11, "input", VALUE_INFO),
            message(12, "output", VALUE_INFO),
            refused(15, "sparse_initializer", "a sparse tensor")),
    MODEL(
            "a model",
            number(1, "ir_version"),
            text(2, "producer_name"),
            text(3, "producer_version"),
            text(4, "domain"),
            number(5, "model_version"),
            text(6, "doc_string"),
            message(7, "graph", GRAPH),
            message(8, "opset_import", OPSET),
            message(14, "metadata_props", PROPERTY),
            refused(20, "training_info", "training information"),
            refused(25, "functions", "functions of its own"));

    /**
     * A field that a message may have, or is refused for having.
     *
     * @param number its number on the wire
     * @param name its name in {@code onnx.proto}
     * @param wire how it is written
     * @param kind the kind of message it holds, null for a text or number
     * @param refusal what a model may not have it for, null where it may
     */
    record Field(
            int number,
            String name,
            Wire wire,
            @Nullable OnnxKind kind,
            @Nullable String refusal) {

        private boolean mayBeWrittenAs(Wire written) {
            boolean packable = wire != Wire.BYTES && written == Wire.BYTES;
            return written == wire || packable;
        }
    }

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable map of immutable records, which the checker cannot see.
    private final Map<Integer, Field> fields;

    OnnxKind(String label, Field... fields) {
        this.label = label;
        this.fields = Stream.of(fields).collect(Collectors.toUnmodifiableMap(Field::number, Function.identity()));
    }

    /** Returns the field of a number, or refuses the file for having it. */
    Field requireField(int number, Wire written) {
        Field field = fields.get(number);
        if (field == null || (field.refusal() == null && !field.mayBeWrittenAs(written))) {
            throw new ModelException("The model has field " + number + " in " + label + ", written as " + written
                    + ", but a cost model has no such field; train it with budget-trainer.");
        }
        if (field.refusal() != null) {
            throw new ModelException("The model has " + field.refusal() + " (" + field.name() + " of " + label
                    + ") but must have none: a cost model is made of trees alone; do not use this file.");
        }
        return field;
    }

    private static Field number(int number, String name) {
        return new Field(number, name, Wire.VARINT, null, null);
    }

    private static Field real(int number, String name) {
        return new Field(number, name, Wire.FIXED32, null, null);
    }

    private static Field text(int number, String name) {
        return new Field(number, name, Wire.BYTES, null, null);
    }

    private static Field message(int number, String name, OnnxKind kind) {
        return new Field(number, name, Wire.BYTES, kind, null);
    }

    private static Field refused(int number, String name, String what) {
        return new Field(number, name, Wire.BYTES, null, what);
    }
}
