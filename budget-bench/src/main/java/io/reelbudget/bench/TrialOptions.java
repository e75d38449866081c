package io.reelbudget.bench;

import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.ffmpeg.Ffprobe;
import io.reelbudget.ffmpeg.SyntheticClip;
import io.reelbudget.ffmpeg.SyntheticClips;
import io.reelbudget.ffmpeg.SyntheticFilm;
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

    @Option(names = "--films", description = "Draw so many short films instead of the clips (default: the clips).")
    private int films;

    @Option(
            names = "--probe-with",
            arity = "1..*",
            description = "Also probe each source by these ffmpegs; written beside the CSV.")
    private List<Path> probing = List.of();

    @Option(names = "--clips", description = "Where clips are drawn and kept (default: in the user's cache directory).")
    private Path clips = Path.of(System.getProperty("user.home"), ".cache", "reelbudget", "clips");

    /** Returns the ffmpeg to use. */
    Ffmpeg ffmpeg() {
        return Ffmpeg.locate(ffmpeg);
    }

    /** Returns the ffmpegs to probe sources with; none unless asked. */
    List<Ffmpeg> probing() {
        return probing.stream().map(path -> Ffmpeg.locate(Optional.of(path))).toList();
    }

    /** Returns the design over sources. */
    EncoderDesign design(Ffmpeg found, List<TrialSource> sources) {
        List<EncoderRange> ranges =
                encoders.stream().map(name -> range(name, found)).toList();
        return new EncoderDesign(sources, ranges, seed);
    }

    private EncoderRange range(String name, Ffmpeg found) {
        return EncoderRange.of(name)
                .filter(range -> found.has(range.encoder()))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Encoder was '" + name + "' but must be one that " + found
                                + " has and this program knows; leave it out of --encoders."));
    }

    /** Returns the sources; what is to be drawn and is missing is drawn. */
    List<TrialSource> sources(Ffmpeg found) {
        Ffprobe probe = Ffprobe.of(found);
        List<TrialSource> sources = new ArrayList<>(films > 0 ? films(found, probe) : clips(found, probe));
        for (Path input : inputs) {
            String name = input.getFileName().toString();
            sources.add(new TrialSource(name, groupOf(name), input, probe.describe(input)));
        }
        return sources;
    }

    private List<TrialSource> clips(Ffmpeg found, Ffprobe probe) {
        SyntheticClips drawn = SyntheticClips.in(clips, found);
        List<TrialSource> sources = new ArrayList<>();
        for (SyntheticClip clip : TrialClips.all()) {
            Path file = drawn.file(clip);
            sources.add(new TrialSource(clip.name(), clip.group(), file, probe.describe(file)));
        }
        return sources;
    }

    private List<TrialSource> films(Ffmpeg found, Ffprobe probe) {
        SyntheticClips drawn = SyntheticClips.in(clips, found);
        List<TrialSource> sources = new ArrayList<>();
        for (SyntheticFilm film : TrialClips.films(films)) {
            Path file = drawn.file(film);
            sources.add(new TrialSource(film.name(), film.name(), file, probe.describe(file)));
        }
        return sources;
    }

    /** A film that was stored anew as {@code film.hevc.mp4} looks like {@code film.mp4}. */
    private static String groupOf(String name) {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }
}
