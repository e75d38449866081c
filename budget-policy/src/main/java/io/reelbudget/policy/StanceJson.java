package io.reelbudget.policy;

import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A stance as JSON. */
final class StanceJson {

    private StanceJson() {}

    static ObjectNode write(JsonMapper json, Stance stance) {
        ObjectNode node = json.createObjectNode();
        node.put("mode", stance.mode().name())
                .put("since", stance.since().toString())
                .put("period", stance.period())
                .put("policy", stance.policy())
                .put("asked", stance.instances().asked())
                .put("started", stance.instances().started());
        stance.told().forEach(node.putArray("told")::add);
        stance.carried().forEach(node.putArray("carried")::add);
        return node;
    }

    /** @throws RuntimeException if the node is no stance */
    static Stance read(JsonNode node) {
        return new Stance(
                Mode.valueOf(node.required("mode").stringValue()),
                Instant.parse(node.required("since").stringValue()),
                node.required("period").longValue(),
                node.required("policy").stringValue(),
                new Instances(
                        node.required("asked").intValue(),
                        node.required("started").intValue()),
                texts(node.required("told")),
                texts(node.required("carried")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.stringValue()));
        return texts;
    }
}
