package io.reelbudget.policy.notify;

import io.reelbudget.policy.spi.Notice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as an event of CloudEvents 1.0 in structured JSON, for whatever transport a host has. The page about notices
 * has its fields.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param source who sends it: together with the id it is unique among all events
 * @param notice what it is about
 */
public record NoticeEvent(URI source, Notice notice) {

    /** What the content of a message with such an event is declared as. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final String TYPE = "io.reelbudget.notice.";
    private static final int ID_BYTES = 16;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public NoticeEvent {
        if (source.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "Source of events was empty but must name the sender; use an address such as 'https://host/budgets'.");
        }
    }

    /** Returns the id: the same for all notices of the same thing, a hash of their key. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(notice.dedupeKey().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Java lacks SHA-256, which every Java must have; repair it.", missing);
        }
    }

    /** Returns the type: {@code io.reelbudget.notice.} and the level in small letters. */
    public String type() {
        return TYPE + notice.level().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the event as JSON: the same text for the same event. */
    public String json() {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", id());
        event.put("source", source.toString());
        event.put("type", type());
        event.put("subject", notice.account().toString());
        event.put("time", notice.at().toString());
        event.put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        data.put("account", notice.account().toString());
        data.put("level", notice.level().name());
        data.put("title", notice.title());
        data.put("happened", notice.happened());
        data.put("meaning", notice.meaning());
        data.put("advice", notice.advice());
        ObjectNode numbers = data.putObject("numbers");
        notice.numbers().forEach(numbers::put);
        data.put("dedupeKey", notice.dedupeKey());
        return JSON.writeValueAsString(event);
    }
}
