package io.reelbudget.console.internal.web;

import io.reelbudget.console.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers writes that come again as they were answered the first time. Kept in memory, for a day and of the last
 * {@value #MOST} writes; beyond that, and after a restart, the ledger's own keys see to it that nothing happens twice.
 * Thread-safe.
 */
public final class Replays {

    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofDays(1);

    private final InstantSource clock;
    private final Map<String, Kept> answers = new LinkedHashMap<>();

    private static final class Kept {
        private final String content;
        private final Instant begun;
        private @Nullable Response answer;

        Kept(String content, Instant begun) {
            this.content = content;
            this.begun = begun;
        }
    }

    public Replays(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Begins a write, or returns how it was answered before.
     *
     * @param name who sent it where under which key
     * @param content the digest of what was sent
     */
    public synchronized Optional<Response> begin(String name, String content) {
        forgetOld();
        Kept before = answers.get(name);
        if (before == null) {
            answers.put(name, new Kept(content, clock.instant()));
            return Optional.empty();
        }
        if (!before.content.equals(content)) {
            throw new Problem(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key was used before for something else but must be new for each write; make another.");
        }
        if (before.answer == null) {
            throw new Problem(409, "in-flight", "The same write is being carried out; ask again for its answer.")
                    .with("Retry-After", "1");
        }
        return Optional.of(before.answer.with("Idempotency-Replayed", "true"));
    }

    /** Ends a write with its answer. */
    public synchronized void end(String name, Response answer) {
        Kept kept = answers.get(name);
        if (kept != null) {
            kept.answer = answer;
        }
    }

    /** Ends a write that did not begin, such as one that was refused before it was tried: it may come again. */
    public synchronized void forget(String name) {
        answers.remove(name);
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        var each = answers.values().iterator();
        while (each.hasNext()) {
            Kept eldest = each.next();
            boolean isOver = eldest.answer != null && (answers.size() > MOST || eldest.begun.isBefore(oldest));
            if (!isOver) {
                return;
            }
            each.remove();
        }
    }
}
