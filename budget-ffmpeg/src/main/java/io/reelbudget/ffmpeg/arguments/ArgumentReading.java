package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.DescribedJob;
import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.JobId;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.rate.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes a job of a command line's files. Not thread-safe. */
final class ArgumentReading {

    private static final double SAME_LENGTH_SECONDS = 0.5;

    private final CommandLineFiles files;
    private final Function<String, Source> describe;
    private final Map<Integer, Source> sources = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final PictureFilters filters = new PictureFilters(remarks);
    private final List<Target> targets = new ArrayList<>();
    private final List<String> audio = new ArrayList<>();
    private final List<String> packaging = new ArrayList<>();
    private final FilterGraph graph;
    private Optional<Integer> usedInput = Optional.empty();
    private Optional<Double> seconds = Optional.empty();

    ArgumentReading(CommandLineFiles files, Function<String, Source> describe) {
        this.files = files;
        this.describe = describe;
        this.graph = FilterGraph.of(files.graphs(), this::picture, filters);
    }

    DescribedJob read(JobId id) {
        for (FileOptions output : files.outputs()) {
            read(output);
        }
        OptionRemarks.add(files.inputs(), remarks);
        OptionRemarks.add(files.outputs(), remarks);
        if (targets.isEmpty()) {
            throw new JobDescriptionException(
                    "Argument list", "encodes no video but must encode some; a copy needs no estimate.");
        }
        Source source = source(usedInput.orElse(0)).withDurationSeconds(seconds.orElseThrow());
        Delivery delivery = Delivery.standard()
                .withAudio(audio.toArray(String[]::new))
                .withPackaging(packaging.toArray(String[]::new))
                .withPasses(targets.stream().mapToInt(Target::passes).max().orElse(1));
        TranscodeJob job = new TranscodeJob(id, source, targets, ServiceLevel.standard());
        return new DescribedJob(job, delivery, remarks.stream().distinct().toList());
    }

    private void read(FileOptions output) {
        String container = container(output);
        if (container.equals("hls") || container.equals("dash")) {
            packaging.add(container);
        }
        List<StreamMap> maps = StreamMap.of(output, !graphFeeds(output));
        int video = 0;
        int sound = 0;
        for (StreamMap map : maps) {
            FilterGraph.Flow flow = flow(map);
            if (flow.picture().isPresent()) {
                readVideo(output, container, flow.picture().get(), video++);
            } else {
                readSound(output, container, sound++);
            }
        }
    }

    /** A label that no output maps goes to the first output. */
    private boolean graphFeeds(FileOptions output) {
        return output.all("map").isEmpty()
                && !files.graphs().isEmpty()
                && graph.at("out").isPresent();
    }

    private FilterGraph.Flow flow(StreamMap map) {
        if (map.label().isPresent()) {
            String label = map.label().get();
            return graph.at(label)
                    .orElseThrow(() -> new JobDescriptionException(
                            "-map [" + label + "]",
                            "was no output of -filter_complex that comes from an input but must be one; correct its"
                                    + " name."));
        }
        return new FilterGraph.Flow(map.isSound() ? Optional.empty() : Optional.of(picture(map.input())));
    }

    private void readVideo(FileOptions output, String container, Picture from, int stream) {
        String named = output.video(stream, "c", "codec", "vcodec")
                .map(Option::value)
                .orElseGet(() -> {
                    String usual = EncoderNames.usualEncoder(container);
                    remarks.add("No encoder was named for '" + output.url() + "': " + usual
                            + " is the default where it is built in.");
                    return usual;
                });
        if (named.equals("copy")) {
            remarks.add("The video of '" + output.url() + "' is copied, not encoded: it is no target.");
            return;
        }
        requireOneInput(from.input());
        Picture picture = filtered(output, from, stream);
        String encoder = EncoderNames.encoder(named);
        EncoderChoice choice = EncoderChoice.of(output, stream, encoder, remarks);
        requireOneLength(output, from.input());
        targets.add(new Target(
                EncoderNames.codec(encoder),
                encoder,
                choice.preset(),
                picture.width(),
                picture.height(),
                picture.framesPerSecond(),
                choice.rate(),
                container,
                choice.passes(),
                picture.filters()));
    }

    private Picture filtered(FileOptions output, Picture from, int stream) {
        Picture picture = output.video(stream, "vf", "filter")
                .map(option -> filters.apply(from, Filter.split(option.value(), ',')))
                .orElse(from);
        Optional<Option> size = output.video(stream, "s");
        if (size.isPresent()) {
            int[] sides = Notation.size(size.get().toString(), size.get().value());
            picture = picture.sized(sides[0], sides[1]);
        }
        Optional<Option> rate = output.video(stream, "r");
        return rate.isPresent()
                ? picture.at(Notation.framesPerSecond(
                        rate.get().toString(), rate.get().value()))
                : picture;
    }

    private void readSound(FileOptions output, String container, int stream) {
        String codec = output.audio(stream, "c", "codec", "acodec")
                .filter(option -> option.name().equals("acodec")
                        || option.streams().startsWith("a")
                        || option.value().equals("copy"))
                .map(Option::value)
                .orElse(container.equals("webm") ? "libopus" : "aac");
        if (!codec.equals("copy")) {
            audio.add(codec);
        }
    }

    private void requireOneInput(int input) {
        if (usedInput.isPresent() && usedInput.get() != input) {
            throw new JobDescriptionException(
                    "Argument list",
                    "encodes pictures of inputs " + usedInput.get() + " and " + input
                            + " but must be of one; describe a job for each.");
        }
        usedInput = Optional.of(input);
    }

    private void requireOneLength(FileOptions output, int input) {
        double length =
                Span.seconds(source(input).durationSeconds(), files.inputs().get(input), output);
        if (seconds.isPresent() && Math.abs(seconds.get() - length) > SAME_LENGTH_SECONDS) {
            throw new JobDescriptionException(
                    "Output '" + output.url() + "'",
                    "is " + length + " seconds long and another " + seconds.get()
                            + " but all must be of one length; describe a job for each.");
        }
        seconds = Optional.of(seconds.orElse(length));
    }

    private Picture picture(int input) {
        Source source = source(input);
        return new Picture(input, source.width(), source.height(), source.framesPerSecond(), Set.of());
    }

    private Source source(int input) {
        if (input >= files.inputs().size()) {
            throw new JobDescriptionException(
                    "Input " + input,
                    "was asked for but there were " + files.inputs().size() + "; count from zero.");
        }
        Source known = sources.get(input);
        if (known == null) {
            known = describe.apply(files.inputs().get(input).url());
            sources.put(input, known);
        }
        return known;
    }

    private static String container(FileOptions output) {
        Optional<Option> told = output.last("f");
        if (told.isPresent()) {
            return told.get().value();
        }
        String name = output.url();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "mkv" -> "matroska";
            case "m3u8" -> "hls";
            case "mpd" -> "dash";
            case "ts" -> "mpegts";
            default -> ending.matches("[a-z0-9]{1,10}") && name.contains(".") ? ending : "";
        };
    }
}
