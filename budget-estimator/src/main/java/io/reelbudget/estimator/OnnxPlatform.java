package io.reelbudget.estimator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where ONNX Runtime must not be loaded.
 *
 * <p>On Linux ONNX Runtime 1.29 ends the whole process with a segmentation fault while it is loaded, when the process
 * was started with a command line of about 4,000 bytes or more, such as one with a long class path (seen on x86-64 with
 * 4,015, not with 3,915). No exception tells, so it must be known before.
 *
 * <p>Stateless and thread-safe.
 */
public final class OnnxPlatform {

    /** Well below the shortest command line that was seen to end a process. */
    static final int MOST_BYTES = 3_800;

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private OnnxPlatform() {}

    /** Returns why ONNX Runtime must not be loaded in this process, in one sentence; empty where nothing is known. */
    public static Optional<String> objection() {
        return objection(COMMAND_LINE);
    }

    /** Without such a file this is not Linux, or it may not be read: nothing is known then. */
    static Optional<String> objection(Path commandLine) {
        try {
            int bytes = Files.isReadable(commandLine) ? Files.readAllBytes(commandLine).length : 0;
            return bytes < MOST_BYTES
                    ? Optional.empty()
                    : Optional.of("ONNX Runtime would end this process, whose command line has " + bytes
                            + " bytes but must have fewer than " + MOST_BYTES
                            + "; give the class path in an argument file (java @file) or in the environment variable"
                            + " CLASSPATH");
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
