package io.reelbudget.bench.probe;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TrialEncode;
import java.util.ArrayList;
import java.util.List;

/** What a probe says of one encode, as numbers for a regression. */
final class ProbeFeatures {

    /** A picture that stands still takes some bits, too. */
    private static final double LEAST_BITS_PER_PIXEL = 0.002;

    private ProbeFeatures() {}

    /** Returns what decoding the whole source takes, CPU seconds, as the probe measured it. */
    static double decodeSeconds(Source source) {
        return source.content().decodeSecondsPerMegapixel().orElseThrow() * source.megapixels();
    }

    /** Returns how many millions of pixels are encoded. */
    static double encodeMegapixels(Source source, Target target) {
        return (double) target.width() * target.height() * target.framesPerSecond() * source.durationSeconds() / 1e6;
    }

    /**
     * Returns logarithms of the bits that the trials took, of what is asked of the encoder, and of the size. The
     * trials' own time is left out: of a tenth of a second it is measured to a fifth, where bits are exact.
     */
    static double[] of(Source source, Target target) {
        List<Double> features = new ArrayList<>();
        TrialEncode first = source.content().trials().get(0);
        features.add(Math.log(first.bitsPerPixel()));
        for (TrialEncode trial :
                source.content().trials().subList(1, source.content().trials().size())) {
            features.add(Math.log(moving(trial, first)));
        }
        double pixels = (double) target.width() * target.height();
        features.add(
                target.rate() instanceof RateControl.Bitrate bitrate
                        ? Math.log(bitrate.bitsPerSecond() / (pixels * target.framesPerSecond()))
                        : ((RateControl.ConstantQuality) target.rate()).crf() / 6);
        features.add(Math.log(pixels));
        features.add(Math.log(pixels / ((double) source.width() * source.height())));
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Bits for a pixel of the frames that follow another. The first of each segment stands by itself and costs about
     * what an intra trial says; a trial of shorter segments would seem to move more. Without one, all frames count.
     */
    private static double moving(TrialEncode trial, TrialEncode first) {
        if (!first.preset().equals("intra")) {
            return trial.bitsPerPixel();
        }
        double alone = (double) trial.segments() / trial.frames();
        double following = (trial.bitsPerPixel() - alone * first.bitsPerPixel()) / Math.max(0.1, 1 - alone);
        return Math.max(LEAST_BITS_PER_PIXEL, following);
    }
}
