package io.reelbudget.estimator;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;

/** Jobs that tests ask about. */
final class Jobs {

    static final Source CAMERA = new Source("mp4", VideoCodec.H264, 1920, 1080, 30, 10, 8_000_000, 10_000_000);

    static final Target X264 =
            new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.ConstantQuality(23));
    static final Target OPENH264 =
            new Target(VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_500_000));
    static final Target VP9 =
            new Target(VideoCodec.VP9, "libvpx-vp9", "8", 854, 480, 30, new RateControl.Bitrate(1_000_000));
    static final Target SVT_AV1 =
            new Target(VideoCodec.AV1, "libsvtav1", "10", 640, 360, 30, new RateControl.ConstantQuality(35));
    static final Target X265 =
            new Target(VideoCodec.H265, "libx265", "medium", 1280, 720, 30, new RateControl.ConstantQuality(28));
    static final Target NVENC =
            new Target(VideoCodec.H265, "hevc_nvenc", "p4", 1280, 720, 30, new RateControl.Bitrate(2_500_000));

    private Jobs() {}

    static TranscodeJob of(Target... targets) {
        return TranscodeJob.of("job", CAMERA, targets);
    }

    static FinishedJob finished(TranscodeJob job, CostEstimate estimate, double cpuSeconds) {
        return new FinishedJob(job, estimate, cpuSeconds);
    }
}
