package io.reelbudget.ffmpeg.mediaconvert;

import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.JobId;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoFilter;
import io.reelbudget.rate.Delivery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes a job of a document. Not thread-safe. */
final class DocumentReading {

    static final Map<String, String> PACKAGING = Map.of(
            "HLS_GROUP_SETTINGS", "hls",
            "DASH_ISO_GROUP_SETTINGS", "dash",
            "CMAF_GROUP_SETTINGS", "cmaf",
            "MS_SMOOTH_GROUP_SETTINGS", "smooth");

    private static final Set<String> NO_ENCODE = Set.of("PASSTHROUGH", "FRAME_CAPTURE", "GIF");
    private static final Set<String> STANDARD_RANGE = Set.of("FORCE_709", "FORCE_601");
    private static final int MOST_PRIORITY = 50;

    private final DocumentPart root;
    private final Function<String, Source> describe;
    private final List<Target> targets = new ArrayList<>();
    private final List<String> audio = new ArrayList<>();
    private final List<String> packaging = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    DocumentReading(DocumentPart root, Function<String, Source> describe) {
        this.root = root;
        this.describe = describe;
    }

    DescribedJob read(JobId id) {
        DocumentPart settings = root.object("Settings").orElseGet(() -> root.required("Settings"));
        List<DocumentPart> inputs = settings.list("Inputs");
        if (inputs.isEmpty()) {
            throw new JobDescriptionException(
                    settings.path() + ".Inputs", "names no source but must name one; add it.");
        }
        Source source = source(inputs);
        boolean denoised = inputs.stream()
                .anyMatch(each -> each.text("DenoiseFilter").orElse("").equals("ENABLED"));
        for (DocumentPart group : settings.list("OutputGroups")) {
            readGroup(group, source, denoised);
        }
        if (targets.isEmpty()) {
            throw new JobDescriptionException(
                    settings.path() + ".OutputGroups", "encode no video but must encode some; add an output.");
        }
        Delivery delivery = Delivery.standard()
                .withAudio(audio.toArray(String[]::new))
                .withPackaging(packaging.toArray(String[]::new))
                .withPasses(targets.stream().mapToInt(Target::passes).max().orElse(1));
        TranscodeJob job = new TranscodeJob(id, source, targets, serviceLevel());
        return new DescribedJob(job, accelerated(delivery), remarks);
    }

    private void readGroup(DocumentPart group, Source source, boolean denoised) {
        if (group.has("AutomatedEncodingSettings")) {
            throw new JobDescriptionException(
                    group.path() + ".AutomatedEncodingSettings",
                    "lets MediaConvert choose the renditions, but they must be known to be priced; list them as"
                            + " outputs.");
        }
        group.object("OutputGroupSettings")
                .flatMap(each -> each.text("Type"))
                .map(PACKAGING::get)
                .ifPresent(packaging::add);
        for (DocumentPart output : group.list("Outputs")) {
            readOutput(output, source, denoised);
        }
    }

    private void readOutput(DocumentPart output, Source source, boolean denoised) {
        for (DocumentPart track : output.list("AudioDescriptions")) {
            String codec = track.object("CodecSettings")
                    .flatMap(each -> each.text("Codec"))
                    .orElse("AAC");
            if (!codec.equals("PASSTHROUGH")) {
                audio.add(codec.toLowerCase(Locale.ROOT));
            }
        }
        Optional<DocumentPart> video = output.object("VideoDescription");
        if (video.isPresent()) {
            readVideo(output, video.get(), source, denoised);
        } else if (output.has("Preset")) {
            throw new JobDescriptionException(
                    output.path() + ".Preset",
                    "names settings that are kept elsewhere, but they must be known to be priced; write them out as"
                            + " VideoDescription.");
        }
    }

