package io.reelbudget.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked the demo for.
 *
 * @param inputs the user's own files; clips are drawn where there are none
 * @param ffmpeg the user's own ffmpeg
 * @param directory where ledger, clips and chart go; a new directory under the working directory where empty
 * @param chart where the chart goes; into the directory where empty
 * @param seed which jobs and which history are drawn
 */
record DemoOptions(
        List<Path> inputs, Optional<Path> ffmpeg, Optional<Path> directory, Optional<Path> chart, long seed) {

    DemoOptions {
        inputs = List.copyOf(inputs);
    }
}
