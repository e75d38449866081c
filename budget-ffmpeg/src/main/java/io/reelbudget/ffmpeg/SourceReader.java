package io.reelbudget.ffmpeg;

import io.reelbudget.job.Content;
import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.Scan;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a job's source of what {@code ffprobe -print_format json -show_format -show_streams} wrote.
 *
 * <p>The first video stream that is no cover picture counts; a video that is to be turned by a quarter has its sides
 * swapped. What ffprobe did not tell is worked out where that is sound and is otherwise unknown, never guessed.
 */
public final class SourceReader {

    private static final int MAX_CHARACTERS = 1_000_000;
    private static final int MAX_NESTING = 20;
    private static final double MAX_FPS = 1_000;

    /** Matroska writes lengths as hours, minutes and seconds. */
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,4}):([0-5]?\\d):([0-5]?\\d(?:\\.\\d{1,9})?)");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_CHARACTERS)
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final String file;
    private final JsonNode format;
    private final List<JsonNode> streams;

    private SourceReader(String file, JsonNode root) {
        this.file = file;
        this.format = root.path("format");
        this.streams = elements(root.path("streams")).toList();
    }

    /**
     * Returns the source that a file is.
     *
     * @param file the file's name, for messages
     * @param json what ffprobe wrote, at most a million characters, nested at most 20 deep
     * @throws NotAVideoException if that describes no video: no video stream, no length, no frame rate or absurd sides
     */
    public static Source read(String file, String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw new NotAVideoException(
                    file,
                    "its description has " + json.length() + " characters but must have " + MAX_CHARACTERS
                            + " at most");
        }
        try {
            return new SourceReader(file, JSON.readTree(json)).source();
        } catch (JacksonException malformed) {
            throw new NotAVideoException(
                    file, "its description is not the JSON of ffprobe: " + malformed.getOriginalMessage());
        }
    }

    private Source source() {
        JsonNode video = streams.stream()
                .filter(each -> text(each, "codec_type").equals("video"))
                .filter(each -> !isPicture(each.path("disposition")))
                .findFirst()
                .orElseThrow(() -> new NotAVideoException(file, "it has no video stream"));
        int width = side(video, "width");
        int height = side(video, "height");
        boolean turned = isTurned(video);
        double framesPerSecond = framesPerSecond(video);
        try {
            return new Source(
                    container(),
                    VideoCodec.ofFfmpegName(text(video, "codec_name")),
                    turned ? height : width,
                    turned ? width : height,
                    framesPerSecond,
                    durationSeconds(video, framesPerSecond),
                    bitsPerSecond(video),
                    wholeNumber(format, "size").orElse(0),
                    scan(video),
                    range(video),
                    Content.unknown());
        } catch (IllegalArgumentException absurd) {
            throw new NotAVideoException(file, String.valueOf(absurd.getMessage()));
        }
    }

    /** A cover, or the pictures of a seek bar. */
    private static boolean isPicture(JsonNode disposition) {
        return Stream.of("attached_pic", "timed_thumbnails")
                .anyMatch(kind -> text(disposition, kind).equals("1"));
    }

    private static Scan scan(JsonNode video) {
        return switch (text(video, "field_order")) {
            case "progressive" -> Scan.PROGRESSIVE;
            case "tt", "bb", "tb", "bt" -> Scan.INTERLACED;
            default -> Scan.UNKNOWN;
        };
    }

    private static DynamicRange range(JsonNode video) {
        boolean dolbyVision = elements(video.path("side_data_list"))
                .anyMatch(each -> text(each, "side_data_type").startsWith("DOVI"));
        return dolbyVision ? DynamicRange.DOLBY_VISION : DynamicRange.ofFfmpegTransfer(text(video, "color_transfer"));
    }

    /** ffmpeg names a format by all its relatives, such as {@code mov,mp4,m4a,3gp,3g2,mj2}. */
    private String container() {
        List<String> names = List.of(text(format, "format_name").split(",", -1));
        return names.contains("mp4") ? "mp4" : names.get(0);
    }

    private int side(JsonNode video, String field) {
        long pixels = wholeNumber(video, field).orElse(0);
        if (pixels < 1 || pixels > Integer.MAX_VALUE) {
            throw new NotAVideoException(file, "its " + field + " is " + pixels + " pixels");
        }
        return (int) pixels;
    }

    private static boolean isTurned(JsonNode video) {
        // Older versions tell it by a tag, newer ones by side data, and some by both.
        return Stream.concat(
                        elements(video.path("side_data_list")).map(each -> number(each, "rotation")),
                        Stream.of(number(video.path("tags"), "rotate")))
                .flatMapToDouble(OptionalDouble::stream)
                .anyMatch(degrees -> Math.abs(Math.round(degrees)) % 180 == 90);
    }

    /** The average counts frames; the other is the finest step between two, and absurd for a varying rate. */
    private double framesPerSecond(JsonNode video) {
        return Stream.of("avg_frame_rate", "r_frame_rate")
                .mapToDouble(field -> fraction(text(video, field)))
                .filter(rate -> rate > 0 && rate <= MAX_FPS)
                .findFirst()
                .orElseThrow(() -> new NotAVideoException(
                        file,
                        "its frame rate is '" + text(video, "avg_frame_rate")
                                + "', so it may be a picture or damaged"));
    }

    private static OptionalDouble clock(String text) {
        Matcher parts = CLOCK.matcher(text);
        if (!parts.matches()) {
            return OptionalDouble.empty();
        }
        double minutes = Integer.parseInt(parts.group(1)) * 60.0 + Integer.parseInt(parts.group(2));
        return OptionalDouble.of(minutes * 60 + Double.parseDouble(parts.group(3)));
    }

    private static double fraction(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            return Double.NaN;
        }
        double numerator = decimal(parts[0]).orElse(Double.NaN);
        double denominator = parts.length == 2 ? decimal(parts[1]).orElse(Double.NaN) : 1;
        return numerator / denominator;
    }

    private double durationSeconds(JsonNode video, double framesPerSecond) {
        OptionalDouble told = Stream.of(
                        number(video, "duration"),
                        clock(text(video.path("tags"), "DURATION")),
                        number(format, "duration"))
                .flatMapToDouble(OptionalDouble::stream)
                .filter(seconds -> seconds > 0)
                .findFirst();
        if (told.isPresent()) {
            return told.getAsDouble();
        }
        long frames = wholeNumber(video, "nb_frames").orElse(0);
        if (frames < 1) {
            throw new NotAVideoException(file, "it tells neither its duration nor its number of frames");
        }
        return frames / framesPerSecond;
    }

    /** The video's own bit rate; else the file's, less that of the other streams, where all of those are known. */
    private long bitsPerSecond(JsonNode video) {
        OptionalLong own = bitRate(video);
        OptionalLong whole = wholeNumber(format, "bit_rate");
        if (own.isPresent() || whole.isEmpty()) {
            return own.orElse(0);
        }
        List<OptionalLong> known = streams.stream()
                .map(SourceReader::bitRate)
                .filter(OptionalLong::isPresent)
                .toList();
        if (known.size() != streams.size() - 1) {
            return 0;
        }
        long others = known.stream().mapToLong(OptionalLong::getAsLong).sum();
        return Math.max(0, whole.getAsLong() - others);
    }

    /** Matroska's statistics are in a tag. */
    private static OptionalLong bitRate(JsonNode stream) {
        OptionalLong told = wholeNumber(stream, "bit_rate");
        return told.isPresent() ? told : wholeNumber(stream.path("tags"), "BPS");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** ffprobe writes some numbers as numbers and some as strings; both are read as text. */
    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static OptionalDouble number(JsonNode node, String field) {
        return decimal(text(node, field));
    }

    private static OptionalDouble decimal(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    private static OptionalLong wholeNumber(JsonNode node, String field) {
        String text = text(node, field);
        return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
