package io.reelbudget.ledger.internal.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Chains the transactions of a root: each seal is the first 128 bits of the SHA-256 of the seal before and of what the
 * transaction says. Where a log keeps it is not part of that, so that all logs make the same seals of the same
 * transactions.
 */
public final class Seal {

    /** The seal before the first transaction. */
    private static final byte[] FIRST = new byte[TransactionCodec.SEAL_BYTES];

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Seal::sha256);

    private Seal() {}

    /** Returns what the first transaction of a root is chained to. */
    public static byte[] first() {
        return FIRST.clone();
    }

    /** Returns the seal of the first {@code length} bytes of a record. */
    public static byte[] of(byte[] before, byte[] record, int length) {
        MessageDigest digest = SHA_256.get();
        digest.update(before);
        digest.update(record, 0, length);
        return Arrays.copyOf(digest.digest(), TransactionCodec.SEAL_BYTES);
    }

    /** Returns a seal as hosts see it. */
    public static String text(byte[] seal) {
        return HexFormat.of().formatHex(seal);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
