package io.reelbudget.policy.notify;

import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends each notice to an incoming webhook of Slack, or of a chat that takes the same messages. Nothing in a notice is
 * read as markup: no name of an account can mention a channel, make a link or set type.
 *
 * <p>Such webhooks do not know repetitions. Where an answer came late the text may stand there twice; {@link ToldOnce}
 * keeps what was acknowledged from being told again.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class ChatNotifier implements Notifier {

    /** Slack cuts messages at 40,000 characters. */
    private static final int LONGEST = 38_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Post post;

    private ChatNotifier(Post post) {
        this.post = post;
    }

    /**
     * Returns a notifier that waits up to 4 seconds for an answer.
     *
     * @param address the incoming webhook's, which is a secret
     */
    public static ChatNotifier of(WebhookAddress address) {
        return new ChatNotifier(new Post(address, Post.USUAL_TIMEOUT));
    }

    /**
     * Returns this notifier with another time-out.
     *
     * @param timeout 10 ms to 1 minute; less than the monitor's time-out of hooks
     */
    public ChatNotifier within(Duration timeout) {
        return new ChatNotifier(post.within(timeout));
    }

    /** @throws DeliveryException if it was not acknowledged */
    @Override
    public void send(Notice notice) {
        ObjectNode message = JSON.createObjectNode();
        message.put("text", text(notice));
        message.put("mrkdwn", false);
        message.put("link_names", false);
        message.put("unfurl_links", false);
        post.send("application/json; charset=UTF-8", Map.of(), JSON.writeValueAsString(message));
    }

    private static String text(Notice notice) {
        String whole = escaped(NoticeText.title(notice) + "\n" + NoticeText.body(notice));
        if (whole.length() <= LONGEST) {
            return whole;
        }
        // The figures are what may be long; a cut must not fall into an escape.
        int cut = whole.lastIndexOf('\n', LONGEST);
        return whole.substring(0, cut) + "\n(more figures were left out)";
    }

    /** The three characters that Slack's own rules want escaped; a reader sees them as they were. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
