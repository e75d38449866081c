package io.reelbudget.console.internal.web;

import io.reelbudget.console.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request was not carried out, as a problem of RFC 9457. */
public final class Problem extends RuntimeException {

    /** The media type of problems. */
    public static final String TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param code its stable name, in small letters with dashes
     * @param detail what it was, what it must be, what to do
     */
    public Problem(int status, String code, String detail) {
        super(detail, null, false, false); // thrown for each bad request: nobody wants the trace
        this.status = status;
        this.code = code;
    }

    /** Returns that what was sent cannot be used. */
    public static Problem invalid(String detail) {
        return new Problem(422, "invalid", detail);
    }

    /** Returns that there is no such thing, or none that the principal may see. */
    public static Problem missing(String detail) {
        return new Problem(404, "not-found", detail);
    }

    /** Has the answer carry a header. */
    public Problem with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Returns the status of the answer. */
    public int status() {
        return status;
    }

    /** Returns its stable name. */
    public String code() {
        return code;
    }

    /** Returns the answer. */
    public Response response() {
        Response answer = Response.of(
                status,
                TYPE,
                Doc.of("type", "urn:reelbudget:problem:" + code)
                        .put("title", title())
                        .put("status", status)
                        .put("code", code)
                        .put("detail", String.valueOf(getMessage()))
                        .bytes());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private String title() {
        return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
    }
}
