package io.reelbudget.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The answer to a {@link Request}: a status, headers and a body, or events that go on coming.
 *
 * <p>Whoever serves it sends status and headers first. Where {@link #events} is there, it then hands the open
 * connection to that and leaves it open; otherwise it has {@link #writeTo} write the body.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Response {

    /** Writes a body that is not known beforehand. */
    @FunctionalInterface
    public interface Writing {
        /** Writes all of it; does not close. */
        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final Map<String, String> headers;
    private final OptionalLong length;
    private final Writing body;
    private final Optional<Consumer<EventSink>> events;

    private Response(
            int status,
            Map<String, String> headers,
            OptionalLong length,
            Writing body,
            Optional<Consumer<EventSink>> events) {
        this.status = status;
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        this.headers = Collections.unmodifiableMap(sorted);
        this.length = length;
        this.body = body;
        this.events = events;
    }

    /** Returns an answer with a body of known bytes, which are not copied. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(
                status,
                Map.of("Content-Type", contentType),
                OptionalLong.of(body.length),
                out -> out.write(body),
                Optional.empty());
    }

    /** Returns an answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), OptionalLong.of(0), out -> {}, Optional.empty());
    }

    /** Returns an answer whose body is written piece by piece. */
    public static Response written(int status, String contentType, Writing body) {
        return new Response(status, Map.of("Content-Type", contentType), OptionalLong.empty(), body, Optional.empty());
    }

    /** Returns an answer that goes on: whoever gets the connection sends events until one side has enough. */
    public static Response live(Consumer<EventSink> follow) {
        return new Response(
                200,
                Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"),
                OptionalLong.empty(),
                out -> {},
                Optional.of(follow));
    }

    /** Returns this answer with a header more, or with another value of it. */
    public Response with(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new Response(status, more, length, body, events);
    }

    /** Returns this answer without its body, as to HEAD. */
    public Response withoutBody() {
        return new Response(status, headers, OptionalLong.of(0), out -> {}, Optional.empty());
    }

    /** Returns the status code. */
    public int status() {
        return status;
    }

    /** Returns the headers; their names match in any case. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns how many bytes the body has; empty where that shows only when it is written. */
    public OptionalLong length() {
        return length;
    }

    /** Writes the body; does not close. */
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    /** Returns who wants the open connection for events; empty for all but such answers. */
    public Optional<Consumer<EventSink>> events() {
        return events;
    }

    /** Returns the whole body, for answers that have one. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        return out.toByteArray();
    }

    /** Returns the whole body as text, for answers that have one. */
    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + headers.getOrDefault("Content-Type", "nothing");
    }
}
