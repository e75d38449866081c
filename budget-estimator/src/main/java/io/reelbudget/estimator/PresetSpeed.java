package io.reelbudget.estimator;

import java.util.List;

/** An encoder's own word for its speed as a number: more is faster, on each encoder's own scale. */
final class PresetSpeed {

    /** Names of x264 and x265, slowest first. */
    private static final List<String> NAMES = List.of(
            "placebo", "veryslow", "slower", "slow", "medium", "fast", "faster", "veryfast", "superfast", "ultrafast");

    private static final int MAX_DIGITS = 3;

    private PresetSpeed() {}

    /** Returns 0 (placebo) to 9 (ultrafast) for a name, the number itself for a number, NaN for any other word. */
    static double of(String preset) {
        int named = NAMES.indexOf(preset);
        if (named >= 0) {
            return named;
        }
        return isNumber(preset) ? Integer.parseInt(preset) : Double.NaN;
    }

    private static boolean isNumber(String preset) {
        String digits = preset.startsWith("-") ? preset.substring(1) : preset;
        return !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
