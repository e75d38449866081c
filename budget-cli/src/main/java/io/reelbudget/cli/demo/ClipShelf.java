package io.reelbudget.cli.demo;

import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the video that the demo works on: the user's files, or clips that ffmpeg draws itself. */
final class ClipShelf {

    private ClipShelf() {}

    /**
     * Does nothing if all files are videos.
     *
     * @throws io.reelbudget.ffmpeg.NotAVideoException if one is none
     */
    static void requireVideos(List<Path> inputs, Ffmpeg ffmpeg) {
        inputs.forEach(Ffprobe.of(ffmpeg)::describe);
    }

    /**
     * Returns the clips, each described by ffprobe.
     *
     * @throws io.reelbudget.ffmpeg.NotAVideoException if one of the user's files is none
     */
    static List<Clip> of(List<Path> inputs, Path drawn, Ffmpeg ffmpeg) {
        Ffprobe ffprobe = Ffprobe.of(ffmpeg);
        List<Clip> clips = new ArrayList<>();
        if (inputs.isEmpty()) {
            SyntheticClips synthetic = SyntheticClips.in(drawn, ffmpeg);
            for (SyntheticClip clip : SyntheticClip.assortment()) {
                Path file = synthetic.file(clip);
                clips.add(new Clip(clip.group(), file, ffprobe.describe(file)));
            }
        }
        for (Path input : inputs) {
            clips.add(new Clip(input.getFileName().toString(), input, ffprobe.describe(input)));
        }
        return List.copyOf(clips);
    }
}
