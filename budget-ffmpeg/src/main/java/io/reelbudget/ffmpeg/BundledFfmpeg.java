package io.reelbudget.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * The ffmpeg that a Maven artifact carries for this platform ({@code org.bytedeco:ffmpeg} with its classifier),
 * unpacked once into a private directory of the user.
 */
final class BundledFfmpeg {

    private static final String RESOURCES = "org/bytedeco/ffmpeg/";

    private final Platform platform;
    private final ClassLoader loader;

    BundledFfmpeg(Platform platform, ClassLoader loader) {
        this.platform = platform;
        this.loader = loader;
    }

    /**
     * Unpacks the programs and their libraries, or finds them unpacked.
     *
     * @return the directory with the programs, or empty where no artifact for this platform is on the class path
     * @throws IOException if they cannot be unpacked
     */
    Optional<Path> unpackedInto(Path cache) throws IOException {
        String folder = RESOURCES + platform.name() + "/";
        URL program = loader.getResource(folder + platform.executable("ffmpeg"));
        if (program == null || !(program.openConnection() instanceof JarURLConnection connection)) {
            return Optional.empty();
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            SortedMap<String, JarEntry> entries = entriesOf(jar, folder);
            PrivateCache directory = new PrivateCache(cache, platform.name() + "-" + fingerprint(entries));
            return Optional.of(
                    directory.filledBy(unpacked -> isWhole(unpacked, entries), into -> unpack(jar, entries, into)));
        }
    }

    private static SortedMap<String, JarEntry> entriesOf(JarFile jar, String folder) {
        SortedMap<String, JarEntry> entries = new TreeMap<>();
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            String file = entry.getName().startsWith(folder) ? entry.getName().substring(folder.length()) : "";
            // Java's own bindings, which plain processes need not, are a seventh of the files; folders hold none.
            if (!file.isEmpty() && file.indexOf('/') < 0 && !file.startsWith("libjni") && !file.startsWith("jni")) {
                entries.put(file, entry);
            }
        }
        return entries;
    }

    /** Of the files' names, sizes and checksums, which the archive's directory tells: another build has another. */
    private static String fingerprint(SortedMap<String, JarEntry> entries) {
        CRC32 digest = new CRC32();
        entries.forEach((file, entry) ->
                digest.update((file + ":" + entry.getSize() + ":" + entry.getCrc() + "\n").getBytes(UTF_8)));
        return String.format("%08x", digest.getValue());
    }

    private boolean isWhole(Path directory, SortedMap<String, JarEntry> entries) throws IOException {
        for (var entry : entries.entrySet()) {
            Path file = directory.resolve(entry.getKey());
            if (!Files.isRegularFile(file)
                    || Files.size(file) != entry.getValue().getSize()) {
                return false;
            }
        }
        return platform.deviceLibraries().stream().allMatch(each -> Files.exists(directory.resolve(each.soname())));
    }

    private void unpack(JarFile jar, SortedMap<String, JarEntry> entries, Path into) throws IOException {
        for (var entry : entries.entrySet()) {
            Path file = into.resolve(entry.getKey());
            try (var content = jar.getInputStream(entry.getValue())) {
                Files.copy(content, file);
            }
            PrivateCache.restrict(file);
        }
        for (StandInLibrary library : platform.deviceLibraries()) {
            Files.write(into.resolve(library.soname()), library.bytes(platform.elfMachine()));
        }
    }
}
