package io.reelbudget;

import io.reelbudget.estimator.TrainedCostEstimator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bundled model, and one that knows presets and pixels alone: the same file with every leaf and every formula's
 * weights set to zero.
 */
final class FlattenedModel {

    private static final int FLOAT_FIELD_7 = 0x3d;
    private static final Pattern VERSION = Pattern.compile("\"version\" : \"([^\"]*)\"");
    private static final Pattern WEIGHTS = Pattern.compile("\"weights\":\\[[^\\]]*\\]");

    /** With one digit before the point: of more, the first may not be zero. */
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9.])[0-9]\\.[0-9]+(E-?[0-9]+)?");

    private static final Pattern SHA = Pattern.compile("\"sha256\" : \"[0-9a-f]*\"");

    private FlattenedModel() {}

    /** Writes {@code bundled.onnx} and {@code flat.onnx}, each with its card, into a directory. */
    static void writeBoth(Path directory) throws IOException {
        byte[] model = resource("cost-model.onnx");
        String card = new String(resource("cost-model.json"), StandardCharsets.UTF_8);
        Files.createDirectories(directory);
        Files.write(directory.resolve("bundled.onnx"), model);
        Files.writeString(directory.resolve("bundled.json"), card);

        byte[] flat = withoutWeights(withoutLeaves(model));
        Matcher version = VERSION.matcher(card);
        if (!version.find()) {
            throw new IllegalStateException("The bundled card has no version.");
        }
        rename(flat, version.group(1));
        String pinned = SHA.matcher(card).replaceFirst("\"sha256\" : \"" + sha256(flat) + "\"");
        Files.write(directory.resolve("flat.onnx"), flat);
        Files.writeString(
                directory.resolve("flat.json"),
                VERSION.matcher(pinned)
                        .replaceFirst("\"version\" : \"f" + version.group(1).substring(1) + "\""));
    }

    private static byte[] withoutLeaves(byte[] model) {
        byte[] flat = model.clone();
        String name = "target_weights";
        int at = indexOf(flat, name, 0) + name.length();
        int leaves = 0;
        for (; flat[at] == FLOAT_FIELD_7; at += 5, leaves++) {
            flat[at + 1] = 0;
            flat[at + 2] = 0;
            flat[at + 3] = 0;
            flat[at + 4] = 0;
        }
        if (leaves < 100) {
            throw new IllegalStateException("The bundled model's leaves were not found.");
        }
        return flat;
    }

    /** Digits become zeros where they stand, so that no length changes. */
    private static byte[] withoutWeights(byte[] model) {
        String text = new String(model, StandardCharsets.ISO_8859_1);
        Matcher formulas = WEIGHTS.matcher(text);
        StringBuilder flat = new StringBuilder();
        int found = 0;
        for (; formulas.find(); found++) {
            formulas.appendReplacement(
                    flat,
                    Matcher.quoteReplacement(NUMBER.matcher(formulas.group())
                            .replaceAll(number -> number.group().replaceAll("\\d", "0"))));
        }
        if (found < 10) {
            throw new IllegalStateException("The bundled model's formulas were not found.");
        }
        return formulas.appendTail(flat).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void rename(byte[] model, String version) {
        int at = indexOf(model, version, indexOf(model, "reelbudget.version", 0));
        model[at] = 'f';
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        // Latin-1 has one character for each byte.
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
        if (at < 0) {
            throw new IllegalStateException("The bundled model has no '" + text + "'.");
        }
        return at;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TrainedCostEstimator.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
