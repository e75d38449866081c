package io.reelbudget.policy.provision;

import io.reelbudget.policy.provision.LocalWorkers.Worker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A worker that is a process, with all that it starts in a process group of its own. Beside it a shell waits: for the
 * worker's end, and for the end of a pipe whose other end is here. The operating system closes that pipe when this
 * process ends, however it does, so a worker cannot outlive it for longer than its patience; and to stop one is to
 * close its pipe.
 *
 * <p>The shell lives as long as anything of the group does. This class is thread-safe.
 */
final class WorkerProcess implements Worker {

    private static final String SHELL = "/bin/sh";

    private static final Pattern PATHS = Pattern.compile(Pattern.quote(File.pathSeparator));

    /**
     * The words of the worker's command are the shell's arguments and reach it as they are. What the terminal sends to
     * the host's group, Ctrl-C for one, the shell takes without ending, as the worker is not to be left behind by it. A
     * group of which something lives on after the signal to end gets the one that cannot be ignored. The dead that
     * nobody buries, as in containers whose first process is the host, do not count as living, where {@code /proc}
     * tells them apart.
     *
     * <p>The signal to end waits until the group is there: what was forked a moment ago takes it as the shell does,
     * which is not at all, and would hear of it no more.
     */
    private static final String KEEPER = """
            patience=$1
            shift
            exec 3<&0 4>&1 5>&2 </dev/null >/dev/null 2>&1
            trap : HUP INT QUIT TERM
            if command -v setsid; then
                setsid "$@" >&4 2>&5 3<&- 4>&- 5>&- &
            else
                set -m
                "$@" >&4 2>&5 3<&- 4>&- 5>&- &
                set +m
            fi
            worker=$!
            exec 4>&- 5>&-
            tell() { kill -s "$1" -- "-$worker" || kill -s "$1" "$worker"; }
            lives() {
                if [ -r /proc/self/stat ]; then
                    grep -sqE "\\) [^ZX] [0-9]+ $worker " /proc/[0-9]*/stat || kill -s 0 "$worker"
                else
                    tell 0
                fi
            }
            await() {
                tenths=0
                while [ "$tenths" -lt "$patience" ] && lives; do
                    if [ "$tenths" -lt 50 ] && sleep 0.1; then
                        tenths=$((tenths + 1))
                    else
                        sleep 1
                        tenths=$((tenths + 10))
                    fi
                done
                lives
            }
            ready() { while kill -s 0 "$worker" && ! kill -s 0 -- "-$worker"; do sleep 0.01 || sleep 1; done; }
            end() { ready; tell TERM && await && tell KILL; }
            { read -r _ <&3; end; } &
            watch=$!
            exec 3<&-
            wait "$worker"
            while kill -s 0 "$worker"; do wait "$worker"; done
            lives && end
            kill -s KILL "$watch"
            """;

    private final Process keeper;

    private WorkerProcess(Process keeper) {
        this.keeper = keeper;
    }

    /**
     * Starts a worker.
     *
     * @param variables what it finds in its environment besides this process's own
     * @param patience how long it may take to end once it is asked to
     */
    static WorkerProcess started(List<String> command, Map<String, String> variables, Duration patience) {
        String program = command.get(0);
        // Told here, as the shell can say it to nobody.
        if (!isThere(program)) {
            throw new UncheckedIOException(
                    "Worker could not be started by '" + program
                            + "', which is no program that can be run; check its path, its rights and PATH.",
                    new NoSuchFileException(program));
        }
        List<String> words =
                new ArrayList<>(List.of(SHELL, "-c", KEEPER, "worker", Long.toString(patience.toMillis() / 100)));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        try {
            return new WorkerProcess(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Worker '" + program + "' could not be started by " + SHELL
                            + "; check that there is one and that the limit of processes is not reached.",
                    failed);
        }
    }

    @Override
    public boolean isAlive() {
        return keeper.isAlive();
    }

    @Override
    public void stop() {
        try {
            keeper.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Worker's pipe could not be closed, so it was not asked to end; ask again.", failed);
        }
    }

    private static boolean isThere(String program) {
        if (program.contains(File.separator)) {
            return isProgram(Path.of(program));
        }
        return PATHS.splitAsStream(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"))
                .anyMatch(directory -> isProgram(Path.of(directory, program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
