package io.reelbudget.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The client's own name for one command, 128 bits wide. Keep it with the work it stands for: sent again, after a
 * time-out or a crash, it has the same outcome and no second effect.
 *
 * <p>Keys are scoped by the root of the account path. This class is immutable and thread-safe.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IdempotencyKey(long high, long low) {

    /** All bits zero: stands in entries for what no client asked for. */
    public static final IdempotencyKey NONE = new IdempotencyKey(0, 0);

    /** Returns a key that no one else has, from 122 random bits. */
    public static IdempotencyKey random() {
        return of(UUID.randomUUID());
    }

    /** Returns the key with a UUID's bits. */
    public static IdempotencyKey of(UUID uuid) {
        return new IdempotencyKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /**
     * Returns the key of a name, such as {@code capture of job 4711}: the first 128 bits of its SHA-256.
     *
     * @param name any text; the same text gives the same key
     */
    public static IdempotencyKey named(String name) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(name.getBytes(StandardCharsets.UTF_8)));
        return new IdempotencyKey(digest.getLong(), digest.getLong());
    }

    /** Returns the 32 hexadecimal digits of the key. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 was missing but every Java platform must have it.", impossible);
        }
    }
}
