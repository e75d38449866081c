package io.reelbudget.cli.estimate;

import io.reelbudget.job.RateControl;
import java.util.Locale;

/** Says in a word how an encoder decides how many bits to spend. */
final class RateWords {

    private RateWords() {}

    /** Returns words such as {@code 900 kbit/s} or {@code crf 26}. */
    static String of(RateControl rate) {
        if (rate instanceof RateControl.Bitrate bits) {
            return String.format(Locale.ROOT, "%.0f kbit/s", bits.bitsPerSecond() / 1e3);
        }
        return String.format(Locale.ROOT, "crf %.4g", ((RateControl.ConstantQuality) rate).crf());
    }
}
