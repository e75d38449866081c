package io.reelbudget.ffmpeg.arguments;

import io.reelbudget.job.VideoFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What filters do to pictures, as far as it matters to what a job costs. */
final class PictureFilters {

    private static final Set<String> DENOISE = Set.of(
            "hqdn3d",
            "nlmeans",
            "vaguedenoiser",
            "bm3d",
            "atadenoise",
            "owdenoise",
            "fftdnoiz",
            "dctdnoiz",
            "removegrain",
            "nlmeans_opencl",
            "denoise_vaapi");

    /** Those whose usual mode gives a picture for each field come with {@code field}. */
    private static final Map<String, String> DEINTERLACE = Map.ofEntries(
            Map.entry("yadif", "frame"),
            Map.entry("yadif_cuda", "frame"),
            Map.entry("bwdif", "field"),
            Map.entry("bwdif_cuda", "field"),
            Map.entry("w3fdif", "field"),
            Map.entry("estdif", "field"),
            Map.entry("kerndeint", "frame"),
            Map.entry("nnedi", "frame"),
            Map.entry("pp", "frame"),
            Map.entry("deinterlace_vaapi", "frame"),
            Map.entry("deinterlace_qsv", "frame"));

    private static final Set<String> TONE_MAP =
            Set.of("tonemap", "tonemap_opencl", "tonemap_vaapi", "tonemap_cuda", "tonemapx");

    private static final Set<String> SCALE =
            Set.of("scale", "zscale", "scale_cuda", "scale_npp", "scale_vaapi", "scale_qsv", "scale_vt");

    /** These cost next to nothing and change neither size nor rate. */
    private static final Set<String> NEUTRAL = Set.of(
            "format",
            "setsar",
            "setdar",
            "null",
            "split",
            "settb",
            "fifo",
            "copy",
            "setparams",
            "setfield",
            "hwupload",
            "hwdownload",
            "sidedata",
            "setpts",
            "hflip",
            "vflip",
            "showinfo",
            "metadata");

    private final List<String> remarks;

    /** Makes the filters; what they cannot tell is added to the remarks. */
    PictureFilters(List<String> remarks) {
        this.remarks = remarks;
    }

    Picture apply(Picture picture, List<String> chain) {
        Picture current = picture;
        for (String text : chain) {
            current = apply(current, Filter.read(text));
        }
        return current;
    }

    private Picture apply(Picture picture, Filter filter) {
        String name = filter.name();
        if (SCALE.contains(name)) {
            return scaled(picture, filter);
        }
        if (DEINTERLACE.containsKey(name)) {
            return deinterlaced(picture, filter);
        }
        if (DENOISE.contains(name)) {
            return picture.with(VideoFilter.DENOISE);
        }
        if (TONE_MAP.contains(name)) {
            return picture.with(VideoFilter.TONE_MAP);
        }
        return switch (name) {
            case "fps", "framerate" ->
                picture.at(Notation.framesPerSecond(
                        "Filter " + name, filter.argument(0, "fps").orElse("25")));
            case "crop", "pad" -> cut(picture, filter);
            case "transpose" -> picture.sized(picture.height(), picture.width());
            default -> {
                if (!NEUTRAL.contains(name)) {
                    remarks.add("Filter '" + name + "' has no place in a job's description; an estimate leaves out"
                            + " what it costs.");
                }
                yield picture;
            }
        };
    }

    private Picture deinterlaced(Picture picture, Filter filter) {
        String usual = DEINTERLACE.getOrDefault(filter.name(), "frame");
        String mode = filter.argument(0, "mode", "rate").orElse(usual);
        boolean doubles = mode.contains("field") || mode.equals("1") || mode.equals("3");
        Picture whole = picture.with(VideoFilter.DEINTERLACE);
        return doubles ? whole.at(picture.framesPerSecond() * 2) : whole;
    }

    private Picture cut(Picture picture, Filter filter) {
        Map<String, Double> variables = variables(picture);
        Optional<Double> width =
                filter.argument(0, "w", "out_w", "width").flatMap(text -> SizeExpression.value(text, variables));
        Optional<Double> height =
                filter.argument(1, "h", "out_h", "height").flatMap(text -> SizeExpression.value(text, variables));
        return picture.sized(side(filter, width.orElse((double) picture.width())), side(filter, height.orElse((double)
                picture.height())));
    }

