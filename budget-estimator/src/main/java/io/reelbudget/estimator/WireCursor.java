package io.reelbudget.estimator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the protobuf wire format, and refuses whatever goes beyond its bytes.
 *
 * <p>Groups, a deprecated form that ONNX never uses, are refused.
 */
final class WireCursor {

    /** How a field's value is written. */
    enum Wire {
        VARINT,
        FIXED64,
        BYTES,
        FIXED32
    }

    private static final int MAX_VARINT_BYTES = 10;
    private static final int PAYLOAD_BITS = 7;

    private final ByteBuffer bytes;
    private int field;
    private Wire wire = Wire.VARINT;

    WireCursor(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasNext() {
        return bytes.hasRemaining();
    }

    /** Goes to the next field. */
    void next() {
        long tag = varint();
        if (tag < 0 || tag >>> 3 > Integer.MAX_VALUE || tag >>> 3 == 0) {
            throw damaged("has a field number out of range");
        }
        field = (int) (tag >>> 3);
        wire = switch ((int) (tag & 7)) {
            case 0 -> Wire.VARINT;
            case 1 -> Wire.FIXED64;
            case 2 -> Wire.BYTES;
            case 5 -> Wire.FIXED32;
            default -> throw damaged("has a field of an unknown wire type");
        };
    }

    int field() {
        return field;
    }

    Wire wire() {
        return wire;
    }

    /** Returns the value of a number field: the integer, or the bits of the floating-point number. */
    long number() {
        return number(wire);
    }

    /** Returns the next number of a packed field. */
    long number(Wire written) {
        return switch (written) {
            case VARINT -> varint();
            case FIXED32 -> requireMore(Integer.BYTES).getInt();
            case FIXED64 -> requireMore(Long.BYTES).getLong();
            case BYTES -> throw damaged("has bytes where a number belongs");
        };
    }

    /** Returns the value of a field of bytes, without copying them. */
    ByteBuffer slice() {
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw damaged("ends within a field");
        }
        ByteBuffer slice = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return slice;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            byte next = requireMore(1).get();
            value |= (next & 0x7fL) << (PAYLOAD_BITS * i);
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("has a number of more than " + MAX_VARINT_BYTES + " bytes");
    }

    private ByteBuffer requireMore(int count) {
        if (bytes.remaining() < count) {
            throw damaged("ends within a field");
        }
        return bytes;
    }

    private static ModelException damaged(String what) {
        return new ModelException("The model is no ONNX file or is damaged: it " + what + "; restore the file.");
    }
}
