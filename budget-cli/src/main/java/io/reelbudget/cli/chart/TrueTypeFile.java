package io.reelbudget.cli.chart;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables of a TrueType file that say which outline a character has and how far it advances (OpenType specification
 * 1.9: {@code head, hhea, maxp, hmtx, cmap} format 4, {@code loca}).
 *
 * <p>Read here because the JDK's own fonts need FreeType and fontconfig from the operating system, which a machine with
 * only a JDK does not have. This class is immutable and thread-safe.
 */
final class TrueTypeFile {

    private final ByteBuffer bytes;
    private final Map<String, Integer> tables = new HashMap<>();
    private final Map<Integer, Integer> glyphOfCharacter = new HashMap<>();

    private TrueTypeFile(byte[] content) {
        this.bytes = ByteBuffer.wrap(content).asReadOnlyBuffer();
        int count = bytes.getShort(4);
        for (int i = 0; i < count; i++) {
            int entry = 12 + 16 * i;
            byte[] tag = new byte[4];
            bytes.get(entry, tag);
            tables.put(new String(tag, StandardCharsets.US_ASCII), bytes.getInt(entry + 8));
        }
        readCharacterMap(characterMapOffset());
    }

    /**
     * Returns the file with this content.
     *
     * @throws IllegalArgumentException if a table is missing, or if its characters are not mapped in format 4
     */
    static TrueTypeFile of(byte[] content) {
        return new TrueTypeFile(content);
    }

    /** Returns how many font units are as high as the letters' size. */
    int unitsPerEm() {
        return unsignedShort(table("head") + 18);
    }

    /** Returns the outline that stands for a character: 0, the outline for what is missing, where there is none. */
    int glyphOf(int codePoint) {
        return glyphOfCharacter.getOrDefault(codePoint, 0);
    }

    /** Returns how far the pen moves on after a glyph, in font units. */
    int advanceOf(int glyph) {
        int metrics = unsignedShort(table("hhea") + 34);
        return unsignedShort(table("hmtx") + 4 * Math.min(glyph, metrics - 1));
    }

    /** Returns a reader of a glyph's outline; empty where it has none, as a space has. */
    ByteBuffer outlineOf(int glyph) {
        boolean wide = bytes.getShort(table("head") + 50) != 0;
        int loca = table("loca");
        int from = wide ? bytes.getInt(loca + 4 * glyph) : 2 * unsignedShort(loca + 2 * glyph);
        int until = wide ? bytes.getInt(loca + 4 * glyph + 4) : 2 * unsignedShort(loca + 2 * glyph + 2);
        return bytes.slice(table("glyf") + from, until - from);
    }

    private int characterMapOffset() {
        int cmap = table("cmap");
        int count = unsignedShort(cmap + 2);
        for (int i = 0; i < count; i++) {
            int offset = cmap + bytes.getInt(cmap + 4 + 8 * i + 4);
            if (unsignedShort(offset) == 4) {
                return offset;
            }
        }
        throw new IllegalArgumentException(
                "Font's character map was in another format but must be in format 4; save it with one.");
    }

    private void readCharacterMap(int map) {
        int segments = unsignedShort(map + 6) / 2;
        int ends = map + 14;
        int starts = ends + 2 * segments + 2;
        int deltas = starts + 2 * segments;
        int rangeOffsets = deltas + 2 * segments;
        for (int i = 0; i < segments; i++) {
            int start = unsignedShort(starts + 2 * i);
            int end = unsignedShort(ends + 2 * i);
            int delta = unsignedShort(deltas + 2 * i);
            int rangeAt = rangeOffsets + 2 * i;
            int range = unsignedShort(rangeAt);
            for (int character = start; character <= end && character != 0xFFFF; character++) {
                int listed = range == 0 ? character : unsignedShort(rangeAt + range + 2 * (character - start));
                if (listed != 0) {
                    glyphOfCharacter.put(character, (listed + delta) & 0xFFFF);
                }
            }
        }
    }

    private int table(String tag) {
        Integer offset = tables.get(tag);
        if (offset == null) {
            throw new IllegalArgumentException(
                    "Font had no table '" + tag + "' but must have one; take a TrueType file with outlines.");
        }
        return offset;
    }

    private int unsignedShort(int offset) {
        return bytes.getShort(offset) & 0xFFFF;
    }
}
