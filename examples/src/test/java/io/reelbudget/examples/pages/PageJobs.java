package io.reelbudget.examples.pages;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.stream.IntStream;

/** Jobs that the pages' snippets take as given. */
final class PageJobs {

    static final Target HD_H264 =
            new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(3_000_000));

    private static final Source UPLOAD = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 60_000_000);

    private PageJobs() {}

    static TranscodeJob job(String id) {
        return TranscodeJob.of(id, UPLOAD, HD_H264);
    }

    static List<TranscodeJob> jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> job("upload-" + i)).toList();
    }
}
