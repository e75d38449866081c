package io.reelbudget.policy.provision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer in JSON.
 *
 * @param status by number and name
 */
record HttpReply(Status status, String json) {

    /** The answers there are, each with the fields that it wants besides those of all. */
    enum Status {
        OK("200 OK", ""),
        BAD_REQUEST("400 Bad Request", ""),
        UNAUTHORIZED("401 Unauthorized", "WWW-Authenticate: Bearer\r\n"),
        NOT_FOUND("404 Not Found", ""),
        METHOD_NOT_ALLOWED("405 Method Not Allowed", "Allow: GET\r\n"),
        FIELDS_TOO_LARGE("431 Request Header Fields Too Large", ""),
        FAILED("500 Internal Server Error", "");

        private final String line;
        private final String fields;

        Status(String line, String fields) {
            this.line = line;
            this.fields = fields;
        }
    }

    /** Returns all of it as it is sent; the connection ends with it. */
    ByteBuffer bytes() {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status.line + "\r\n" + status.fields
                        + "Content-Type: application/json; charset=UTF-8\r\n"
                        + "Content-Length: " + body.length + "\r\n"
                        + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }
}
