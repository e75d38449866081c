package io.reelbudget.policy.scaling;

import io.reelbudget.policy.spi.InstanceReceipt;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A receipt as a note of the ledger. */
final class ReceiptNote {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A note has room for so much; receipts with longer names are kept without them. */
    private static final int MOST_NAMES = 12_000;

    private static final int MOST_REFERENCE = 500;

    private ReceiptNote() {}

    static String write(InstanceReceipt receipt) {
        ObjectNode note = JSON.createObjectNode();
        note.put("reelbudget", "fleet-receipt-1");
        note.put("instances", receipt.instances());
        String reference = receipt.reference();
        note.put("reference", reference.substring(0, Math.min(MOST_REFERENCE, reference.length())));
        ArrayNode ids = note.putArray("ids");
        if (receipt.ids().stream().mapToInt(id -> 3 + id.length()).sum() <= MOST_NAMES) {
            receipt.ids().forEach(ids::add);
        }
        return JSON.writeValueAsString(note);
    }

    static InstanceReceipt read(String text) {
        JsonNode note = JSON.readTree(text);
        List<String> ids = new ArrayList<>();
        note.required("ids").forEach(id -> ids.add(id.stringValue()));
        return new InstanceReceipt(
                note.required("instances").intValue(),
                note.required("reference").stringValue(),
                ids);
    }
}
