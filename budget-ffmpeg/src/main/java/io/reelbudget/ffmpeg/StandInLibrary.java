package io.reelbudget.ffmpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An empty shared library under another's name, as an ELF file.
 *
 * <p>The bundled ffmpeg is linked against libraries for sound cards, screens and device lists, which a server often
 * lacks and a transcode never calls. The dynamic loader insists that they exist; as the bundled libraries are bound
 * lazily, it is content with ones that hold nothing but their name and the names of their symbol versions.
 *
 * <p>Layout after the System V ABI, chapters 4 and 5, and the LSB's symbol versioning: one loaded segment with header,
 * string table, an empty symbol table with its hash and versions, version definitions and the dynamic section.
 *
 * @param soname the file's name, such as {@code libpulse.so.0}
 * @param versions names of the symbol versions that others ask it for
 */
record StandInLibrary(String soname, List<String> versions) {

    private static final short TYPE_SHARED = 3;
    private static final int HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int SYMBOL_BYTES = 24;
    private static final int VERSION_BYTES = 28;
    private static final int DYNAMIC_ENTRIES = 10;
    private static final int READ_WRITE = 6;
    /** As large as the largest page of the platforms that have a bundled ffmpeg. */
    private static final long PAGE = 0x10000;

    StandInLibrary {
        versions = List.copyOf(versions);
    }

    /**
     * Returns the library's bytes.
     *
     * @param machine ELF's number of the processor: 62 for x86-64, 183 for AArch64
     */
    byte[] bytes(int machine) {
        byte[] strings = stringTable();
        int stringsAt = HEADER_BYTES + 3 * PROGRAM_HEADER_BYTES;
        int symbolsAt = align(stringsAt + strings.length);
        int hashAt = symbolsAt + SYMBOL_BYTES;
        int versionIndexAt = hashAt + 16;
        int definitionsAt = align(versionIndexAt + 2);
        int dynamicAt = align(definitionsAt + names().size() * VERSION_BYTES);
        int dynamicBytes = DYNAMIC_ENTRIES * 16;
        ByteBuffer elf = ByteBuffer.allocate(dynamicAt + dynamicBytes).order(ByteOrder.LITTLE_ENDIAN);
        putHeader(elf, machine);
        putSegment(elf, 1, 0, elf.capacity(), PAGE);
        putSegment(elf, 2, dynamicAt, dynamicBytes, 8);
        // Without this one (PT_GNU_STACK) the loader would make the stack executable.
        putSegment(elf, 0x6474e551, 0, 0, 16);
        elf.put(strings);
        elf.position(hashAt).putInt(1).putInt(1);
        elf.position(definitionsAt);
        putVersionDefinitions(elf);
        elf.position(dynamicAt);
        putEntry(elf, 14, 1);
        putEntry(elf, 4, hashAt);
        putEntry(elf, 5, stringsAt);
        putEntry(elf, 6, symbolsAt);
        putEntry(elf, 10, strings.length);
        putEntry(elf, 11, SYMBOL_BYTES);
        putEntry(elf, 0x6ffffff0L, versionIndexAt);
        putEntry(elf, 0x6ffffffcL, definitionsAt);
        putEntry(elf, 0x6ffffffdL, names().size());
        return elf.array();
    }

    /** The library's own name is its first version: the base. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(soname);
        names.addAll(versions);
        return names;
    }

    private byte[] stringTable() {
        return ("\0" + String.join("\0", names()) + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static void putHeader(ByteBuffer elf, int machine) {
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort(TYPE_SHARED).putShort((short) machine).putInt(1);
        elf.putLong(0).putLong(HEADER_BYTES).putLong(0).putInt(0);
        elf.putShort((short) HEADER_BYTES)
                .putShort((short) PROGRAM_HEADER_BYTES)
                .putShort((short) 3);
        elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    }

    private static void putSegment(ByteBuffer elf, int type, long offset, long bytes, long alignment) {
        elf.putInt(type).putInt(READ_WRITE);
        elf.putLong(offset).putLong(offset).putLong(offset);
        elf.putLong(bytes).putLong(bytes).putLong(alignment);
    }

    private void putVersionDefinitions(ByteBuffer elf) {
        int nameAt = 1;
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int next = i + 1 < names.size() ? VERSION_BYTES : 0;
            elf.putShort((short) 1).putShort((short) (i == 0 ? 1 : 0));
            elf.putShort((short) (i + 1)).putShort((short) 1);
            elf.putInt(hash(name)).putInt(20).putInt(next);
            elf.putInt(nameAt).putInt(0);
            nameAt += name.length() + 1;
        }
    }

    private static void putEntry(ByteBuffer elf, long tag, long value) {
        elf.putLong(tag).putLong(value);
    }

    /** The System V ABI's hash of a symbol's name. */
    private static int hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash << 4) + name.charAt(i);
            int high = hash & 0xf0000000;
            hash ^= high >>> 24;
            hash &= ~high;
        }
        return hash;
    }

    private static int align(int offset) {
        return (offset + 7) & ~7;
    }
}
