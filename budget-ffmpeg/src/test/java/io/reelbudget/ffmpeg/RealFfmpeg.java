package io.reelbudget.ffmpeg;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ffmpeg of the test class path: the artifact's own, whatever is installed. */
final class RealFfmpeg {

    private static final Logger log = LoggerFactory.getLogger(RealFfmpeg.class);

    /** The tests' class path carries the programs of this platform only. */
    static final Platform CARRIED = new Platform("linux-x86_64");

    static final SyntheticClip TINY = new SyntheticClip(SyntheticClip.Pattern.TEST_CARD, 320, 180, 25, 1, 1);
    static final SyntheticClip BUSY = new SyntheticClip(SyntheticClip.Pattern.GRAIN, 640, 360, 30, 8, 1);

    private RealFfmpeg() {}

    static void requirePlatform() {
        if (!Platform.current().equals(CARRIED)) {
            log.warn(
                    "SKIPPED: the tests carry an ffmpeg for {} only, this is {}.",
                    CARRIED.name(),
                    Platform.current().name());
        }
        assumeTrue(Platform.current().equals(CARRIED), "the tests carry an ffmpeg for linux-x86_64 only");
    }

    static FfmpegSearch search(Path cache) {
        return new FfmpegSearch(Platform.current(), List.of(), RealFfmpeg.class.getClassLoader(), cache);
    }

    static Ffmpeg bundled() {
        requirePlatform();
        return search(PrivateCache.ofUser()).find(Optional.empty());
    }

    static Target vp9(String preset) {
        return new Target(VideoCodec.VP9, "libvpx-vp9", preset, 320, 180, 25, new RateControl.Bitrate(300_000));
    }
}
