package io.reelbudget.cli.rendition;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rendition in one word: {@code SIDEp[-ENCODER[/PRESET]][@KBITS]}, such as {@code 720p}, {@code 1080p-av1} or
 * {@code 480p-libx265/fast@900}.
 *
 * @param side the picture's shorter side in pixels
 * @param choice the encoder and preset
 * @param kilobits thousands of bits a second; zero for what is usual for the picture
 */
public record RenditionSpec(int side, Choice choice, long kilobits) {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{2,5})p(?:-([a-z0-9][a-z0-9_-]*))?(?:/([A-Za-z0-9_-]+))?(?:@([0-9]{1,7}))?");

    private static final List<Integer> LADDER = List.of(1080, 720, 480, 360);

    /**
     * An encoder at a preset.
     *
     * @param codec what it makes
     * @param encoder ffmpeg's name for it
     * @param preset ffmpeg's word for how thorough it is
     * @param bitsPerPixel how many bits it usually spends on a pixel
     */
    public record Choice(VideoCodec codec, String encoder, String preset, double bitsPerPixel) {
        Choice withPreset(String newPreset) {
            return new Choice(codec, encoder, newPreset, bitsPerPixel);
        }
    }

    private static final Choice X264 = new Choice(VideoCodec.H264, "libx264", "medium", 0.08);
    private static final Choice X265 = new Choice(VideoCodec.H265, "libx265", "medium", 0.05);
    private static final Choice VP9 = new Choice(VideoCodec.VP9, "libvpx-vp9", "5", 0.05);
    private static final Choice SVT_AV1 = new Choice(VideoCodec.AV1, "libsvtav1", "8", 0.04);
    private static final Choice AOM = new Choice(VideoCodec.AV1, "libaom-av1", "6", 0.04);
    private static final Choice OPENH264 = new Choice(VideoCodec.H264, "libopenh264", "default", 0.09);

    /** By codec for its usual encoder, and by encoder. */
    private static final Map<String, Choice> CHOICES = Map.ofEntries(
            Map.entry("h264", X264),
            Map.entry("avc", X264),
            Map.entry("libx264", X264),
            Map.entry("h265", X265),
            Map.entry("hevc", X265),
            Map.entry("libx265", X265),
            Map.entry("vp9", VP9),
            Map.entry("libvpx-vp9", VP9),
            Map.entry("av1", SVT_AV1),
            Map.entry("libsvtav1", SVT_AV1),
            Map.entry("libaom-av1", AOM),
            Map.entry("libopenh264", OPENH264));

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RenditionSpec parse(String word) {
        Matcher form = FORM.matcher(word.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("Rendition was '" + word
                    + "' but must be like 720p, 1080p-av1 or 480p-libx265/fast@900 (SIDEp-ENCODER/PRESET@KBITS).");
        }
        String name = form.group(2) == null ? "h264" : form.group(2);
        Choice choice = CHOICES.get(name);
        if (choice == null) {
            throw new IllegalArgumentException("Encoder of rendition '" + word + "' was '" + name
                    + "' but must be one of "
                    + CHOICES.keySet().stream().sorted().toList()
                    + "; for others hand in ffmpeg's arguments.");
        }
        String preset = form.group(3);
        return new RenditionSpec(
                Integer.parseInt(form.group(1)),
                preset == null ? choice : choice.withPreset(preset),
                form.group(4) == null ? 0 : Long.parseLong(form.group(4)));
    }

    /** Returns the usual ladder of a source: H.264 at each usual size up to its own. */
    public static List<RenditionSpec> ladderOf(Source source) {
        int own = Math.min(source.width(), source.height());
        List<RenditionSpec> ladder = new ArrayList<>();
        for (int side : LADDER) {
            if (side <= own) {
                ladder.add(new RenditionSpec(side, X264, 0));
            }
        }
        return ladder.isEmpty() ? List.of(new RenditionSpec(own, X264, 0)) : List.copyOf(ladder);
    }

    /** Returns what is to be made of a source, in its shape and at its frame rate. */
    public Target of(Source source) {
        double scale = (double) side / Math.min(source.width(), source.height());
        int width = even(source.width() * scale);
        int height = even(source.height() * scale);
        double fps = source.framesPerSecond();
        long bits = kilobits > 0
                ? kilobits * 1_000
                : Math.max(50_000, Math.round(choice.bitsPerPixel() * width * height * fps));
        return new Target(
                choice.codec(), choice.encoder(), choice.preset(), width, height, fps, new RateControl.Bitrate(bits));
    }

    private static int even(double pixels) {
        return Math.max(2, (int) Math.round(pixels / 2) * 2);
    }
}
