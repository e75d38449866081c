package io.reelbudget.ffmpeg.arguments;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of the command line and the options before it.
 *
 * @param url the file
 * @param options what was said of it, in order
 */
record FileOptions(String url, List<Option> options) {

    FileOptions {
        options = List.copyOf(options);
    }

    boolean has(String name) {
        return options.stream().anyMatch(each -> each.name().equals(name));
    }

    List<Option> all(String name) {
        return options.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** Returns the last option of one of some names; ffmpeg takes the last, too. */
    Optional<Option> last(String... names) {
        return last(Set.of(names), options);
    }

    /** Returns the last option of one of some names that is meant for a video stream. */
    Optional<Option> video(int index, String... names) {
        return last(
                Set.of(names),
                options.stream().filter(each -> each.isForVideo(index)).toList());
    }

    /** Returns the last option of one of some names that is meant for a track of sound. */
    Optional<Option> audio(int index, String... names) {
        return last(
                Set.of(names),
                options.stream().filter(each -> each.isForAudio(index)).toList());
    }

    private static Optional<Option> last(Set<String> names, List<Option> among) {
        return among.stream().filter(each -> names.contains(each.name())).reduce((first, second) -> second);
    }
}
