package io.reelbudget.policy.notify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Asks a webhook something, in JSON that is signed as {@link SigningKeys} says, and returns what it answers: for hooks
 * of other kinds than notices. Where to it may go is said by the {@link WebhookAddress}; redirects are not followed.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class SignedCall {

    private final Post post;
    private final SigningKeys keys;
    private final InstantSource clock;

    private SignedCall(Post post, SigningKeys keys, InstantSource clock) {
        this.post = post;
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns a call that waits up to 4 seconds for an answer. */
    public static SignedCall of(WebhookAddress address, SigningKeys keys, InstantSource clock) {
        return new SignedCall(new Post(address, Post.USUAL_TIMEOUT), keys, clock);
    }

    /**
     * Returns this call with another time-out.
     *
     * @param timeout 10 ms to 1 minute; less than the monitor's time-out of hooks
     */
    public SignedCall within(Duration timeout) {
        return new SignedCall(post.within(timeout), keys, clock);
    }

    /**
     * Asks.
     *
     * @param id the same for repetitions of one question, see {@link SigningKeys#headers}
     * @param json at most 256 KiB
     * @return the first 16 KiB of the answer
     * @throws DeliveryException unless it was answered by a 2xx
     */
    public String ask(String id, String json) {
        byte[] answer = post.ask("application/json; charset=UTF-8", keys.headers(id, clock.instant(), json), json);
        return new String(answer, StandardCharsets.UTF_8);
    }
}
