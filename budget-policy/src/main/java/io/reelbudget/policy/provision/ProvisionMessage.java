package io.reelbudget.policy.provision;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.RunningInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked of a program or a webhook, and what it answers.
 *
 * @param verb {@code provision}, {@code give-back}, {@code stop} or {@code running}
 * @param account for whose jobs
 * @param key the same key, the same wish; none for questions
 * @param fields the rest, by name
 */
record ProvisionMessage(String verb, AccountPath account, IdempotencyKey key, Map<String, String> fields) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_ID = 200;

    static ProvisionMessage of(String verb, InstanceRequest request) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("instances", Integer.toString(request.instances()));
        fields.put("type", request.type());
        fields.put("expectedSeconds", Long.toString(request.expected().toSeconds()));
        fields.put("reason", request.reason());
        return new ProvisionMessage(verb, request.account(), request.key(), fields);
    }

    static ProvisionMessage stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return new ProvisionMessage("stop", account, key, Map.of("ids", String.join(",", ids), "reason", reason));
    }

    static ProvisionMessage running(AccountPath account) {
        return new ProvisionMessage("running", account, IdempotencyKey.NONE, Map.of());
    }

    String json() {
        ObjectNode message = JSON.createObjectNode();
        message.put("do", verb).put("account", account.toString()).put("key", key.toString());
        new TreeMap<>(fields).forEach((name, value) -> {
            switch (name) {
                case "instances", "expectedSeconds" -> message.put(name, Long.parseLong(value));
                case "ids" -> List.of(value.split(",", -1)).forEach(message.withArray("ids")::add);
                default -> message.put(name, value);
            }
        });
        return JSON.writeValueAsString(message);
    }

    /**
     * Reads {@code {"instances": 2, "reference": "…", "ids": ["…"]}}; the last two may be left out.
     *
     * @param most more instances than this were not asked for
     */
    static InstanceReceipt receipt(String answer, int most) {
        JsonNode node = object(answer);
        JsonNode instances = node.path("instances");
        if (!instances.isInt() || instances.intValue() < 0 || instances.intValue() > most) {
            throw new IllegalStateException("Receipt's 'instances' was " + instances + " but must be 0 to " + most
                    + ", what was really started or stopped; repair what answers.");
        }
        List<String> ids = new ArrayList<>();
        node.path("ids").forEach(id -> ids.add(name(id)));
        return new InstanceReceipt(instances.intValue(), node.path("reference").asString(""), ids);
    }

    /** Reads {@code {"running": [{"id": "…", "key": "…"}]}}; the key may be left out. */
    static List<RunningInstance> list(String answer) {
        JsonNode list = object(answer).path("running");
        if (!list.isArray()) {
            throw new IllegalStateException("List of what runs was " + list.getNodeType()
                    + " but must be an array named 'running'; answer an empty one where nothing runs.");
        }
        List<RunningInstance> running = new ArrayList<>();
        list.forEach(each -> running.add(
                new RunningInstance(name(each.path("id")), key(each.path("key").asString("")))));
        return running;
    }

    private static String name(JsonNode id) {
        String text = id.asString("");
        boolean isPlain = text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f && letter != ',');
        if (text.isEmpty() || text.length() > LONGEST_ID || !isPlain) {
            throw new IllegalStateException(
                    "Name of an instance had " + text.length() + " characters but must have 1 to " + LONGEST_ID
                            + " visible ones of ASCII without a comma; repair what answers.");
        }
        return text;
    }

    private static IdempotencyKey key(String text) {
        return text.matches("[0-9a-f]{32}")
                ? new IdempotencyKey(
                        Long.parseUnsignedLong(text.substring(0, 16), 16),
                        Long.parseUnsignedLong(text.substring(16), 16))
                : IdempotencyKey.NONE;
    }

    private static JsonNode object(String answer) {
        try {
            JsonNode node = JSON.readTree(answer);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException illegible) {
            // Said below: what it was may be a secret, or long.
        }
        throw new IllegalStateException("Answer of " + answer.length()
                + " characters was no JSON object but must be one such as {\"instances\": 2}; repair what answers.");
    }
}
