package io.reelbudget.rate;

import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.util.Arrays;
import java.util.List;

/** Jobs and amounts for specifications of prices. */
public final class Jobs {

    private Jobs() {}

    public static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    /** Returns a job of 720p renditions in some codecs. */
    public static TranscodeJob job(double seconds, VideoCodec... codecs) {
        return job(
                seconds,
                Arrays.stream(codecs).map(codec -> target(codec, 1280, 720, 25)).toArray(Target[]::new));
    }

    public static TranscodeJob job(double seconds, Target... targets) {
        Source source = new Source("mp4", VideoCodec.H264, 1920, 1080, 25, seconds, 0, 0);
        return new TranscodeJob(new JobId("job"), source, List.of(targets), ServiceLevel.standard());
    }

    public static TranscodeJob at(ServiceLevel level, TranscodeJob job) {
        return new TranscodeJob(job.id(), job.source(), job.targets(), level);
    }

    public static Target target(VideoCodec codec, int width, int height, double framesPerSecond) {
        return new Target(
                codec, "encoder", "default", width, height, framesPerSecond, new RateControl.ConstantQuality(30));
    }
}
