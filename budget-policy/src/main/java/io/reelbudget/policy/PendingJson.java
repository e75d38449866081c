package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.Action.Cases;
import io.reelbudget.policy.spi.ApprovalRequest;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pending actions as JSON, complete enough to be carried out by another process. */
final class PendingJson {

    private PendingJson() {}

    static ArrayNode write(JsonMapper json, List<PendingAction> pending) {
        ArrayNode array = json.createArrayNode();
        for (PendingAction each : pending) {
            ObjectNode node = array.addObject();
            node.put("key", each.key().toString());
            each.action()
                    .fold(new Cases<>(
                            provision -> provision(node, provision),
                            giveBack -> instances(node, "return", giveBack.count(), giveBack.reason()),
                            order -> order(node, order),
                            reduce -> unexpected(each),
                            restore -> unexpected(each),
                            send -> notice(node.put("do", "send"), send.notice()),
                            ask -> question(node.put("do", "ask"), ask.request())));
        }
        return array;
    }

    /** @throws RuntimeException if the node is no list of pending actions */
    static List<PendingAction> read(JsonNode array) {
        List<PendingAction> pending = new ArrayList<>();
        array.forEach(node -> pending.add(
                new PendingAction(action(node), key(node.required("key").stringValue()))));
        return pending;
    }

    private static Action action(JsonNode node) {
        String what = node.required("do").stringValue();
        return switch (what) {
            case "provision" ->
                new Action.ProvisionInstances(
                        node.required("count").intValue(),
                        node.required("reason").stringValue(),
                        node.path("type").asString(""),
                        Duration.ofSeconds(node.path("expectedSeconds").asLong(0)));
            case "return" ->
                new Action.ReturnInstances(
                        node.required("count").intValue(),
                        node.required("reason").stringValue());
            case "pause" -> new Action.PauseNewJobs(node.required("reason").stringValue());
            case "resume" -> new Action.ResumeNewJobs(node.required("reason").stringValue());
            case "require-approval" ->
                new QueueOrder.RequireApproval(node.required("reason").stringValue());
            case "waive-approval" ->
                new QueueOrder.WaiveApproval(node.required("reason").stringValue());
            case "slow-down" ->
                new QueueOrder.SlowDown(
                        node.required("mostAtOnce").intValue(),
                        node.required("reason").stringValue());
            case "full-speed" ->
                new QueueOrder.FullSpeed(node.required("reason").stringValue());
            case "drain" -> new QueueOrder.DrainQueue(node.required("reason").stringValue());
            case "start-queued" ->
                new QueueOrder.StartQueued(node.required("reason").stringValue());
            case "cancel" -> new QueueOrder.CancelJobs(node.required("reason").stringValue());
            case "ask" -> new Action.AskApproval(question(node));
            case "send" -> new Action.SendNotice(notice(node));
            default ->
                throw new IllegalArgumentException(
                        "Pending action was '" + what + "' but must be one that this version knows; update the host.");
        };
    }

    private static ObjectNode provision(ObjectNode node, Action.ProvisionInstances provision) {
        if (!provision.type().isEmpty()) {
            node.put("type", provision.type())
                    .put("expectedSeconds", provision.expected().toSeconds());
        }
        return instances(node, "provision", provision.count(), provision.reason());
    }

    private static ObjectNode instances(ObjectNode node, String what, int count, String reason) {
        return node.put("do", what).put("count", count).put("reason", reason);
    }

    private static ObjectNode order(ObjectNode node, QueueOrder order) {
        if (order instanceof QueueOrder.SlowDown slower) {
            node.put("mostAtOnce", slower.mostAtOnce());
        }
        return node.put("do", word(order)).put("reason", order.reason());
    }

    private static String word(QueueOrder order) {
        return switch (order.subject()) {
            case NEW_JOBS -> order instanceof Action.PauseNewJobs ? "pause" : "resume";
            case APPROVAL -> order instanceof QueueOrder.RequireApproval ? "require-approval" : "waive-approval";
            case SPEED -> order instanceof QueueOrder.SlowDown ? "slow-down" : "full-speed";
            case QUEUE -> order instanceof QueueOrder.DrainQueue ? "drain" : "start-queued";
            case RUNNING_JOBS -> "cancel";
        };
    }

    private static ObjectNode question(ObjectNode node, ApprovalRequest request) {
        return node.put("id", request.id())
                .put("account", request.account().toString())
                .put("at", request.at().toString())
                .put("until", request.until().toString())
                .put("question", request.question())
                .put("reason", request.reason());
    }

    private static ApprovalRequest question(JsonNode node) {
        return new ApprovalRequest(
                node.required("id").stringValue(),
                AccountPath.of(node.required("account").stringValue()),
                Instant.parse(node.required("at").stringValue()),
                Instant.parse(node.required("until").stringValue()),
                node.required("question").stringValue(),
                node.required("reason").stringValue());
    }

    private static ObjectNode notice(ObjectNode node, Notice notice) {
        node.put("dedupeKey", notice.dedupeKey())
                .put("account", notice.account().toString())
                .put("level", notice.level().name())
                .put("at", notice.at().toString())
                .put("title", notice.title())
                .put("happened", notice.happened())
                .put("meaning", notice.meaning())
                .put("advice", notice.advice());
        ObjectNode numbers = node.putObject("numbers");
        notice.numbers().forEach(numbers::put);
        return node;
    }

    private static Notice notice(JsonNode node) {
        SortedMap<String, String> numbers = new TreeMap<>();
        node.required("numbers")
                .properties()
                .forEach(each -> numbers.put(each.getKey(), each.getValue().stringValue()));
        return new Notice(
                node.required("dedupeKey").stringValue(),
                AccountPath.of(node.required("account").stringValue()),
                NoticeLevel.valueOf(node.required("level").stringValue()),
                Instant.parse(node.required("at").stringValue()),
                node.required("title").stringValue(),
                node.required("happened").stringValue(),
                node.required("meaning").stringValue(),
                node.required("advice").stringValue(),
                numbers);
    }

    private static IdempotencyKey key(String hexadecimal) {
        return new IdempotencyKey(
                Long.parseUnsignedLong(hexadecimal.substring(0, 16), 16),
                Long.parseUnsignedLong(hexadecimal.substring(16), 16));
    }

    private static ObjectNode unexpected(PendingAction pending) {
        throw new IllegalStateException("Pending action was '"
                + pending.action().summary() + "' but must be repeatable; plan replacements afresh from the queue.");
    }
}
