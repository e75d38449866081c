package io.reelbudget.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells sources apart by their content: size, time of the last change and a hash of the file's head, middle and tail.
 * Not by name, so that a file that is moved is known again, and one that is overwritten is not.
 */
final class SourceFingerprint {

    private static final int BLOCK_BYTES = 64 << 10;

    private SourceFingerprint() {}

    /** Returns 64 hexadecimal digits. */
    static String of(Path file, List<TrialPreset> presets) throws IOException {
        MessageDigest digest = sha256();
        long size = Files.size(file);
        String facts =
                presets + " " + size + " " + Files.getLastModifiedTime(file).toMillis() + "\n";
        digest.update(facts.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at : new long[] {0, Math.max(0, size / 2 - BLOCK_BYTES / 2), Math.max(0, size - BLOCK_BYTES)}) {
                ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
                while (block.hasRemaining() && channel.read(block, at + block.position()) > 0) {
                    // Until it is full or the file ends.
                }
                digest.update(block.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", impossible);
        }
    }
}
