package io.reelbudget.bench;

import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClip.Pattern;
import io.reelbudget.ffmpeg.SyntheticFilm;
import java.util.ArrayList;
import java.util.List;

/**
 * The drawn clips that trials read: each pattern in several sizes, rates, lengths and pictures. The demonstration's own
 * clips are not among them, so that a model trained on the trials has not seen what it is asked there.
 */
final class TrialClips {

    private TrialClips() {}

    /** Returns the clips. */
    static List<SyntheticClip> all() {
        List<SyntheticClip> clips = new ArrayList<>();
        int seed = 100;
        for (Pattern pattern : Pattern.values()) {
            clips.add(new SyntheticClip(pattern, 640, 360, 30, 10, seed++));
            clips.add(new SyntheticClip(pattern, 854, 480, 25, 6, seed++));
            clips.add(new SyntheticClip(pattern, 1280, 720, 24, 5, seed++));
            clips.add(new SyntheticClip(pattern, 1280, 720, 60, 3, seed++));
            clips.add(new SyntheticClip(pattern, 1920, 1080, 30, 4, seed++));
        }
        return List.copyOf(clips);
    }

    /**
     * Returns films of a few seconds, a scene each, in several sizes and rates. Their seeds begin where those of the
     * films that {@code live-probe} scores end.
     */
    static List<SyntheticFilm> films(int count) {
        List<SyntheticFilm> films = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int seed = 300 + i;
            films.add(
                    switch (i % 6) {
                        case 0 -> new SyntheticFilm(640, 360, 30, 5, seed);
                        case 1 -> new SyntheticFilm(854, 480, 25, 4, seed);
                        case 2 -> new SyntheticFilm(960, 540, 24, 4, seed);
                        case 3 -> new SyntheticFilm(1280, 720, 25, 4, seed);
                        case 4 -> new SyntheticFilm(768, 432, 50, 4, seed);
                        default -> new SyntheticFilm(1920, 1080, 24, 3, seed);
                    });
        }
        return List.copyOf(films);
    }
}
