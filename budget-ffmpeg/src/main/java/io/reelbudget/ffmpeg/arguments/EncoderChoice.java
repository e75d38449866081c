package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.RateControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of an encoder.
 *
 * @param encoder its name
 * @param preset its speed
 * @param rate how many bits it may spend
 * @param passes how many times it goes over the video
 */
record EncoderChoice(String encoder, String preset, RateControl rate, int passes) {

    private static final String[] PARAMETERS = {
        "x264-params", "x264opts", "x265-params", "svtav1-params", "aom-params", "vvenc-params"
    };

    static EncoderChoice of(FileOptions output, int stream, String encoder, List<String> remarks) {
        Map<String, String> parameters = parameters(output, stream, remarks);
        return new EncoderChoice(
                encoder,
                preset(output, stream, encoder, parameters, remarks),
                rate(output, stream, encoder, parameters, remarks),
                passes(output, stream, parameters));
    }

    private static String preset(
            FileOptions output, int stream, String encoder, Map<String, String> parameters, List<String> remarks) {
        Optional<Option> told = EncoderNames.hasSpeed(encoder)
                ? output.video(stream, "cpu-used", "speed")
                : output.video(stream, "preset");
        if (told.isPresent()) {
            return told.get().value();
        }
        String inside = parameters.get("preset");
        if (inside != null) {
            return inside;
        }
        Optional<String> usual = EncoderNames.usualPreset(encoder);
        usual.ifPresent(preset -> remarks.add(
                "No preset was named: '" + preset + "' is " + encoder + "'s default, and some versions have another."));
        return usual.orElse("default");
    }

    private static RateControl rate(
            FileOptions output, int stream, String encoder, Map<String, String> parameters, List<String> remarks) {
        Optional<Option> crf = output.video(stream, "crf");
        if (crf.isPresent()) {
            return quality(crf.get().toString(), crf.get().value());
        }
        if (parameters.containsKey("crf")) {
            return quality("Parameter crf", parameters.getOrDefault("crf", ""));
        }
        Optional<Option> bits = output.video(stream, "b", "vb");
        if (bits.isPresent() && !bits.get().value().equals("0")) {
            return bitrate(bits.get().toString(), bits.get().value(), 1);
        }
        if (parameters.containsKey("bitrate")) {
            return bitrate("Parameter bitrate", parameters.getOrDefault("bitrate", ""), 1_000);
        }
        if (parameters.containsKey("tbr")) {
            return bitrate("Parameter tbr", parameters.getOrDefault("tbr", ""), 1_000);
        }
        Optional<Option> quantiser = output.video(stream, "qp", "q", "qscale", "cq", "global_quality");
        if (quantiser.isPresent()) {
            remarks.add(quantiser.get() + " was read as a constant quality on the encoder's own scale.");
            return quality(quantiser.get().toString(), quantiser.get().value());
        }
        RateControl usual = EncoderNames.usualRate(encoder);
        remarks.add("Neither quality nor bit rate was named: " + usual + " is " + encoder + "'s default.");
        return usual;
    }

    private static RateControl quality(String place, String text) {
        double crf = Notation.number(place, text);
        if (!(crf <= 63)) {
            throw Notation.wrong(place, text, "a quality of 0 to 63");
        }
        return new RateControl.ConstantQuality(crf);
    }

    private static RateControl bitrate(String place, String text, double times) {
        double bits = Notation.number(place, text) * times;
        if (!(bits >= 1 && bits <= 1e12)) {
            throw Notation.wrong(place, text, "a bit rate of 1 to 10^12 bits per second");
        }
        return new RateControl.Bitrate(Math.round(bits));
    }

    /** The second command of two counts both: the first is of no use without it. */
    private static int passes(FileOptions output, int stream, Map<String, String> parameters) {
        String pass = output.video(stream, "pass")
                .map(Option::value)
                .or(() -> Optional.ofNullable(parameters.get("pass")))
                .orElse("1");
        return switch (pass) {
            case "1" -> 1;
            case "2", "3" -> 2;
            default -> throw Notation.wrong("-pass", pass, "1, 2 or 3");
        };
    }

    private static Map<String, String> parameters(FileOptions output, int stream, List<String> remarks) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : PARAMETERS) {
            Optional<Option> option = output.video(stream, name);
            if (option.isEmpty()) {
                continue;
            }
            for (String pair : Filter.split(option.get().value(), ':')) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                if (key.isBlank()) {
                    throw new JobDescriptionException(
                            option.get().toString(), "had a parameter without a name; write name=value.");
                }
                switch (key) {
                    case "crf", "bitrate", "tbr", "pass", "preset" ->
                        parameters.put(key, equals < 0 ? "" : pair.substring(equals + 1));
                    default ->
                        remarks.add("Parameter '" + pair + "' of -" + name + " has no place in a job's"
                                + " description; an estimate leaves out what it costs.");
                }
            }
        }
        return parameters;
    }
}
