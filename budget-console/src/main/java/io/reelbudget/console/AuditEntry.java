package io.reelbudget.console;

import io.reelbudget.console.internal.web.Doc;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * One line of the audit log.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param at when
 * @param who the principal's name
 * @param remote the address that the request came from
 * @param method the request's method
 * @param path its path
 * @param key its idempotency key; empty where it had none
 * @param bodySha256 the SHA-256 of its body, 64 hexadecimal digits
 * @param status how it was answered; empty where it is about to be tried
 */
public record AuditEntry(
        Instant at,
        String who,
        String remote,
        String method,
        String path,
        String key,
        String bodySha256,
        OptionalInt status) {

    /** Returns it as one line of JSON. */
    public String json() {
        Doc doc = Doc.of("at", at.toString())
                .put("who", who)
                .put("remote", remote)
                .put("method", method)
                .put("path", path)
                .put("key", key)
                .put("bodySha256", bodySha256);
        if (status.isPresent()) {
            doc.put("status", status.getAsInt());
        }
        return doc.text();
    }

    /** Returns this as it was answered. */
    public AuditEntry answered(Instant when, int newStatus) {
        return new AuditEntry(when, who, remote, method, path, key, bodySha256, OptionalInt.of(newStatus));
    }
}
