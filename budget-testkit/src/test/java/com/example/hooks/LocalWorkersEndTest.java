package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.provision.LocalWorkers;
import io.reelbudget.policy.spi.InstanceRequest;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes. Each writes its number to a file once it is ready, and waits longer than any test. */
@DisplayName("A process of local workers")
class LocalWorkersEndTest {

    private static final AccountPath ACCOUNT = AccountPath.of("acme/video");

    private static final String READY = "echo $$ > \"$STATE/pid-$REELBUDGET_WORKER\"; ";
    private static final String CHILD = "sleep 60 & echo $! > \"$STATE/child-$REELBUDGET_WORKER\"; ";
    private static final String IGNORES = "trap '' TERM; " + READY + "while :; do sleep 1; done";

    @TempDir
    private Path state;

    private final List<LocalWorkers> opened = new ArrayList<>();
    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void leaveNothingBehind() {
        opened.forEach(LocalWorkers::close);
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private LocalWorkers workers(int most, Duration patience, String script, String... words) {
        Stream<String> command = Stream.of("env", "STATE=" + state, "sh", "-c", script, "sh");
        LocalWorkers workers = LocalWorkers.of(
                LocalWorkers.processes(Stream.concat(command, Stream.of(words)).toList(), patience), most);
        opened.add(workers);
        return workers;
    }

    private static InstanceRequest request(String key, int instances) {
        return new InstanceRequest(ACCOUNT, instances, IdempotencyKey.named(key), "A test asks for them.");
    }

    private long pid(String file) throws Exception {
        long pid = Processes.awaitPid(state.resolve(file));
        pids.add(pid);
        return pid;
    }

    @Test
    void takes_the_children_of_a_shell_with_it() throws Exception {
        LocalWorkers workers = workers(1, Duration.ofSeconds(30), CHILD + READY + "wait");
        workers.provision(request("first", 1));
        long shell = pid("pid-worker-1");
        long child = pid("child-worker-1");
        workers.giveBack(request("back", 1));

        Processes.awaitEnd(shell);
        Processes.awaitEnd(child);
    }

    /** A signal that comes between the fork and the program is easily lost, one time in twenty on a busy machine. */
    @Test
    void ends_where_it_is_stopped_while_it_starts() throws Exception {
        LocalWorkers.Launcher launcher = LocalWorkers.processes(List.of("sleep", "60"), Duration.ofDays(1));
        for (int round = 0; round < 5; round++) {
            List<LocalWorkers.Worker> started = new ArrayList<>();
            for (int worker = 0; worker < 40; worker++) {
                started.add(launcher.launch(ACCOUNT, "worker-" + worker));
                started.get(worker).stop();
            }

            Processes.await("A worker that was stopped at its start had not ended", () -> started.stream()
                    .noneMatch(LocalWorkers.Worker::isAlive));
        }
    }

    @Test
    void is_killed_where_it_ignores_that_it_is_to_end() throws Exception {
        LocalWorkers workers = workers(1, Duration.ofMillis(200), IGNORES);
        workers.provision(request("first", 1));
        long stubborn = pid("pid-worker-1");
        workers.close();

        Processes.awaitEnd(stubborn);
    }

    @Test
    void takes_its_place_until_it_has_ended_though_it_is_not_listed_any_more() throws Exception {
        LocalWorkers workers = workers(1, Duration.ofHours(1), IGNORES);
        workers.provision(request("first", 1));
        long stubborn = pid("pid-worker-1");
        workers.giveBack(request("back", 1));

        assertThat(workers.running(ACCOUNT).orElseThrow()).isEmpty();
        assertThat(workers.provision(request("second", 1)).instances()).isZero();
        assertThat(Processes.works(stubborn)).isTrue();

        ProcessHandle.of(stubborn).orElseThrow().destroyForcibly();
        Processes.awaitEnd(stubborn);
        // The shell beside it needs a moment to see that. Each wish is another, as one without a place is answered.
        AtomicInteger wishes = new AtomicInteger();
        Processes.await("The place was not free", () -> {
            String wish = "wish " + wishes.incrementAndGet();
            return workers.provision(request(wish, 1)).instances() == 1;
        });
        // Nobody waits an hour for it: it is ended with the others.
        pid("pid-worker-2");
    }

    @Test
    void leaves_no_children_behind_when_it_ends_by_itself() throws Exception {
        LocalWorkers workers = workers(1, Duration.ofSeconds(30), CHILD);
        workers.provision(request("first", 1));

        Processes.awaitEnd(pid("child-worker-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waits", "ends"})
    void does_not_outlive_a_host_that_is_killed_or_ends_without_closing(String how) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        WorkersHost.class.getName(),
                        how,
                        CHILD + IGNORES)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().put("STATE", state.toString());
        Process host = builder.start();
        List<Long> started = new ArrayList<>();
        for (String file : List.of("pid-worker-1", "pid-worker-2", "child-worker-1", "child-worker-2")) {
            started.add(pid(file));
        }
        if (how.equals("waits")) {
            host.destroyForcibly();
        }
        host.waitFor();

        for (long each : started) {
            Processes.awaitEnd(each);
        }
    }

    private static String classPath() {
        return Stream.of(WorkersHost.class, LocalWorkers.class, AccountPath.class)
                .map(each ->
                        each.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void gets_the_words_of_its_command_as_they_are_and_is_told_who_it_works_for() throws Exception {
        Path seen = state.resolve("seen");
        LocalWorkers workers = workers(
                1,
                Duration.ofSeconds(30),
                "{ printf '%s|' \"$@\"; cat; echo \"$REELBUDGET_ACCOUNT $REELBUDGET_WORKER\"; } > \"$STATE/part\";"
                        + " mv \"$STATE/part\" \"$STATE/seen\"; " + READY + "sleep 60",
                "a  b",
                "$(id)",
                "; 'exit'");
        workers.provision(request("first", 1));
        pid("pid-worker-1");

        assertThat(Files.readString(seen)).isEqualTo("a  b|$(id)|; 'exit'|acme/video worker-1\n");
    }

    @Test
    void is_refused_at_once_where_its_program_is_none() {
        LocalWorkers workers = LocalWorkers.of(LocalWorkers.processes(List.of("no-such-transcoder")), 1);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> workers.provision(request("first", 1)))
                .withMessage("Worker could not be started by 'no-such-transcoder', which is no program that can be run;"
                        + " check its path, its rights and PATH.");
    }
}
