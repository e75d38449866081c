package io.reelbudget.cli.demo;

import io.reelbudget.cli.rendition.RenditionSpec;
import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import java.util.ArrayList;
import java.util.List;

/** The renditions that can be made of a source: by H.264, VP9 and AV1 encoders at several sizes and presets. */
final class RenditionMenu {

    private static final int[] SHORT_SIDES = {1080, 720, 540, 480, 360, 240};

    private static final List<String> ENCODERS = List.of(
            "libopenh264/default", "libx264/veryfast", "libvpx-vp9/5", "libvpx-vp9/8", "libsvtav1/8", "libsvtav1/10");

    private final List<String> encoders;

    private RenditionMenu(List<String> encoders) {
        this.encoders = encoders;
    }

    /**
     * Returns the menu of what an ffmpeg can encode.
     *
     * @throws IllegalArgumentException if it has none of the encoders
     */
    static RenditionMenu of(Ffmpeg ffmpeg) {
        List<String> able = ENCODERS.stream()
                .filter(each -> ffmpeg.has(each.substring(0, each.indexOf('/'))))
                .toList();
        if (able.isEmpty()) {
            throw new IllegalArgumentException("Encoders of " + ffmpeg + " were without libopenh264, libx264,"
                    + " libvpx-vp9 and libsvtav1 but one is needed; name another ffmpeg with --ffmpeg.");
        }
        return new RenditionMenu(able);
    }

    /** Returns all renditions of a source that are no larger than it. */
    List<Target> of(Source source) {
        int own = Math.min(source.width(), source.height());
        List<Target> targets = new ArrayList<>();
        for (int side : SHORT_SIDES) {
            if (side > own && !targets.isEmpty()) {
                continue;
            }
            for (String encoder : encoders) {
                targets.add(RenditionSpec.parse(Math.min(side, own) + "p-" + encoder)
                        .of(source));
            }
        }
        return List.copyOf(targets);
    }
}
