package io.reelbudget.bench;

import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClip.Pattern;
import java.util.ArrayList;
import java.util.List;

/** The drawn clips that trials read: each pattern in several sizes, rates, lengths and pictures. */
final class TrialClips {

    private TrialClips() {}

    /** Returns the clips, those of the demonstration among them. */
    static List<SyntheticClip> all() {
        List<SyntheticClip> clips = new ArrayList<>(SyntheticClip.assortment());
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
