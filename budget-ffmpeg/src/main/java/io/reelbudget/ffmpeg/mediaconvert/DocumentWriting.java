package io.reelbudget.ffmpeg.mediaconvert;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel.Priority;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import io.reelbudget.rate.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a document of a job. */
final class DocumentWriting {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int RATE_PARTS = 1_001;

    private final TranscodeJob job;
    private final Delivery delivery;

    DocumentWriting(TranscodeJob job, Delivery delivery) {
        this.job = job;
        this.delivery = delivery;
    }

    String write(String input, String destination) {
        ObjectNode root = JSON.createObjectNode();
        Priority priority = job.serviceLevel().priority();
        root.put("Priority", priority == Priority.LOW ? -50 : priority == Priority.HIGH ? 50 : 0);
        if (delivery.features().contains(Delivery.ACCELERATED)) {
            root.putObject("AccelerationSettings").put("Mode", "ENABLED");
        }
        ObjectNode settings = root.putObject("Settings");
        settings.putArray("Inputs").addObject().put("FileInput", input);
        ObjectNode group = settings.putArray("OutputGroups").addObject();
        writeGroup(group.putObject("OutputGroupSettings"), destination);
        ArrayNode outputs = group.putArray("Outputs");
        for (Target target : job.targets()) {
            write(target, outputs.addObject(), outputs.size() == 1 ? delivery.audio() : List.of());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private void writeGroup(ObjectNode settings, String destination) {
        if (delivery.packaging().size() > 1) {
            throw new IllegalArgumentException("Packaging formats were " + delivery.packaging()
                    + " but must be one at most to be written as one output group; write a document for each.");
        }
        String type = delivery.packaging().isEmpty()
                ? "FILE_GROUP_SETTINGS"
                : groupType(delivery.packaging().get(0));
        settings.put("Type", type);
        settings.putObject(pascal(type)).put("Destination", destination);
    }

    private static String groupType(String packaging) {
        return DocumentReading.PACKAGING.entrySet().stream()
                .filter(each -> each.getValue().equals(packaging))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Packaging was '" + packaging
                        + "' but must be hls, dash, cmaf or smooth; MediaConvert makes no other."));
    }

    private static String pascal(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private void write(Target target, ObjectNode output, List<String> audio) {
        if (!target.container().isEmpty()) {
            output.putObject("ContainerSettings")
                    .put("Container", target.container().toUpperCase(Locale.ROOT));
        }
        ObjectNode video = output.putObject("VideoDescription");
        video.put("Width", target.width());
        video.put("Height", target.height());
        ObjectNode coding = video.putObject("CodecSettings");
        coding.put("Codec", VideoCoding.codecName(target.codec()));
        writeCoding(target, coding.putObject(VideoCoding.settingsName(target.codec())));
        writeFilters(target, video);
        if (!audio.isEmpty()) {
            ArrayNode tracks = output.putArray("AudioDescriptions");
            audio.forEach(codec ->
                    tracks.addObject().putObject("CodecSettings").put("Codec", codec.toUpperCase(Locale.ROOT)));
        }
    }

    private void writeCoding(Target target, ObjectNode settings) {
        if (!(target.rate() instanceof RateControl.Bitrate bitrate)) {
            throw new IllegalArgumentException("Target rate was " + target.rate()
                    + " but must be a bit rate to be written for MediaConvert; it has no CRF.");
        }
        long parts = target.framesPerSecond() == Math.rint(target.framesPerSecond()) ? 1 : RATE_PARTS;
        settings.put("FramerateControl", "SPECIFIED");
        settings.put("FramerateNumerator", Math.round(target.framesPerSecond() * parts));
        settings.put("FramerateDenominator", parts);
        if (target.codec() == VideoCodec.PRORES) {
            settings.put("CodecProfile", "APPLE_PRORES_422");
            return;
        }
        settings.put("RateControlMode", "VBR");
        settings.put("Bitrate", bitrate.bitsPerSecond());
        settings.put("QualityTuningLevel", tuning(target));
    }

    private static String tuning(Target target) {
        if (target.encoder().equals(MediaConvertJob.ENCODER)) {
            return target.preset().toUpperCase(Locale.ROOT);
        }
        return target.passes() > 1 ? "MULTI_PASS_HQ" : "SINGLE_PASS";
    }

    private void writeFilters(Target target, ObjectNode video) {
        if (target.filters().isEmpty()) {
            return;
        }
        ObjectNode before = video.putObject("VideoPreprocessors");
        if (target.filters().contains(VideoFilter.DEINTERLACE)) {
            before.putObject("Deinterlacer").put("Mode", "DEINTERLACE");
        }
        if (target.filters().contains(VideoFilter.DENOISE)) {
            before.putObject("NoiseReducer").put("Filter", "TEMPORAL");
        }
        if (target.filters().contains(VideoFilter.TONE_MAP)) {
            before.putObject("ColorCorrector")
                    .put("ColorSpaceConversion", "FORCE_709")
                    .put("HdrToSdrToneMapper", "PRESERVE_DETAILS");
        }
    }
}
