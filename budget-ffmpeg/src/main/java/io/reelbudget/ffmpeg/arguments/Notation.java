package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.ffmpeg.JobDescriptionException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How ffmpeg writes numbers: with letters for thousands, times with colons, sizes with an x or by name. */
final class Notation {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,15})?|\\.\\d{1,15})([kKMG]?)(i?)(B?)");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,5}):)?(\\d{1,5}):(\\d{1,5}(?:\\.\\d{1,9})?)");
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?|\\.\\d{1,9})(s|ms|us)?");
    private static final Pattern FRACTION =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?:[/:](\\d{1,9}(?:\\.\\d{1,9})?))?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

    private static final Map<String, String> SIZES = Map.ofEntries(
            Map.entry("ntsc", "720x480"),
            Map.entry("pal", "720x576"),
            Map.entry("qvga", "320x240"),
            Map.entry("vga", "640x480"),
            Map.entry("svga", "800x600"),
            Map.entry("nhd", "640x360"),
            Map.entry("hd480", "852x480"),
            Map.entry("hd720", "1280x720"),
            Map.entry("hd1080", "1920x1080"),
            Map.entry("2k", "2048x1080"),
            Map.entry("4k", "4096x2160"),
            Map.entry("uhd2160", "3840x2160"),
            Map.entry("uhd4320", "7680x4320"));

    private static final Map<String, String> RATES =
            Map.of("ntsc", "30000/1001", "pal", "25", "film", "24", "ntsc-film", "24000/1001");

    private Notation() {}

    /** Reads a number such as {@code 2500k}, {@code 5M} or {@code 23.5}. */
    static double number(String place, String text) {
        Matcher parts = NUMBER.matcher(text);
        if (!parts.matches()) {
            throw wrong(place, text, "a number such as 2500k or 23.5");
        }
        double thousand = parts.group(3).isEmpty() ? 1_000 : 1_024;
        double times =
                switch (parts.group(2)) {
                    case "k", "K" -> thousand;
                    case "M" -> thousand * thousand;
                    case "G" -> thousand * thousand * thousand;
                    default -> 1;
                };
        double bytes = parts.group(4).isEmpty() ? 1 : 8;
        return Double.parseDouble(parts.group(1)) * times * bytes;
    }

    /** Reads a length such as {@code 00:01:30.5}, {@code 90} or {@code 500ms}, in seconds. */
    static double seconds(String place, String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            double hours = clock.group(1) == null ? 0 : Double.parseDouble(clock.group(1));
            return (hours * 60 + Double.parseDouble(clock.group(2))) * 60 + Double.parseDouble(clock.group(3));
        }
        Matcher plain = SECONDS.matcher(text);
        if (!plain.matches()) {
            throw wrong(place, text, "a length such as 90, 00:01:30.5 or 500ms");
        }
        double value = Double.parseDouble(plain.group(1));
        if (plain.group(2) == null) {
            return value;
        }
        return switch (plain.group(2)) {
            case "ms" -> value / 1e3;
            case "us" -> value / 1e6;
            default -> value;
        };
    }

    /** Reads a frame rate such as {@code 25}, {@code 30000/1001} or {@code ntsc}. */
    static double framesPerSecond(String place, String text) {
        Matcher parts = FRACTION.matcher(RATES.getOrDefault(text, text));
        if (!parts.matches()) {
            throw wrong(place, text, "a frame rate such as 25 or 30000/1001");
        }
        double rate = Double.parseDouble(parts.group(1));
        double value = parts.group(2) == null ? rate : rate / Double.parseDouble(parts.group(2));
        if (!(value > 0 && value <= 1_000)) {
            throw wrong(place, text, "a frame rate of more than 0 and at most 1000");
        }
        return value;
    }

    /** Reads a size such as {@code 1280x720} or {@code hd720}. */
    static int[] size(String place, String text) {
        Matcher parts = SIZE.matcher(SIZES.getOrDefault(text, text));
        if (!parts.matches()) {
            throw wrong(place, text, "a size such as 1280x720 or hd720");
        }
        return new int[] {Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))};
    }

    static JobDescriptionException wrong(String place, String text, String must) {
        return new JobDescriptionException(place, "was '" + text + "' but must be " + must + "; correct it.");
    }
}
