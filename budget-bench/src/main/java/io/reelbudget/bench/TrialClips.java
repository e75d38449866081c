package io.reelbudget.bench;

import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClip.Pattern;
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
}
