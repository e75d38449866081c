package io.reelbudget.forecast.series;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A fitted model at rest: numbers, whose model they are, and in which layout.
 *
 * <p>{@link #toBytes} adds a mark, a version of the envelope and a checksum, so that damage and mix-ups are refused
 * rather than forecast from. This class is immutable and thread-safe.
 */
public final class ModelState {

    private static final int MARK = 0x52424653;
    private static final int ENVELOPE = 1;
    private static final int MOST_NAME_BYTES = 1_000;

    private final String model;
    private final int version;
    private final double[] numbers;

    ModelState(String model, int version, double[] numbers) {
        this.model = model;
        this.version = version;
        this.numbers = numbers;
    }

    /**
     * Begins a state.
     *
     * @param model what {@link #read} will be asked for
     * @param version of the layout; raise it whenever the order or meaning of the numbers changes
     */
    public static StateWriter write(String model, int version) {
        return new StateWriter(model, version);
    }

    /**
     * Returns the numbers in the order in which they were written.
     *
     * @param expectedModel whose state this must be
     * @param expectedVersion in which layout
     * @throws IllegalArgumentException if it is another's, or of another version
     */
    public StateReader read(String expectedModel, int expectedVersion) {
        if (!model.equals(expectedModel) || version != expectedVersion) {
            throw new IllegalArgumentException("State was of model '" + model + "', version " + version
                    + " but must be of '" + expectedModel + "', version " + expectedVersion + "; fit the model anew.");
        }
        return new StateReader(numbers);
    }

    /** Returns the numbers themselves, which the callers in this package do not change. */
    double[] numbers() {
        return numbers;
    }

    /** Returns in which layout the numbers are. */
    int version() {
        return version;
    }

    /** Returns whose state this is. */
    public String model() {
        return model;
    }

    /** Returns the bytes that {@link #fromBytes} reads; big-endian, a few dozen more than eight a number. */
    public byte[] toBytes() {
        byte[] name = model.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(
                4 * Integer.BYTES + name.length + Integer.BYTES + numbers.length * Double.BYTES + Long.BYTES);
        out.putInt(MARK).putInt(ENVELOPE).putInt(version).putInt(name.length).put(name);
        out.putInt(numbers.length);
        for (double number : numbers) {
            out.putDouble(number);
        }
        return out.putLong(checksum(out.array(), out.position())).array();
    }

    /**
     * Returns the state that was written as bytes.
     *
     * @throws IllegalArgumentException if the bytes are not a state, cut short, or damaged
     */
    public static ModelState fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int body = bytes.length - Long.BYTES;
        if (body < 0 || in.getLong(body) != checksum(bytes, body)) {
            throw damaged(bytes.length);
        }
        try {
            if (in.getInt() != MARK || in.getInt() != ENVELOPE) {
                throw damaged(bytes.length);
            }
            int version = in.getInt();
            byte[] name = new byte[requireWithin(in.getInt(), Math.min(in.remaining(), MOST_NAME_BYTES), bytes.length)];
            in.get(name);
            double[] numbers = new double[requireWithin(in.getInt(), in.remaining() / Double.BYTES, bytes.length)];
            Arrays.setAll(numbers, i -> in.getDouble());
            return new ModelState(new String(name, StandardCharsets.UTF_8), version, numbers);
        } catch (BufferUnderflowException tooShort) {
            throw damaged(bytes.length);
        }
    }

    private static int requireWithin(int count, int most, int length) {
        if (count < 0 || count > most) {
            throw damaged(length);
        }
        return count;
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private static IllegalArgumentException damaged(int length) {
        return new IllegalArgumentException("State of " + length
                + " bytes is not one that this version wrote, or it is damaged; fit the model anew.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelState that
                && model.equals(that.model)
                && version == that.version
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * model.hashCode() + version) + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return "state of " + model + ", version " + version + ", " + numbers.length + " numbers";
    }
}
