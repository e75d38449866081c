package io.reelbudget.console;

import io.reelbudget.job.Source;

/**
 * Reads what a probe, such as ffprobe, says of a video; {@code SourceReader::read} of {@code budget-ffmpeg} is one.
 *
 * <p>Implementations are thread-safe and refuse hostile text.
 */
@FunctionalInterface
public interface ProbeReader {

    /**
     * Returns the source that a description is of.
     *
     * @param name the video's name, for messages
     * @param text what the probe wrote
     * @throws IllegalArgumentException if it describes no video
     */
    Source read(String name, String text);
}
