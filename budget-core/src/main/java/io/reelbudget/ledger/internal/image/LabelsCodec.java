package io.reelbudget.ledger.internal.image;

import io.reelbudget.ledger.Labels;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels as bytes. All methods are pure. */
public final class LabelsCodec {

    private LabelsCodec() {}

    /** Writes labels. */
    public static void write(SectionWriter out, Labels labels) {
        out.writeVarint(labels.values().size());
        if (labels.values().isEmpty()) {
            return;
        }
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            out.writeText(label.getKey());
            out.writeText(label.getValue());
        }
    }

    /** Reads labels. */
    public static Labels read(SectionReader in) {
        int count = in.readCount(Labels.MAX_LABELS);
        if (count == 0) {
            return Labels.none();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put(in.readText(), in.readText());
        }
        return new Labels(labels);
    }
}
