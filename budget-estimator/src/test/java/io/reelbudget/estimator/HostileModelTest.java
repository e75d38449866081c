package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that have made runtimes read other files, run for ever or take all memory, pinned by a card of their own. */
@DisplayName("A hostile or damaged model")
class HostileModelTest {

    @TempDir
    private Path directory;

    @Test
    void is_the_only_kind_refused_since_the_sound_one_opens_and_predicts() throws IOException {
        try (CostModel model = new SmallModel().openIn(directory)) {
            LogQuantiles predicted =
                    model.forecast(Jobs.CAMERA, List.of(Jobs.X264)).get(0).cpu();

            // Start, decoding, and half a logarithm to either side of the baseline, with a tenth more above.
            double fixed = 0.1 + 0.004 * Jobs.CAMERA.megapixels();
            double usual = 0.05 * 1280 * 720 * 30 * 10 / 1e6;
            assertThat(Math.exp(predicted.p10())).isEqualTo(fixed + usual * Math.exp(-0.5), within(1e-5));
            assertThat(Math.exp(predicted.p50())).isEqualTo(fixed + usual, within(1e-5));
            assertThat(Math.exp(predicted.p90())).isEqualTo(fixed + usual * Math.exp(0.6), within(1e-5));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"doors", "versions", "trees", "properties"})
    void is_refused(String what, SmallModel model, String because) {
        assertThatThrownBy(() -> model.openIn(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(because);
    }

    /** Ways to read other files, to run for ever, to run other code. */
    static Stream<Arguments> doors() {
        byte[] identity =
                Wire.all(Wire.text(1, "features"), Wire.text(2, "out"), Wire.text(4, "Identity"), Wire.text(7, ""));
        return Stream.of(
                hostile("external data beside", graphWith(external("w.bin")), "a tensor"),
                hostile("external data by ..", graphWith(external("../secret.bin")), "a tensor"),
                hostile("external data by an absolute path", graphWith(external("/etc/passwd")), "a tensor"),
                hostile("a tensor in the file", graphWith(Wire.bytes(5, Wire.number(1, 1))), "a tensor"),
                hostile(
                        "a tensor of 2^45 numbers",
                        graphWith(Wire.bytes(5, Wire.number(1, 1L << 45), Wire.number(2, 1))),
                        "a tensor"),
                hostile("a sparse tensor", graphWith(Wire.bytes(15, external("w.bin"))), "a sparse tensor"),
                hostile(
                        "external data in an attribute",
                        new SmallModel().withAttribute("base_values", Wire.bytes(5, tensor("/etc/passwd"))),
                        "a tensor"),
                hostile(
                        "tensors in an attribute",
                        new SmallModel().withAttribute("base_values", Wire.bytes(10, tensor("w.bin"))),
                        "tensors"),
                hostile(
                        "a sparse tensor in an attribute",
                        new SmallModel().withAttribute("base_values", Wire.bytes(22, tensor("w.bin"))),
                        "a sparse tensor"),
                hostile(
                        "sparse tensors in an attribute",
                        new SmallModel().withAttribute("base_values", Wire.bytes(23, tensor("w.bin"))),
                        "sparse tensors"),
                hostile(
                        "external data in a subgraph",
                        new SmallModel().withAttribute("body", Wire.bytes(6, external("/etc/passwd"))),
                        "a subgraph"),
                hostile(
                        "subgraphs",
                        new SmallModel().withAttribute("body", Wire.bytes(11, external("w.bin"))),
                        "subgraphs"),
                hostile(
                        "an endless loop",
                        new SmallModel().withOperator("", "Loop"),
                        "operator :Loop but may have ai.onnx.ml:TreeEnsembleRegressor only"),
                hostile("a branch", new SmallModel().withOperator("", "If"), "operator :If"),
                hostile("a scan", new SmallModel().withOperator("", "Scan"), "operator :Scan"),
                hostile(
                        "memory by ConstantOfShape",
                        new SmallModel().withOperator("", "ConstantOfShape"),
                        "operator :ConstantOfShape"),
                hostile(
                        "an operator of a library of its own",
                        new SmallModel().withOperator("evil.domain", "TreeEnsembleRegressor"),
                        "operator evil.domain:TreeEnsembleRegressor"),
                hostile("a second node", graphWith(Wire.bytes(1, identity)), "operator :Identity"),
                hostile(
                        "a second graph",
                        new SmallModel().plusInModel(Wire.bytes(7, Wire.text(2, "x"))),
                        "has 2 graphs"),
                hostile("functions", new SmallModel().plusInModel(Wire.bytes(25, identity)), "functions"),
                hostile("training", new SmallModel().plusInModel(Wire.bytes(20, new byte[0])), "training information"),
                hostile("an unknown field", new SmallModel().plusInModel(Wire.number(99, 1)), "field 99 in a model"),
                hostile("an unknown field of a node", new SmallModel().plusInNode(Wire.number(99, 1)), "field 99"),
                hostile(
                        "a field written another way",
                        new SmallModel().plusInNode(Wire.number(4, 1)),
                        "field 4 in a node, written as VARINT"),
                hostile("a group", new SmallModel().plusInModel(Wire.varint((99 << 3) | 3)), "unknown wire type"),
                hostile(
                        "a field that ends beyond the file",
                        new SmallModel().plusInModel(Wire.varint((7 << 3) | 2), Wire.varint(1 << 20)),
                        "ends within a field"),
                hostile(
                        "a number without end",
                        new SmallModel().plusInModel(new byte[] {8}, new byte[12], Wire.varint(1)),
                        "field number out of range"));
    }

    static Stream<Arguments> versions() {
        return Stream.of(
                hostile("IR version 14", new SmallModel().withIrVersion(14), "IR version 14"),
                hostile("IR version 0", new SmallModel().withIrVersion(0), "IR version 0"),
                hostile(
                        "trees' operator set 5",
                        new SmallModel().withOpset("ai.onnx.ml", 5),
                        "version 5 of 'ai.onnx.ml'"),
                hostile("operator set 99", new SmallModel().withOpset("", 99), "version 99 of ''"),
                hostile("operators of its own", new SmallModel().withOpset("evil.domain", 1), "'evil.domain'"));
    }

    static Stream<Arguments> trees() {
        return Stream.of(
                hostile("a cycle", ints("nodes_truenodeids", 0, 0, 0, 1, 0, 0, 1, 0, 0), "with the child 0"),
                hostile(
                        "a child outside of its tree",
                        ints("nodes_truenodeids", 9, 0, 0, 1, 0, 0, 1, 0, 0),
                        "with the child 9"),
                hostile(
                        "a feature that does not exist",
                        ints("nodes_featureids", 21, 0, 0, 0, 0, 0, 0, 0, 0),
                        "feature 21 of 20"),
                hostile("a negative feature", ints("nodes_featureids", -1, 0, 0, 0, 0, 0, 0, 0, 0), "feature -1 of 20"),
                hostile("a target that does not exist", ints("target_ids", 0, 0, 1, 1, 2, 3), "target 3"),
                hostile("a leaf that is a branch", ints("target_nodeids", 0, 2, 1, 2, 1, 2), "which is no leaf"),
                hostile("arrays of unequal length", ints("nodes_featureids", 0, 0, 0), "arrays of 3 and of 9"),
                hostile("leaves of unequal length", ints("target_ids", 0), "leaves of unequal length"),
                hostile("a node out of turn", ints("nodes_nodeids", 0, 2, 1, 0, 1, 2, 0, 1, 2), "out of turn"),
                hostile("a tree in two pieces", ints("nodes_treeids", 0, 0, 1, 1, 1, 0, 2, 2, 2), "node id"),
                hostile("no trees", noTrees(), "none at all"),
                hostile(
                        "a leaf that is not a number",
                        new SmallModel().withLeaves(0, 0, Float.NaN, 0, 0, 0),
                        "not finite"),
                hostile(
                        "an infinite leaf",
                        new SmallModel().withLeaves(0, 0, Float.POSITIVE_INFINITY, 0, 0, 0),
                        "not finite"),
                hostile(
                        "an unknown mode",
                        new SmallModel()
                                .withModes(
                                        "BRANCH_EQ", "LEAF", "LEAF", "BRANCH_LT", "LEAF", "LEAF", "X", "LEAF", "LEAF"),
                        "mode 'BRANCH_EQ'"),
                hostile(
                        "another number of targets",
                        new SmallModel().withAttribute("n_targets", Wire.number(3, 1 << 30)),
                        "n_targets = 3"),
                hostile(
                        "an average",
                        new SmallModel().withAttribute("aggregate_function", Wire.text(4, "AVERAGE")),
                        "SUM"),
                hostile(
                        "numbers as tensors",
                        new SmallModel().withAttribute("nodes_values_as_tensor", new byte[0]),
                        "'nodes_values_as_tensor'"),
                hostile(
                        "a missing array",
                        new SmallModel().withoutAttribute("target_ids"),
                        "no attribute 'target_ids'"));
    }

    static Stream<Arguments> properties() {
        return Stream.of(
                hostile(
                        "other features",
                        new SmallModel().withProperty("reelbudget.schema.sha256", "0".repeat(64)),
                        "was trained on other features"),
                hostile(
                        "no word on its encoders",
                        new SmallModel().withoutProperty("reelbudget.encoders"),
                        "no property 'reelbudget.encoders'"),
                hostile(
                        "nonsense on its encoders",
                        new SmallModel().withProperty("reelbudget.encoders", "{\"a\": null}"),
                        "'reelbudget.encoders' cannot be read"),
                hostile(
                        "null on its encoders",
                        new SmallModel().withProperty("reelbudget.encoders", "null"),
                        "cannot be read: it is null"),
                hostile(
                        "a baseline below zero",
                        new SmallModel()
                                .withProperty(
                                        "reelbudget.encoders",
                                        "{\"libx264\":{\"rows\":1,\"baselines\":{\"medium\":-1},\"minPixels\":1,"
                                                + "\"maxPixels\":1,\"maxSourcePixels\":1,\"rateModes\":[]}}"),
                        "cannot be read"),
                hostile(
                        "no formulas",
                        new SmallModel().withoutProperty(CostFormulas.PROPERTY),
                        "has no property 'reelbudget.formulas'"),
                hostile(
                        "formulas of other terms",
                        new SmallModel().withProperty(CostFormulas.TERMS, "0".repeat(64)),
                        "or one of other terms than rendition-terms/1"),
                hostile(
                        "formulas of too few weights",
                        new SmallModel()
                                .withProperty(
                                        CostFormulas.PROPERTY,
                                        SmallModel.formulas().replaceFirst("\\[0.0,", "[")),
                        "one for each term"),
                hostile(
                        "a formula with a weight beyond all bounds",
                        new SmallModel()
                                .withProperty(
                                        CostFormulas.PROPERTY,
                                        SmallModel.formulas().replaceFirst("\\[0.0,", "[1e300,")),
                        "must lie within"),
                hostile(
                        "no formula for an encoder that it claims to cover",
                        new SmallModel()
                                .withProperty(
                                        CostFormulas.PROPERTY,
                                        SmallModel.formulas().replace("\"libx264\"", "\"libx266\"")),
                        "must have one for each of"),
                hostile(
                        "JSON of great depth",
                        new SmallModel().withProperty("reelbudget.encoders", "[".repeat(5_000)),
                        "cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "\n\n\n\n", "PK\u0003\u0004 a zip"})
    void is_refused_where_it_is_no_model_at_all(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SmallModel.open(directory, bytes, bytes)).isInstanceOf(ModelException.class);
    }

    @Test
    void is_refused_by_its_checksum_after_any_flip_of_a_bit() {
        byte[] sound = new SmallModel().bytes();

        for (int bit = 0; bit < 8 * sound.length; bit += 61) {
            byte[] flipped = flipped(sound, bit);
            assertThatThrownBy(() -> SmallModel.open(directory, flipped, sound))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("SHA-256");
        }
    }

    @Test
    void is_refused_or_works_but_never_fails_otherwise_where_its_card_pins_flipped_bits() throws IOException {
        long seed = Long.getLong("seed", 20261122L);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sound = new SmallModel().bytes();

        for (int i = 0; i < 300; i++) {
            int bit = random.nextInt(8 * sound.length);
            byte[] flipped = flipped(sound, bit);
            try (CostModel model = SmallModel.open(directory, flipped, flipped)) {
                model.forecast(Jobs.CAMERA, List.of(Jobs.X264));
            } catch (ModelException refused) {
                assertThat(refused).as("seed %d, bit %d", seed, bit).hasMessageMatching("(?s).{20,}");
            }
        }
    }

    @Test
    void is_refused_at_every_length_where_it_was_cut() throws IOException {
        byte[] sound = new SmallModel().bytes();

        for (int length = 0; length < sound.length; length += 7) {
            byte[] cut = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> SmallModel.open(directory, cut, cut)).isInstanceOf(ModelException.class);
        }
    }

    @Test
    void is_refused_unread_where_it_is_too_large() throws IOException {
        Path file = directory.resolve("model.onnx");
        Files.write(file, new byte[ModelScreening.MAX_BYTES + 1]);
        Path card = SmallModel.card(directory, new byte[0]);

        assertThatThrownBy(() -> CostModel.open(file, card))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("more than 4194304 bytes");
    }

    @Test
    void is_refused_where_it_has_more_values_than_memory_is_spent_on() {
        byte[] packed = new byte[(1 << 18) + 1];
        SmallModel model = new SmallModel().withAttribute("nodes_treeids", Wire.bytes(8, packed));

        assertThatThrownBy(() -> model.openIn(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("more than 262144 values of field ints");
    }

    private static Arguments hostile(String what, SmallModel model, String because) {
        return Arguments.of(what, model, because);
    }

    private static SmallModel graphWith(byte[] field) {
        return new SmallModel().plusInGraph(field);
    }

    private static SmallModel ints(String attribute, long... values) {
        return new SmallModel().withInts(attribute, values);
    }

    private static SmallModel noTrees() {
        SmallModel model = new SmallModel();
        for (String name : List.of(
                "nodes_treeids",
                "nodes_nodeids",
                "nodes_featureids",
                "nodes_truenodeids",
                "nodes_falsenodeids",
                "nodes_missing_value_tracks_true",
                "target_treeids",
                "target_nodeids",
                "target_ids")) {
            model.withInts(name);
        }
        return model.withReals("nodes_values").withModes().withLeaves();
    }

    /** An initializer of a graph whose content lies in another file. */
    private static byte[] external(String location) {
        return Wire.bytes(5, tensor(location));
    }

    private static byte[] tensor(String location) {
        byte[] where = Wire.bytes(13, Wire.text(1, "location"), Wire.text(2, location));
        return Wire.all(Wire.number(1, 16), Wire.number(2, 2), Wire.text(8, "w"), where, Wire.number(14, 1));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return copy;
    }
}
