package io.reelbudget.policy.spi;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.RateControl.Bitrate;
import io.reelbudget.job.RateControl.ConstantQuality;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stock ladder. Each step is found from the rendition alone, so that a job that was reduced before goes on from
 * where it is.
 *
 * @param floor the shorter side of the smallest picture allowed, in pixels
 */
record StandardLadder(int floor) implements QualityLadder {

    static final int USUAL_FLOOR = 360;

    /** Shorter sides that players and screens are made for. */
    private static final List<Integer> SIDES = List.of(2160, 1440, 1080, 720, 540, 480, 360, 240, 144);

    /** A quarter fewer bits is about one step that a viewer can tell. */
    private static final double BITRATE_STEP = 0.75;

    /** Three steps of CRF cost about as many bits as {@link #BITRATE_STEP}. */
    private static final double CRF_STEP = 3;

    /** Motion is smooth enough from here on; half of anything slower is not. */
    private static final double SLOWEST_TO_HALVE = 48;

    StandardLadder {
        if (floor < 2 || floor > 32_768 || floor % 2 != 0) {
            throw new IllegalArgumentException("Floor of the quality ladder was " + floor
                    + " pixels but must be an even number from 2 to 32768; 360 is usual.");
        }
    }

    @Override
    public Optional<Target> below(Target target) {
        return Stream.of(fasterPreset(target), fewerBits(target), halfTheFrames(target), smaller(target))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Target> fasterPreset(Target target) {
        return EncoderPresets.faster(target.encoder(), target.preset()).map(target::withPreset);
    }

    private static Optional<Target> fewerBits(Target target) {
        RateControl rate = target.rate();
        if (rate instanceof Bitrate bits) {
            long least = Math.max(1, Math.round(leastBitsPerPixel(target.codec()) * target.pixelsPerSecond()));
            long fewer = Math.max(least, Math.round(bits.bitsPerSecond() * BITRATE_STEP));
            return fewer < bits.bitsPerSecond() ? Optional.of(target.withRate(new Bitrate(fewer))) : Optional.empty();
        }
        double crf = ((ConstantQuality) rate).crf();
        double higher = Math.min(highestCrf(target.codec()), crf + CRF_STEP);
        return higher > crf ? Optional.of(target.withRate(new ConstantQuality(higher))) : Optional.empty();
    }

    private static Optional<Target> halfTheFrames(Target target) {
        double fps = target.framesPerSecond();
        if (fps < SLOWEST_TO_HALVE) {
            return Optional.empty();
        }
        return Optional.of(scaled(target, target.width(), target.height(), fps / 2));
    }

    private Optional<Target> smaller(Target target) {
        int shorter = Math.min(target.width(), target.height());
        return Stream.concat(SIDES.stream(), Stream.of(floor))
                .filter(side -> side < shorter && side >= floor)
                .max(Integer::compare)
                .map(side -> shrunk(target, shorter, side));
    }

    private static Target shrunk(Target target, int shorter, int side) {
        int width = even((double) target.width() * side / shorter);
        int height = even((double) target.height() * side / shorter);
        return scaled(target, width, height, target.framesPerSecond());
    }

    /** A bit rate shrinks with the picture, so that each pixel keeps its bits. */
    private static Target scaled(Target target, int width, int height, double fps) {
        RateControl rate = target.rate();
        if (rate instanceof Bitrate bits) {
            double share = width * height * fps / target.pixelsPerSecond();
            rate = new Bitrate(Math.max(1, Math.round(bits.bitsPerSecond() * share)));
        }
        return target.withSize(width, height).withFramesPerSecond(fps).withRate(rate);
    }

    /** Chroma is stored at half the size, so encoders want even sides. */
    private static int even(double pixels) {
        return Math.max(2, 2 * (int) Math.round(pixels / 2));
    }

    /** Below this, blocks show in most scenes; newer formats need fewer bits. */
    private static double leastBitsPerPixel(VideoCodec codec) {
        return switch (codec) {
            case AV1, H266 -> 0.025;
            case H265, VP9 -> 0.035;
            default -> 0.05;
        };
    }

    /** About six above the usual default of the format's main encoder. */
    private static double highestCrf(VideoCodec codec) {
        return switch (codec) {
            case AV1 -> 47;
            case VP9, VP8 -> 42;
            case H265, H266 -> 34;
            default -> 29;
        };
    }
}
