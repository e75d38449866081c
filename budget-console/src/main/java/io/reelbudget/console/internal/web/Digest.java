package io.reelbudget.console.internal.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests. */
public final class Digest {

    private static final int SHORT = 32;

    private Digest() {}

    /** Returns the 64 hexadecimal digits of some bytes' digest. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 was missing but every Java platform must have it.", impossible);
        }
    }

    /** Returns the first half of it, enough to tell versions apart. */
    static String shortOf(byte[] bytes) {
        return of(bytes).substring(0, SHORT);
    }
}
