package io.reelbudget.ffmpeg;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.rate.Delivery;
import java.util.List;

/**
 * A job as someone else's document describes it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param job what is to be transcoded
 * @param delivery what it delivers besides: tracks of sound, packaging, features
 * @param remarks what the document said that the job does not: each a sentence for whoever wants to know how far the
 *     description can be trusted
 */
public record DescribedJob(TranscodeJob job, Delivery delivery, List<String> remarks) {

    public DescribedJob {
        remarks = List.copyOf(remarks);
    }
}
