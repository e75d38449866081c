package io.reelbudget.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An encoder at a fast preset and a constant quality, by which content can be told: at the same quality, hard pictures
 * take more time and more bits.
 */
enum TrialPreset {
    /** No motion search of note, no entropy coding to speak of. */
    X264_ULTRAFAST("libx264", "ultrafast", 0.009, "-preset", "ultrafast", "-crf", "26"),
    /** Motion search, several kinds of blocks. */
    X264_VERYFAST("libx264", "veryfast", 0.025, "-preset", "veryfast", "-crf", "26"),
    /** Each picture by itself: detail alone. In every ffmpeg. */
    MPEG4_INTRA("mpeg4", "intra", 0.0055, "-q:v", "4", "-g", "1"),
    /** The difference from picture to picture: what motion leaves. In every ffmpeg. */
    MPEG4_INTER("mpeg4", "inter", 0.0065, "-q:v", "4", "-g", "250");

    private final String encoder;
    private final String preset;
    private final double roughSecondsPerMegapixel;

    // Made by List.of, which nobody can change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> options;

    TrialPreset(String encoder, String preset, double roughSecondsPerMegapixel, String... options) {
        this.encoder = encoder;
        this.preset = preset;
        this.roughSecondsPerMegapixel = roughSecondsPerMegapixel;
        this.options = List.of(options);
    }

    /**
     * Returns the two presets to try with an ffmpeg: x264's where it has them, else those of ffmpeg's own MPEG-4
     * encoder. openh264 and SVT-AV1 have no preset that is cheap enough: at their fastest they take three to six times
     * as long for a pixel, which would leave too few samples.
     */
    static List<TrialPreset> of(Ffmpeg ffmpeg) {
        List<TrialPreset> chosen = Stream.of(List.of(X264_ULTRAFAST, X264_VERYFAST), List.of(MPEG4_INTRA, MPEG4_INTER))
                .filter(pair -> pair.stream().allMatch(each -> ffmpeg.has(each.encoder)))
                .findFirst()
                .orElse(List.of());
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("Encoders of " + ffmpeg + " were " + ffmpeg.encoders()
                    + " but must include libx264 or mpeg4 for probing; use a build that has one.");
        }
        return chosen;
    }

    String encoder() {
        return encoder;
    }

    String preset() {
        return preset;
    }

    /** Returns about what a million pixels take, in CPU seconds, of hard content: only to plan with. */
    double roughSecondsPerMegapixel() {
        return roughSecondsPerMegapixel;
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("-c:v", encoder, "-threads", "1"));
        arguments.addAll(options);
        return arguments;
    }
}
