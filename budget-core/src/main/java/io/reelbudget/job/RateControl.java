package io.reelbudget.job;

/** How an encoder decides how many bits to spend. */
public sealed interface RateControl {

    /**
     * To an average bit rate.
     *
     * @param bitsPerSecond bits per second, more than zero
     */
    record Bitrate(long bitsPerSecond) implements RateControl {
        public Bitrate {
            if (bitsPerSecond < 1) {
                throw new IllegalArgumentException("Target bit rate was " + bitsPerSecond
                        + " bits per second but must be more than zero; 2500000 is usual for 720p.");
            }
        }
    }

    /**
     * To a constant quality by the encoder's own scale (CRF), where less is better.
     *
     * @param crf 0 to 63
     */
    record ConstantQuality(double crf) implements RateControl {
        public ConstantQuality {
            if (!(crf >= 0 && crf <= 63)) {
                throw new IllegalArgumentException(
                        "Target CRF was " + crf + " but must be 0 to 63; 23 is x264's default, 35 SVT-AV1's.");
            }
        }
    }
}