    private Picture scaled(Picture picture, Filter filter) {
        Optional<String> named = filter.argument(-1, "s", "size").or(() -> filter.positional().stream()
                .findFirst()
                .filter(text -> text.matches("\\d+x\\d+|[a-z]+\\d+")
                        && !variables(picture).containsKey(text)));
        if (named.isPresent()) {
            int[] size = Notation.size("Filter " + filter.name(), named.get());
            return picture.sized(side(filter, size[0]), side(filter, size[1])).with(VideoFilter.SCALE);
        }
        String across = filter.argument(0, "w", "width").orElse("iw");
        String down = filter.argument(1, "h", "height").orElse("ih");
        int[] sides = sides(picture, filter, across, down);
        Picture fitted = picture.sized(sides[0], sides[1]);
        boolean same = sides[0] == picture.width() && sides[1] == picture.height();
        return same ? fitted : fitted.with(VideoFilter.SCALE);
    }

    /** A side may be given by the other: {@code oh*a}; a negative one keeps the shape, in multiples of its number. */
    private int[] sides(Picture picture, Filter filter, String across, String down) {
        Map<String, Double> variables = variables(picture);
        boolean downFirst = across.contains("oh") || across.contains("out_h");
        double first = expression(filter, downFirst ? down : across, variables);
        variables.put(downFirst ? "oh" : "ow", first);
        variables.put(downFirst ? "out_h" : "out_w", first);
        double second = expression(filter, downFirst ? across : down, variables);
        double width = downFirst ? second : first;
        double height = downFirst ? first : second;
        double shape = picture.width() / (double) picture.height();
        width = width == 0 ? picture.width() : width;
        height = height == 0 ? picture.height() : height;
        if (width < 0 && height < 0) {
            width = picture.width();
            height = picture.height();
        }
        if (width < 0) {
            width = multiple(height * shape, -width);
        } else if (height < 0) {
            height = multiple(width / shape, -height);
        }
        return fitted(picture, filter, width, height);
    }

    private int[] fitted(Picture picture, Filter filter, double width, double height) {
        String mode = filter.argument(-1, "force_original_aspect_ratio").orElse("disable");
        double shape = picture.width() / (double) picture.height();
        double across = width;
        double down = height;
        if (mode.equals("decrease") || mode.equals("1")) {
            across = Math.min(width, height * shape);
            down = Math.min(height, width / shape);
        } else if (mode.equals("increase") || mode.equals("2")) {
            across = Math.max(width, height * shape);
            down = Math.max(height, width / shape);
        }
        double divisor = filter.argument(-1, "force_divisible_by")
                .map(text -> Notation.number("Filter " + filter.name(), text))
                .orElse(1.0);
        return new int[] {side(filter, multiple(across, divisor)), side(filter, multiple(down, divisor))};
    }

    private static double multiple(double value, double of) {
        return Math.rint(value / of) * of;
    }

    private static double expression(Filter filter, String text, Map<String, Double> variables) {
        return SizeExpression.value(text, variables)
                .orElseThrow(() -> Notation.wrong(
                        "Filter " + filter.name(),
                        text,
                        "a size in numbers, iw, ih, ow, oh, a, min, max and the like"));
    }

    private static int side(Filter filter, double pixels) {
        if (!(pixels >= 1 && pixels <= 32_768)) {
            throw Notation.wrong("Filter " + filter.name(), Double.toString(pixels), "a side of 1 to 32768 pixels");
        }
        return (int) Math.round(pixels);
    }

    private static Map<String, Double> variables(Picture picture) {
        Map<String, Double> variables = new HashMap<>();
        double width = picture.width();
        double height = picture.height();
        for (String name : List.of("iw", "in_w")) {
            variables.put(name, width);
        }
        for (String name : List.of("ih", "in_h")) {
            variables.put(name, height);
        }
        variables.put("a", width / height);
        variables.put("dar", width / height);
        variables.put("sar", 1.0);
        variables.put("hsub", 2.0);
        variables.put("vsub", 2.0);
        return variables;
    }
}