    private void readVideo(DocumentPart output, DocumentPart video, Source source, boolean denoised) {
        DocumentPart coding = video.object("CodecSettings").orElseGet(() -> video.required("CodecSettings"));
        String codec = coding.text("Codec").orElse("");
        if (NO_ENCODE.contains(codec)) {
            remarks.add(coding.path() + ": " + codec + " encodes no video; it is no target.");
            return;
        }
        int[] sides = sides(video, source);
        VideoCoding asked = VideoCoding.of(coding, source, (double) sides[0] * sides[1], remarks);
        String container = output.object("ContainerSettings")
                .flatMap(each -> each.text("Container"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        targets.add(new Target(
                asked.codec(),
                MediaConvertJob.ENCODER,
                asked.preset(),
                sides[0],
                sides[1],
                asked.framesPerSecond(),
                asked.rate(),
                container,
                asked.passes(),
                filters(video, source, denoised)));
    }

    /** Both sides left out: the source's. One left out: the source's shape. */
    private static int[] sides(DocumentPart video, Source source) {
        Optional<Long> width = video.wholeNumber("Width");
        Optional<Long> height = video.wholeNumber("Height");
        double shape = source.width() / (double) source.height();
        double across = width.map(Long::doubleValue)
                .orElseGet(() -> height.map(down -> even(down * shape)).orElse((double) source.width()));
        double down = height.map(Long::doubleValue)
                .orElseGet(() -> width.map(wide -> even(wide / shape)).orElse((double) source.height()));
        return new int[] {side(video, "Width", across), side(video, "Height", down)};
    }

    private static int side(DocumentPart video, String name, double pixels) {
        if (!(pixels >= 1 && pixels <= 32_768)) {
            throw new JobDescriptionException(
                    video.path() + "." + name, "was " + (long) pixels + " pixels but must be 1 to 32768; correct it.");
        }
        return (int) Math.round(pixels);
    }

    private static double even(double pixels) {
        return Math.max(2, 2 * Math.rint(pixels / 2));
    }

    private Set<VideoFilter> filters(DocumentPart video, Source source, boolean denoised) {
        Set<VideoFilter> filters = EnumSet.noneOf(VideoFilter.class);
        if (denoised) {
            filters.add(VideoFilter.DENOISE);
        }
        Optional<DocumentPart> before = video.object("VideoPreprocessors");
        if (before.isEmpty()) {
            return filters;
        }
        DocumentPart preprocessors = before.get();
        if (preprocessors.has("Deinterlacer")) {
            filters.add(VideoFilter.DEINTERLACE);
        }
        preprocessors
                .object("NoiseReducer")
                .filter(each -> !each.text("Filter").orElse("").equals("SHARPEN"))
                .ifPresent(each -> filters.add(VideoFilter.DENOISE));
        preprocessors.object("ColorCorrector").ifPresent(each -> readColours(each, source, filters));
        for (String other :
                List.of("DolbyVision", "Hdr10Plus", "ImageInserter", "TimecodeBurnin", "PartnerWatermarking")) {
            if (preprocessors.has(other)) {
                remarks.add(preprocessors.path() + "." + other
                        + " has no place in a job's description; name it as a feature of the delivery if it is"
                        + " charged for.");
            }
        }
        return filters;
    }

    private void readColours(DocumentPart corrector, Source source, Set<VideoFilter> filters) {
        String conversion = corrector.text("ColorSpaceConversion").orElse("NONE");
        if (STANDARD_RANGE.contains(conversion) && (source.range().isHigh() || corrector.has("HdrToSdrToneMapper"))) {
            filters.add(VideoFilter.TONE_MAP);
        } else if (!conversion.equals("NONE") && !STANDARD_RANGE.contains(conversion)) {
            remarks.add(corrector.path() + ".ColorSpaceConversion " + conversion
                    + " has no place in a job's description; an estimate leaves out what it costs.");
        }
    }

    /** Inputs are joined: the first says what they are, all say how long. */
    private Source source(List<DocumentPart> inputs) {
        List<Source> sources = new ArrayList<>();
        double seconds = 0;
        for (DocumentPart input : inputs) {
            String file = input.text("FileInput")
                    .orElseThrow(() -> new JobDescriptionException(
                            input.path() + ".FileInput", "is missing but must be given; add it."));
            Source source = describe.apply(file);
            sources.add(source);
            seconds += clipped(input, source);
        }
        if (sources.size() > 1) {
            remarks.add(root.path() + ".Settings.Inputs are " + sources.size()
                    + " and are joined: they were read as one that is like the first and as long as all.");
        }
        return sources.get(0).withDurationSeconds(seconds);
    }

    private double clipped(DocumentPart input, Source source) {
        List<DocumentPart> clippings = input.list("InputClippings");
        if (clippings.isEmpty()) {
            return source.durationSeconds();
        }
        boolean fromZero = input.text("TimecodeSource").orElse("").equals("ZEROBASED");
        double seconds = 0;
        for (DocumentPart clipping : clippings) {
            Optional<Double> start = Timecode.seconds(clipping, "StartTimecode", source.framesPerSecond());
            Optional<Double> end = Timecode.seconds(clipping, "EndTimecode", source.framesPerSecond());
            if (!fromZero && (start.isEmpty() || end.isEmpty())) {
                remarks.add(clipping.path() + " counts by the source's own timecode, of which nothing is known here:"
                        + " it was read as the whole source.");
                seconds += source.durationSeconds();
                continue;
            }
            double length = end.orElse(source.durationSeconds()) - start.orElse(0.0);
            if (!(length > 0)) {
                throw new JobDescriptionException(
                        clipping.path(), "ends before it starts but must end later; swap its timecodes.");
            }
            seconds += Math.min(length, source.durationSeconds());
        }
        return seconds;
    }

    private ServiceLevel serviceLevel() {
        long priority = root.wholeNumber("Priority").orElse(0L);
        if (Math.abs(priority) > MOST_PRIORITY) {
            throw new JobDescriptionException(
                    root.path() + ".Priority", "was " + priority + " but must be -50 to 50; correct it.");
        }
        Priority level = priority < 0 ? Priority.LOW : priority > 0 ? Priority.HIGH : Priority.NORMAL;
        return new ServiceLevel(level, Optional.empty());
    }

    private Delivery accelerated(Delivery delivery) {
        String mode = root.object("AccelerationSettings")
                .flatMap(each -> each.text("Mode"))
                .orElse("DISABLED");
        if (mode.equals("PREFERRED")) {
            remarks.add(root.path() + ".AccelerationSettings asks for acceleration where it is possible: it was read as"
                    + " not accelerated.");
        }
        return mode.equals("ENABLED") ? delivery.withFeatures(Delivery.ACCELERATED) : delivery;
    }
}
