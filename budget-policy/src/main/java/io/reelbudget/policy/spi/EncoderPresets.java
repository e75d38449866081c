package io.reelbudget.policy.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Which presets of which encoder are faster, in ffmpeg's words. */
final class EncoderPresets {

    /** Up to veryfast: the two beyond it cost far more quality than they save time. */
    private static final List<String> X26X =
            List.of("placebo", "veryslow", "slower", "slow", "medium", "fast", "faster", "veryfast");

    /** For encoders whose preset is a number: the fastest that is still meant for files, not for live streams. */
    private static final Map<String, Integer> FASTEST_NUMBER =
            Map.of("libsvtav1", 10, "libaom-av1", 6, "libvpx-vp9", 5, "libvpx", 5);

    private static final int NUMBER_STEP = 2;

    private EncoderPresets() {}

    /** Returns the next faster preset; nothing at the fastest, or for an encoder or preset that is not known here. */
    static Optional<String> faster(String encoder, String preset) {
        Integer fastest = FASTEST_NUMBER.get(encoder);
        if (fastest != null) {
            return fasterNumber(preset, fastest);
        }
        if (!encoder.equals("libx264") && !encoder.equals("libx265")) {
            return Optional.empty();
        }
        int at = X26X.indexOf(preset);
        return at >= 0 && at + 1 < X26X.size() ? Optional.of(X26X.get(at + 1)) : Optional.empty();
    }

    private static Optional<String> fasterNumber(String preset, int fastest) {
        OptionalInt now = number(preset);
        return now.isPresent() && now.getAsInt() < fastest
                ? Optional.of(Integer.toString(Math.min(fastest, now.getAsInt() + NUMBER_STEP)))
                : Optional.empty();
    }

    private static OptionalInt number(String preset) {
        try {
            return OptionalInt.of(Integer.parseInt(preset));
        } catch (NumberFormatException word) {
            return OptionalInt.empty();
        }
    }
}
