package io.reelbudget.cli.demo;

import io.reelbudget.job.Content;
import io.reelbudget.job.Source;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A piece of video that is transcoded: the first seconds of a file.
 *
 * @param name what it is called in the table
 * @param file where it is
 * @param whole the file as ffprobe described it
 */
record Clip(String name, Path file, Source whole) {

    /** Returns how much of the file is used: all of it, but no more than a limit. */
    Duration length(Duration limit) {
        Duration all = Duration.ofMillis(Math.round(whole.durationSeconds() * 1000));
        return all.compareTo(limit) < 0 ? all : limit;
    }

    /** Returns the source that the used part is. */
    Source used(Duration limit) {
        double seconds = Math.max(0.04, length(limit).toMillis() / 1e3);
        double share = Math.min(1, seconds / whole.durationSeconds());
        return new Source(
                whole.container(),
                whole.codec(),
                whole.width(),
                whole.height(),
                whole.framesPerSecond(),
                seconds,
                whole.bitsPerSecond(),
                Math.round(whole.bytes() * share),
                whole.scan(),
                whole.range(),
                whole.content());
    }

    /** Returns this clip, of which more is known. */
    Clip withContent(Content content) {
        return new Clip(name, file, whole.withContent(content));
    }
}
