package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A private cache")
class PrivateCacheTest {

    @TempDir
    private Path parent;

    @Test
    void is_filled_once() throws IOException {
        PrivateCache cache = new PrivateCache(parent, "programs");
        cache.filledBy(PrivateCacheTest::hasProgram, PrivateCacheTest::putProgram);

        Path again = cache.filledBy(PrivateCacheTest::hasProgram, directory -> {
            throw new IOException("filled twice");
        });

        assertThat(again).isEqualTo(parent.resolve("programs"));
        assertThat(again.resolve("program")).hasContent("whole");
    }

    @Test
    void is_open_to_its_owner_only() throws IOException {
        Path directory = new PrivateCache(parent, "programs")
                .filledBy(PrivateCacheTest::hasProgram, PrivateCacheTest::putProgram);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void is_filled_anew_where_a_file_was_lost() throws IOException {
        PrivateCache cache = new PrivateCache(parent, "programs");
        Path directory = cache.filledBy(PrivateCacheTest::hasProgram, PrivateCacheTest::putProgram);
        Files.delete(directory.resolve("program"));

        cache.filledBy(PrivateCacheTest::hasProgram, PrivateCacheTest::putProgram);

        assertThat(directory.resolve("program")).hasContent("whole");
        assertThat(children()).containsExactly("programs");
    }

    @Test
    void does_not_trust_a_directory_that_others_may_write() throws IOException {
        Path planted = Files.createDirectory(parent.resolve("programs"));
        Files.writeString(planted.resolve("program"), "planted");
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));

        Path directory = new PrivateCache(parent, "programs")
                .filledBy(PrivateCacheTest::hasProgram, PrivateCacheTest::putProgram);

        assertThat(directory.resolve("program")).hasContent("whole");
    }

    @Test
    void leaves_nothing_behind_where_it_could_not_be_filled() throws IOException {
        PrivateCache cache = new PrivateCache(parent, "programs");

        assertThatIOException()
                .isThrownBy(() -> cache.filledBy(PrivateCacheTest::hasProgram, directory -> {
                    Files.writeString(directory.resolve("half"), "half");
                    throw new IOException("disk full");
                }));

        assertThat(children()).isEmpty();
    }

    @Test
    void is_whole_for_all_that_fill_it_at_once() throws Exception {
        int racers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            CyclicBarrier start = new CyclicBarrier(racers);
            Callable<Path> race = () -> {
                start.await();
                return new PrivateCache(parent, "programs")
                        .filledBy(PrivateCacheTest::hasProgram, PrivateCacheTest::putProgram);
            };
            List<Future<Path>> all =
                    threads.invokeAll(Stream.generate(() -> race).limit(racers).toList());
            for (Future<Path> each : all) {
                assertThat(each.get().resolve("program")).hasContent("whole");
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(children()).containsExactly("programs");
    }

    private List<String> children() throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static boolean hasProgram(Path directory) {
        return Files.isRegularFile(directory.resolve("program"));
    }

    private static void putProgram(Path directory) throws IOException {
        Files.writeString(directory.resolve("program"), "whole");
    }
}
