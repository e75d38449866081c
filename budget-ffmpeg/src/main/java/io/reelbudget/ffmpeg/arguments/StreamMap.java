package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.JobDescriptionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream that goes into an output.
 *
 * @param label the label of a filter graph it comes from
 * @param input the input it comes from, where there is no label
 * @param isSound whether it is sound; pictures otherwise
 */
record StreamMap(Optional<String> label, int input, boolean isSound) {

    private static final Pattern LABEL = Pattern.compile("\\[([^\\[\\]]{1,100})]");
    private static final Pattern STREAM = Pattern.compile("(\\d{1,4})(?::([a-zA-Z0-9:#]{1,20}))?\\??");

    /**
     * Returns the streams of an output: those that are mapped, else a video and a track of sound.
     *
     * @param automatic whether the first input's pictures are taken where none is mapped; a graph's otherwise
     */
    static List<StreamMap> of(FileOptions output, boolean automatic) {
        List<StreamMap> streams = new ArrayList<>();
        List<Option> maps = output.all("map");
        if (maps.isEmpty()) {
            streams.add(automatic ? stream(0, false) : new StreamMap(Optional.of("out"), 0, false));
            streams.add(stream(0, true));
        }
        for (Option map : maps) {
            add(map, streams);
        }
        boolean noVideo = output.has("vn");
        boolean noSound = output.has("an");
        return streams.stream()
                .filter(each -> each.label().isPresent() || !(each.isSound() ? noSound : noVideo))
                .toList();
    }

    private static void add(Option map, List<StreamMap> streams) {
        String value = map.value();
        Matcher label = LABEL.matcher(value);
        if (label.matches()) {
            streams.add(new StreamMap(Optional.of(label.group(1)), 0, false));
            return;
        }
        if (value.startsWith("-")) {
            return;
        }
        Matcher stream = STREAM.matcher(value);
        if (!stream.matches()) {
            throw Notation.wrong("-map", value, "a stream such as 0:v:0 or 0:a, or a label such as [out]");
        }
        int input = Integer.parseInt(stream.group(1));
        String kind = stream.group(2) == null ? "" : stream.group(2);
        switch (kind.isEmpty() ? ' ' : kind.charAt(0)) {
            case ' ' -> {
                streams.add(stream(input, false));
                streams.add(stream(input, true));
            }
            case 'v', 'V' -> streams.add(stream(input, false));
            case 'a' -> streams.add(stream(input, true));
            case 's', 'd', 't' -> {
                // Subtitles, data and attachments cost nothing of note.
            }
            default ->
                throw new JobDescriptionException(
                        "-map",
                        "was '" + value + "' but must say what it takes, as numbers alone do not; write " + input
                                + ":v or " + input + ":a.");
        }
    }

    private static StreamMap stream(int input, boolean isSound) {
        return new StreamMap(Optional.empty(), input, isSound);
    }
}
