package io.reelbudget.policy.notify;

import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Sends each notice as a signed {@link NoticeEvent}. The receiver checks it with {@link SigningKeys#check}, answers 2xx
 * once it has kept it, and drops one whose {@code webhook-id} it has had: what was not acknowledged in time is sent
 * again, signed anew, under the same id.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class WebhookNotifier implements Notifier {

    private final Post post;
    private final SigningKeys keys;
    private final URI source;
    private final InstantSource clock;

    private WebhookNotifier(Post post, SigningKeys keys, URI source, InstantSource clock) {
        this.post = post;
        this.keys = keys;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Returns a notifier that waits up to 4 seconds for an answer.
     *
     * @param source who sends, such as {@code https://video.example/budgets}
     */
    public static WebhookNotifier of(WebhookAddress address, SigningKeys keys, URI source, InstantSource clock) {
        return new WebhookNotifier(new Post(address, Post.USUAL_TIMEOUT), keys, source, clock);
    }

    /**
     * Returns this notifier with another time-out.
     *
     * @param timeout 10 ms to 1 minute; less than the monitor's time-out of hooks
     */
    public WebhookNotifier within(Duration timeout) {
        return new WebhookNotifier(post.within(timeout), keys, source, clock);
    }

    /** @throws DeliveryException if it was not acknowledged */
    @Override
    public void send(Notice notice) {
        NoticeEvent event = new NoticeEvent(source, notice);
        String body = event.json();
        post.send(NoticeEvent.CONTENT_TYPE, keys.headers(event.id(), clock.instant(), body), body);
    }
}
