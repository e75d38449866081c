package io.reelbudget.estimator;

import java.util.List;
import java.util.Map;

/** The smallest sound history: one kind of work, two views, one factor; and what lies in a model of it. */
final class SmallHistory {

    static final String WORK = "encode";

    private SmallHistory() {}

    /** Cost rises with e^(0.5 per unit of "motion"); known only to the first view. */
    static WorkEncoding work() {
        ViewEncoding content = view("content", List.of("log_pixels", "motion"), new double[] {0, 0.5}, 0.3);
        ViewEncoding metadata = view("metadata", List.of("log_pixels"), new double[] {0}, 0.6);
        return new WorkEncoding(
                WORK,
                "log_pixels",
                List.of("log_pixels", "motion"),
                List.of("", "Sports"),
                Map.of("slow", new double[] {Math.log(2), 1}, "fast", new double[] {Math.log(0.5), 1}),
                Map.of("", new double[] {0, 1}, "refs=4", new double[] {Math.log(3), 0}),
                List.of(content, metadata));
    }

    private static ViewEncoding view(String name, List<String> columns, double[] slopes, double p90Offset) {
        int width = columns.size();
        double[] ones = new double[width];
        double[] low = new double[width];
        double[] high = new double[width];
        java.util.Arrays.fill(ones, 1);
        java.util.Arrays.fill(low, -3);
        java.util.Arrays.fill(high, 20);
        KernelEncoding kernel = new KernelEncoding(
                new double[width], 0, new float[0], new int[0], new float[0], slopes, new double[] {0, 0.1}, 1);
        return new ViewEncoding(
                name, columns, new double[width], ones, low, high, List.of(kernel), 1.25, -0.2, new double[] {
                    p90Offset, p90Offset
                });
    }

    static HistoryEncodings encodings() {
        return new HistoryEncodings(List.of(work()), List.of());
    }

    static SmallModel model(HistoryEncodings encodings) {
        return new SmallModel()
                .withFeatures(HistoryFeatures.names().size())
                .withProperty("reelbudget.schema.sha256", HistoryFeatures.schemaHash())
                .withProperty(HistoryModel.ENCODINGS, HistoryModel.toJson(encodings));
    }

    static HistoryJob job(String option, Map<String, String> settings, Map<String, Double> inputs) {
        return new HistoryJob(WORK, option, settings, "", 10, inputs);
    }
}
