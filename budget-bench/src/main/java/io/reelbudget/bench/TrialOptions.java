package io.reelbudget.bench;

import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClips;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say what to try with which ffmpeg. */
final class TrialOptions {

    // Set by picocli before the command is called.
    @SuppressWarnings("NullAway.Init")
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--input", arity = "1..*", description = "Footage to use beside the clips that ffmpeg draws.")
    private List<Path> inputs = List.of();

    @Option(names = "--seed", description = "Seed of the design (default: ${DEFAULT-VALUE}).")
    private long seed = 20_261_122;

    @Option(
            names = "--encoders",
            split = ",",
            description =
                    "Which encoders (default: libopenh264,libvpx-vp9,libsvtav1); also libaom-av1, libx264, libx265"
                            + " where the ffmpeg has them.")
    private List<String> encoders = List.of("libopenh264", "libvpx-vp9", "libsvtav1");

    @Option(names = "--ffmpeg", description = "The ffmpeg to use (default: the one on the PATH, else the bundled one).")
    private Optional<Path> ffmpeg = Optional.empty();

    @Option(names = "--clips", description = "Where clips are drawn and kept (default: in the user's cache directory).")
    private Path clips = Path.of(System.getProperty("user.home"), ".cache", "reelbudget", "clips");

    /** Returns the ffmpeg to use. */
    Ffmpeg ffmpeg() {
        return Ffmpeg.locate(ffmpeg);
    }

    /** Returns the design, for which clips are drawn that are missing. */
    EncoderDesign design(Ffmpeg found) {
        List<EncoderRange> ranges =
                encoders.stream().map(name -> range(name, found)).toList();
        return new EncoderDesign(sources(found), ranges, seed);
    }

    private EncoderRange range(String name, Ffmpeg found) {
        return EncoderRange.of(name)
                .filter(range -> found.has(range.encoder()))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Encoder was '" + name + "' but must be one that " + found
                                + " has and this program knows; leave it out of --encoders."));
    }

    private List<TrialSource> sources(Ffmpeg found) {
        Ffprobe probe = Ffprobe.of(found);
        SyntheticClips drawn = SyntheticClips.in(clips, found);
        List<TrialSource> sources = new ArrayList<>();
        for (SyntheticClip clip : TrialClips.all()) {
            Path file = drawn.file(clip);
            sources.add(new TrialSource(clip.name(), clip.group(), file, probe.describe(file)));
        }
        for (Path input : inputs) {
            String name = input.getFileName().toString();
            String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
            sources.add(new TrialSource(name, stem, input, probe.describe(input)));
        }
        return sources;
    }
}
