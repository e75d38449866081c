package io.reelbudget.trainer;

import io.reelbudget.job.Content;
import io.reelbudget.job.TrialEncode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What probes said of the sources of measured encodes, in the CSV beside theirs; nothing where there is none. */
final class MeasuredProbes {

    private final Map<String, Content> bySource = new HashMap<>();

    private MeasuredProbes() {}

    /** Reads the file that is named like the encodes', with {@code -probes} before its ending. */
    static MeasuredProbes beside(Path encodes) throws IOException {
        MeasuredProbes probes = new MeasuredProbes();
        Path file = encodes.resolveSibling(encodes.getFileName().toString().replaceFirst("\\.csv$", "-probes.csv"));
        if (Files.exists(file) && !file.equals(encodes)) {
            new CsvFile(file).forEach(probes::add);
        }
        return probes;
    }

    private void add(CsvFile.Row row) {
        TrialEncode trial = new TrialEncode(
                row.text("encoder"),
                row.text("preset"),
                row.integer("width"),
                row.integer("height"),
                row.integer("frames"),
                row.integer("segments"),
                row.number("cpu_s_per_megapixel"),
                row.number("bits_per_pixel"));
        Content known = bySource.getOrDefault(row.text("source"), Content.unknown());
        // Of two probes of a source the later one counts.
        List<TrialEncode> trials = new ArrayList<>(known.trials().stream()
                .filter(each -> !each.encoder().equals(trial.encoder())
                        || !each.preset().equals(trial.preset()))
                .toList());
        trials.add(trial);
        Content content = known.withTrials(trials);
        double decoding = row.number("decode_s_per_megapixel");
        bySource.put(row.text("source"), decoding > 0 ? content.withDecodeSecondsPerMegapixel(decoding) : content);
    }

    Content of(String source) {
        return bySource.getOrDefault(source, Content.unknown());
    }
}
