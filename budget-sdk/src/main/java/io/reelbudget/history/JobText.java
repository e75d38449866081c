package io.reelbudget.history;

import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Scan;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parts of a job as short texts and back. Fields are parted by semicolons, renditions and trials by bars; words of the
 * host's are escaped, so that neither these nor commas or line ends are in them.
 *
 * <p>All methods are pure.
 */
final class JobText {

    private static final String ESCAPED = "%,;|+\"\r\n";

    private JobText() {}

    static String source(Source source) {
        return String.join(
                ";",
                escaped(source.container()),
                source.codec().name(),
                Integer.toString(source.width()),
                Integer.toString(source.height()),
                number(source.framesPerSecond()),
                number(source.durationSeconds()),
                Long.toString(source.bitsPerSecond()),
                Long.toString(source.bytes()),
                source.scan().name(),
                source.range().name());
    }

    static Source source(String text, Content content) {
        List<String> fields = fields("Source", text, 10);
        return new Source(
                unescaped(fields.get(0)),
                VideoCodec.valueOf(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                Double.parseDouble(fields.get(4)),
                Double.parseDouble(fields.get(5)),
                Long.parseLong(fields.get(6)),
                Long.parseLong(fields.get(7)),
                Scan.valueOf(fields.get(8)),
                DynamicRange.valueOf(fields.get(9)),
                content);
    }

    /** Complexity, decoding and trials; nothing where nothing is known. */
    static String content(Content content) {
        if (content.equals(Content.unknown())) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add(content.complexity().map(JobText::complexity).orElse(""));
        parts.add(optional(content.decodeSecondsPerMegapixel()));
        content.trials().forEach(trial -> parts.add(trial(trial)));
        return String.join("|", parts);
    }

    static Content content(String text) {
        if (text.isEmpty()) {
            return Content.unknown();
        }
        List<String> parts = split(text, '|');
        Optional<Complexity> complexity =
                parts.get(0).isEmpty() ? Optional.empty() : Optional.of(complexity(parts.get(0)));
        List<TrialEncode> trials =
                parts.subList(2, parts.size()).stream().map(JobText::trial).toList();
        return new Content(complexity, trials, optional(parts.get(1)));
    }

    private static String complexity(Complexity known) {
        return String.join(
                ";",
                optional(known.motion()),
                optional(known.detail()),
                optional(known.variation()),
                optional(known.colour()));
    }

    private static Complexity complexity(String text) {
        List<String> fields = fields("Complexity", text, 4);
        return new Complexity(
                optional(fields.get(0)), optional(fields.get(1)), optional(fields.get(2)), optional(fields.get(3)));
    }

    private static String trial(TrialEncode trial) {
        return String.join(
                ";",
                escaped(trial.encoder()),
                escaped(trial.preset()),
                Integer.toString(trial.width()),
                Integer.toString(trial.height()),
                Long.toString(trial.frames()),
                Integer.toString(trial.segments()),
                number(trial.cpuSecondsPerMegapixel()),
                number(trial.bitsPerPixel()));
    }

    private static TrialEncode trial(String text) {
        List<String> fields = fields("Trial", text, 8);
        return new TrialEncode(
                unescaped(fields.get(0)),
                unescaped(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                Long.parseLong(fields.get(4)),
                Integer.parseInt(fields.get(5)),
                Double.parseDouble(fields.get(6)),
                Double.parseDouble(fields.get(7)));
    }

    static String targets(List<Target> targets) {
        return targets.stream().map(JobText::target).collect(Collectors.joining("|"));
    }

    static List<Target> targets(String text) {
        return split(text, '|').stream().map(JobText::target).toList();
    }

    private static String target(Target target) {
        return String.join(
                ";",
                target.codec().name(),
                escaped(target.encoder()),
                escaped(target.preset()),
                Integer.toString(target.width()),
                Integer.toString(target.height()),
                number(target.framesPerSecond()),
                rate(target.rate()),
                escaped(target.container()),
                Integer.toString(target.passes()),
                target.filters().stream().map(Enum::name).collect(Collectors.joining("+")));
    }

    private static Target target(String text) {
        List<String> fields = fields("Target", text, 10);
        return new Target(
                VideoCodec.valueOf(fields.get(0)),
                unescaped(fields.get(1)),
                unescaped(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                Integer.parseInt(fields.get(4)),
                Double.parseDouble(fields.get(5)),
                rate(fields.get(6)),
                unescaped(fields.get(7)),
                Integer.parseInt(fields.get(8)),
                filters(fields.get(9)));
    }

    private static Set<VideoFilter> filters(String text) {
        EnumSet<VideoFilter> filters = EnumSet.noneOf(VideoFilter.class);
        if (!text.isEmpty()) {
            split(text, '+').forEach(name -> filters.add(VideoFilter.valueOf(name)));
        }
        return filters;
    }

    private static String rate(RateControl rate) {
        return rate instanceof RateControl.Bitrate bits
                ? "bps=" + bits.bitsPerSecond()
                : "crf=" + number(((RateControl.ConstantQuality) rate).crf());
    }

    private static RateControl rate(String text) {
        String value = text.substring(Math.min(text.length(), 4));
        if (text.startsWith("bps=")) {
            return new RateControl.Bitrate(Long.parseLong(value));
        } else if (text.startsWith("crf=")) {
            return new RateControl.ConstantQuality(Double.parseDouble(value));
        }
        throw new IllegalArgumentException("Rate was '" + text + "' but must begin with bps= or crf=; say which.");
    }

    static String service(ServiceLevel level) {
        return level.deadline()
                .map(deadline -> level.priority().name() + ";" + deadline)
                .orElse(level.priority().name());
    }

    static ServiceLevel service(String text) {
        List<String> fields = split(text, ';');
        Optional<Duration> deadline = fields.size() > 1 ? Optional.of(Duration.parse(fields.get(1))) : Optional.empty();
        return new ServiceLevel(ServiceLevel.Priority.valueOf(fields.get(0)), deadline);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String optional(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    private static OptionalDouble optional(String text) {
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    static String escaped(String word) {
        StringBuilder text = new StringBuilder(word.length());
        for (int at = 0; at < word.length(); at++) {
            char each = word.charAt(at);
            if (ESCAPED.indexOf(each) >= 0) {
                text.append('%').append(Character.forDigit(each >> 4, 16)).append(Character.forDigit(each & 15, 16));
            } else if (isAlone(word, at)) {
                text.append("%u").append(Integer.toHexString(each));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    /** Half a pair of surrogates has no bytes in UTF-8. */
    private static boolean isAlone(String word, int at) {
        char each = word.charAt(at);
        if (Character.isHighSurrogate(each)) {
            return at + 1 == word.length() || !Character.isLowSurrogate(word.charAt(at + 1));
        }
        return Character.isLowSurrogate(each) && (at == 0 || !Character.isHighSurrogate(word.charAt(at - 1)));
    }

    static String unescaped(String text) {
        StringBuilder word = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (each == '%') {
                int begin = text.startsWith("u", at + 1) ? at + 2 : at + 1;
                int digits = begin == at + 2 ? 4 : 2;
                if (begin + digits > text.length()) {
                    throw new IllegalArgumentException("Text ended within an escape but must have " + digits
                            + " digits after it; write a percent sign as %25.");
                }
                word.append((char) Integer.parseInt(text, begin, begin + digits, 16));
                at = begin + digits - 1;
            } else {
                word.append(each);
            }
        }
        return word.toString();
    }

    private static List<String> fields(String what, String text, int count) {
        List<String> fields = split(text, ';');
        if (fields.size() != count) {
            throw new IllegalArgumentException(
                    what + " had " + fields.size() + " fields but must have " + count + "; see docs/backtest.md.");
        }
        return fields;
    }

    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, begin)) {
            parts.add(text.substring(begin, end));
            begin = end + 1;
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
