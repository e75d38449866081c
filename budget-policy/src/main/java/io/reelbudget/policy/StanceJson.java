package io.reelbudget.policy;

import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.StepMark.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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
        if (stance.instances().confirmed() > 0) {
            node.put("confirmed", stance.instances().confirmed());
        }
        stance.told().forEach(node.putArray("told")::add);
        stance.carried().forEach(node.putArray("carried")::add);
        if (!stance.restraints().isEmpty()) {
            ArrayNode restraints = node.putArray("restraints");
            stance.restraints().forEach(each -> restraints.add(each.name()));
        }
        if (!stance.steps().isEmpty()) {
            ObjectNode steps = node.putObject("steps");
            stance.steps().forEach((name, mark) -> steps.putObject(name)
                    .put("phase", mark.phase().name())
                    .put("since", mark.since().toString())
                    .put("until", mark.until().toString())
                    .put("period", mark.period()));
        }
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
                        node.required("started").intValue(),
                        node.path("confirmed").asInt(0)),
                texts(node.required("told")),
                texts(node.required("carried")),
                texts(node.path("restraints")).stream().map(Restraint::valueOf).collect(Collectors.toSet()),
                steps(node.path("steps")));
    }

    private static SortedMap<String, StepMark> steps(JsonNode object) {
        SortedMap<String, StepMark> steps = new TreeMap<>();
        object.properties().forEach(each -> {
            JsonNode mark = each.getValue();
            steps.put(
                    each.getKey(),
                    new StepMark(
                            Phase.valueOf(mark.required("phase").stringValue()),
                            Instant.parse(mark.required("since").stringValue()),
                            Instant.parse(mark.required("until").stringValue()),
                            mark.required("period").longValue()));
        });
        return steps;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.stringValue()));
        return texts;
    }
}
