package io.reelbudget.ffmpeg.mediaconvert;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in a video by hours, minutes, seconds and frames. */
final class Timecode {

    private static final Pattern PATTERN = Pattern.compile("(\\d{2}):(\\d{2}):(\\d{2})[:;](\\d{2})");

    private Timecode() {}

    /** Returns a field's place in seconds, empty where it is missing. */
    static Optional<Double> seconds(DocumentPart part, String name, double framesPerSecond) {
        return part.text(name).map(text -> {
            Matcher fields = PATTERN.matcher(text);
            if (!fields.matches()) {
                throw part.required(name).wrong("a timecode such as 00:01:30:12");
            }
            double minutes = Integer.parseInt(fields.group(1)) * 60.0 + Integer.parseInt(fields.group(2));
            return minutes * 60
                    + Integer.parseInt(fields.group(3))
                    + Integer.parseInt(fields.group(4)) / framesPerSecond;
        });
    }
}
