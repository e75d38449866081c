package io.reelbudget.estimator;

import io.reelbudget.estimator.WireCursor.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of an ONNX file, read with all that it contains against {@link OnnxKind}: a field that is not listed
 * there, or is written in another way than listed, refuses the file, at any depth.
 */
final class OnnxMessage {

    /** Trees of the largest model that is accepted have fewer nodes; bounds the memory a hostile file can take. */
    private static final int MAX_VALUES_PER_FIELD = 1 << 18;

    private final Map<Integer, Numbers> numbers = new HashMap<>();
    private final Map<Integer, List<ByteBuffer>> texts = new HashMap<>();
    private final Map<Integer, List<OnnxMessage>> messages = new HashMap<>();

    private OnnxMessage() {}

    static OnnxMessage read(ByteBuffer bytes, OnnxKind kind) {
        OnnxMessage message = new OnnxMessage();
        WireCursor cursor = new WireCursor(bytes);
        while (cursor.hasNext()) {
            cursor.next();
            message.add(kind.requireField(cursor.field(), cursor.wire()), cursor);
        }
        return message;
    }

    private void add(OnnxKind.Field field, WireCursor cursor) {
        int size;
        if (field.kind() != null) {
            List<OnnxMessage> list = messages.computeIfAbsent(field.number(), n -> new ArrayList<>());
            list.add(read(cursor.slice(), field.kind()));
            size = list.size();
        } else if (field.wire() == Wire.BYTES) {
            List<ByteBuffer> list = texts.computeIfAbsent(field.number(), n -> new ArrayList<>());
            list.add(cursor.slice());
            size = list.size();
        } else {
            Numbers list = numbers.computeIfAbsent(field.number(), n -> new Numbers());
            addNumbers(list, cursor, field.wire());
            size = list.size;
        }
        if (size > MAX_VALUES_PER_FIELD) {
            throw new ModelException("The model has more than " + MAX_VALUES_PER_FIELD + " values of field "
                    + field.name() + "; train a smaller one.");
        }
    }

    /** Numbers may be packed into one field of bytes, which parsers must accept where the schema does not say so. */
    private static void addNumbers(Numbers list, WireCursor cursor, Wire wire) {
        if (cursor.wire() != Wire.BYTES) {
            list.add(cursor.number());
            return;
        }
        WireCursor packed = new WireCursor(cursor.slice());
        while (packed.hasNext()) {
            list.add(packed.number(wire));
        }
    }

    /** Returns all numbers of a field in their order; floating-point numbers as their bits. */
    long[] numbers(int field) {
        Numbers list = numbers.get(field);
        return list == null ? new long[0] : Arrays.copyOf(list.values, list.size);
    }

    /** Returns the last number of a field, as parsers do where it is written twice; a default where it is absent. */
    long number(int field, long absent) {
        long[] all = numbers(field);
        return all.length == 0 ? absent : all[all.length - 1];
    }

    List<String> texts(int field) {
        return texts.getOrDefault(field, List.of()).stream()
                .map(slice -> StandardCharsets.UTF_8.decode(slice.duplicate()).toString())
                .toList();
    }

    String text(int field) {
        List<String> all = texts(field);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    List<OnnxMessage> messages(int field) {
        return messages.getOrDefault(field, List.of());
    }

    private static final class Numbers {
        private long[] values = new long[8];
        private int size;

        private void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }
    }
}
