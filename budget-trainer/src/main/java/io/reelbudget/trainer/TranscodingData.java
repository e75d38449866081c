package io.reelbudget.trainer;

import io.reelbudget.estimator.MachineFacts;
import io.reelbudget.trainer.CsvFile.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Published transcoding jobs as histories.
 *
 * <p>This class is immutable and thread-safe as long as nobody writes to the tables' arrays.
 *
 * @param ugc CPU seconds of x264 on user-generated clips (Lesoil et al., JSS 2023)
 * @param machines wall seconds of the same jobs on several machines
 * @param ladders wall seconds of AVC and HEVC ladders on cloud instances, a table a codec (VEED, ATHENA)
 * @param resolutionLabels the clips' resolutions in their authors' words
 */
public record TranscodingData(
        HistoryTable ugc, MachineTable machines, List<HistoryTable> ladders, Map<String, String> resolutionLabels) {

    /** What the data sets' licences ask to be told. */
    public static final List<String> PROVENANCE = List.of(
            "x264_ugc and x264_hw: L. Lesoil, M. Acher, A. Blouin, J.-M. Jezequel, Input sensitivity on the performance of"
                    + " configurable systems: an empirical study, JSS 2023; MIT licence.",
            "VEED: ATHENA Christian Doppler Laboratory, Video Encoding Energy Dataset, 2024; BSD 3-Clause licence.");

    /** The first trial encode, x264's preset ultrafast. */
    public static final String TRIAL_1 = "1";

    /** The second trial encode, x264's preset faster. */
    public static final String TRIAL_2 = "4";

    private static final String LADDER_TRIAL = "c5.large/360";
    private static final List<String> METADATA = List.of("log_pixels", "log_aspect", "log_fps", "log_frames", "depth");
    private static final List<String> CONTENT = List.of("spatial", "temporal", "chunk_variation", "color");
    private static final List<String> FIRST_TRIAL = List.of("trial_1_cpu", "trial_1_bits");
    private static final List<String> SECOND_TRIAL = List.of("trial_2_cpu", "trial_2_bits");
    private static final Set<String> NO_SETTINGS = Set.of("config_id", "preset");

    private static final double LEAST_FPS = 5;
    private static final double MOST_FPS = 130;
    private static final double MOST_DEPTH = 4;

    /** A measure of zero would have no logarithm. */
    private static final double LEAST_MEASURE = 0.02;

    /** Reads the files. */
    public static TranscodingData read(TranscodingFiles files) throws IOException {
        files.requirePresent();
        Map<String, String> labels = new HashMap<>();
        new CsvFile(files.ugcVideos()).forEach(row -> labels.put(row.text("video"), row.text("resolution_label")));
        return new TranscodingData(ugc(files), machines(files), ladders(files), labels);
    }

    private static HistoryTable ugc(TranscodingFiles files) throws IOException {
        Map<String, Row> videos = new LinkedHashMap<>();
        new CsvFile(files.ugcVideos()).forEach(row -> videos.put(row.text("video"), row));
        Map<String, HistoryOption> options = new LinkedHashMap<>();
        new CsvFile(files.configs()).forEach(row -> {
            Map<String, String> settings = new TreeMap<>();
            row.columns().keySet().stream()
                    .filter(column -> !NO_SETTINGS.contains(column))
                    .forEach(column -> settings.put(column, row.text(column)));
            options.put(row.text("config_id"), new HistoryOption(row.text("config_id"), settings));
        });
        List<String> optionNames = List.copyOf(options.keySet());
        Map<String, Integer> optionIndex = new HashMap<>();
        optionNames.forEach(name -> optionIndex.put(name, optionIndex.size()));
        Map<String, double[]> cost = new HashMap<>();
        Map<String, double[]> bytes = new HashMap<>();
        new CsvFile(files.ugcJobs()).forEach(row -> {
            int option = optionIndex.getOrDefault(row.text("config_id"), -1);
            if (option < 0) {
                throw row.refusal("config_id", "one of the sets of settings", null);
            }
            hole(cost, row.text("video"), optionNames.size())[option] = row.number("user_s") + row.number("sys_s");
            hole(bytes, row.text("video"), optionNames.size())[option] = row.number("out_bytes");
        });
        List<HistorySource> sources = new ArrayList<>();
        List<double[]> costs = new ArrayList<>();
        int first = optionIndex.getOrDefault(TRIAL_1, -1);
        int second = optionIndex.getOrDefault(TRIAL_2, -1);
        videos.forEach((name, row) -> {
            double[] ofVideo = cost.get(name);
            double[] bytesOfVideo = bytes.get(name);
            if (ofVideo != null && bytesOfVideo != null) {
                Map<String, Double> inputs = inputs(row);
                trial(inputs, "trial_1", first, ofVideo, bytesOfVideo, row);
                trial(inputs, "trial_2", second, ofVideo, bytesOfVideo, row);
                sources.add(new HistorySource(name, name, row.text("category"), megapixels(row), inputs));
                costs.add(ofVideo);
            }
        });
        return new HistoryTable(
                "x264-cpu",
                "log_pixels",
                joined(List.of(METADATA, CONTENT, FIRST_TRIAL, SECOND_TRIAL)),
                sources,
                List.copyOf(options.values()),
                costs.toArray(double[][]::new),
                List.of(
                        new ViewPlan(
                                "two trials",
                                joined(List.of(METADATA, FIRST_TRIAL, SECOND_TRIAL)),
                                List.of(TRIAL_1, TRIAL_2)),
                        new ViewPlan("one trial", joined(List.of(METADATA, FIRST_TRIAL)), List.of(TRIAL_1)),
                        new ViewPlan("content", joined(List.of(METADATA, CONTENT)), List.of()),
                        new ViewPlan("metadata", METADATA, List.of())));
    }

    private static double[] hole(Map<String, double[]> rows, String name, int width) {
        return rows.computeIfAbsent(name, n -> {
            double[] row = new double[width];
            Arrays.fill(row, Double.NaN);
            return row;
        });
    }

    private static List<String> joined(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static double megapixels(Row row) {
        return row.number("width") * row.number("height") * row.number("frames") / 1e6;
    }

    private static Map<String, Double> inputs(Row row) {
        double width = row.number("width");
        double height = row.number("height");
        Map<String, Double> inputs = new HashMap<>();
        inputs.put("log_pixels", Math.log(width * height));
        inputs.put("log_aspect", Math.log(width / height));
        inputs.put("log_fps", Math.log(Math.max(LEAST_FPS, Math.min(MOST_FPS, row.number("fps")))));
        inputs.put("log_frames", Math.log(row.number("frames")));
        inputs.put("depth", Math.min(MOST_DEPTH, row.number("source_bytes") / (megapixels(row) * 1e6)));
        inputs.put("spatial", measure(row, "spatial_complexity"));
        inputs.put("temporal", measure(row, "temporal_complexity"));
        inputs.put("chunk_variation", measure(row, "chunk_complexity_variation"));
        inputs.put("color", measure(row, "color_complexity"));
        return inputs;
    }

    private static double measure(Row row, String column) {
        return Math.log(row.number(column) + LEAST_MEASURE);
    }

    private static void trial(
            Map<String, Double> inputs, String name, int option, double[] cost, double[] bytes, Row row) {
        if (option >= 0) {
            inputs.put(name + "_cpu", Math.log(cost[option] / megapixels(row)));
            inputs.put(name + "_bits", Math.log(bytes[option] / megapixels(row)));
        }
    }

    private static MachineTable machines(TranscodingFiles files) throws IOException {
        Map<String, MachineFacts> machines = new TreeMap<>();
        new CsvFile(files.hwMachines()).forEach(row -> machines.put(row.text("machine_id"), facts(row)));
        Map<String, Map<String, Double>> seconds = new TreeMap<>();
        new CsvFile(files.hwJobs()).forEach(row -> seconds.computeIfAbsent(
                        row.text("video") + "/" + row.text("config_id"), job -> new TreeMap<>())
                .put(row.text("machine_id"), row.number("wall_s")));
        return new MachineTable(machines, seconds);
    }

    private static MachineFacts facts(Row row) {
        return new MachineFacts(
                row.text("vendor") + "/" + row.text("cpu_family") + "/" + row.text("model"),
                ratedMegahertz(row),
                row.number("cores_per_socket"));
    }

    /** The clock in the processor's name; where it has none, the highest. */
    private static double ratedMegahertz(Row row) {
        String name = row.text("cpu_model");
        int at = name.indexOf('@');
        int end = name.indexOf("GHz");
        if (at >= 0 && end > at) {
            return 1000 * Double.parseDouble(name.substring(at + 1, end).strip());
        }
        return row.number(row.text("cpu_max_mhz").isEmpty() ? "cpu_mhz" : "cpu_max_mhz");
    }

    private static List<HistoryTable> ladders(TranscodingFiles files) throws IOException {
        Map<String, Map<String, Map<String, Row>>> rows = new TreeMap<>();
        new CsvFile(files.veedJobs()).forEach(row -> rows.computeIfAbsent(row.text("codec"), codec -> new TreeMap<>())
                .computeIfAbsent(row.text("sequence"), sequence -> new TreeMap<>())
                .put(row.text("instance_type") + "/" + row.text("height"), row));
        List<HistoryTable> tables = new ArrayList<>();
        rows.forEach((codec, bySequence) -> tables.add(ladder(codec, bySequence)));
        return tables;
    }

    private static HistoryTable ladder(String codec, Map<String, Map<String, Row>> bySequence) {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        bySequence
                .values()
                .forEach(byOption -> byOption.forEach((option, row) -> settings.put(
                        option, Map.of("instance", row.text("instance_type"), "height", row.text("height")))));
        List<String> names = List.copyOf(settings.keySet());
        List<HistorySource> sources = new ArrayList<>();
        List<double[]> costs = new ArrayList<>();
        bySequence.forEach((sequence, byOption) -> {
            Row trial = byOption.get(LADDER_TRIAL);
            if (trial != null) {
                double seconds = trial.number("wall_s");
                Map<String, Double> inputs = Map.of(
                        "trial_wall", Math.log(seconds),
                        "trial_busy", Math.log(trial.number("avg_cpu_pct")));
                sources.add(new HistorySource(sequence, trial.text("title"), "", 1, inputs));
                costs.add(names.stream()
                        .mapToDouble(name -> {
                            Row row = byOption.get(name);
                            return row == null ? Double.NaN : row.number("wall_s");
                        })
                        .toArray());
            }
        });
        List<String> inputs = List.of("trial_wall", "trial_busy");
        return new HistoryTable(
                codec + "-wall",
                "",
                inputs,
                sources,
                settings.entrySet().stream()
                        .map(entry -> new HistoryOption(entry.getKey(), entry.getValue()))
                        .toList(),
                costs.toArray(double[][]::new),
                List.of(new ViewPlan("ladder trial", inputs, List.of(LADDER_TRIAL))));
    }
}
