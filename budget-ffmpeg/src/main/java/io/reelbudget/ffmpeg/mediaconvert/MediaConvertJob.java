package io.reelbudget.ffmpeg.mediaconvert;

import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Source;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.rate.Delivery;
import java.util.function.Function;

/** Jobs as the documents of AWS Elemental MediaConvert. */
public final class MediaConvertJob {

    /** The encoder of targets that were read: MediaConvert's own, whose processor time nobody sees. */
    public static final String ENCODER = "mediaconvert";

    private MediaConvertJob() {}

    /**
     * Reads a job document, as {@code CreateJob} takes it or {@code GetJob} answers it: each output with video is a
     * target, tracks of sound and packaged groups count in the delivery, priority and acceleration in service level and
     * features. A target's preset is its quality tuning in small letters, such as {@code single_pass_hq}.
     *
     * @param id the job's name
     * @param json the document, at most 2 MB
     * @param describe says what an input is, by its {@code FileInput}: the document does not
     * @throws JobDescriptionException if it is no such document, or leaves to MediaConvert what it makes (a preset by
     *     name, automated renditions)
     */
    public static DescribedJob read(JobId id, String json, Function<String, Source> describe) {
        try {
            DocumentPart root = DocumentPart.document(json);
            // GetJob wraps it.
            return new DocumentReading(root.object("Job").orElse(root), describe).read(id);
        } catch (IllegalArgumentException absurd) {
            throw new JobDescriptionException("$", "describes what cannot be: " + absurd.getMessage());
        }
    }

    /**
     * Writes a job as a document without role and queue, which {@link #read} reads as the same job where its targets
     * have {@link #ENCODER}.
     *
     * @param delivery its sound goes into the first output, its packaging says the output group's kind
     * @param input the source's address
     * @param destination where outputs go
     * @throws IllegalArgumentException if MediaConvert has no word for it: a codec it does not write, a constant
     *     quality, more than one packaging
     */
    public static String write(TranscodeJob job, Delivery delivery, String input, String destination) {
        return new DocumentWriting(job, delivery).write(input, destination);
    }
}
