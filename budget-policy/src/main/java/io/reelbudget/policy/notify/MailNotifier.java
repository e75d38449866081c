package io.reelbudget.policy.notify;

import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import java.net.URI;
import java.util.List;

/**
 * Sends each notice as a mail through the host's {@link Mailer}.
 *
 * <p>This class is immutable and thread-safe, as its mailer must be.
 */
public final class MailNotifier implements Notifier {

    private static final URI SOURCE = URI.create("mail");

    private final Mailer mailer;
    private final List<String> to;

    private MailNotifier(Mailer mailer, List<String> to) {
        this.mailer = mailer;
        this.to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("Mail had no recipient but must have one or more; name who is told.");
        }
    }

    /**
     * Returns a notifier.
     *
     * @param to the addresses of those who are told, one or more
     */
    public static MailNotifier of(Mailer mailer, List<String> to) {
        return new MailNotifier(mailer, to);
    }

    /** @throws RuntimeException as the mailer does */
    @Override
    public void send(Notice notice) {
        String title = NoticeText.title(notice);
        String subject =
                title.length() > Mail.LONGEST_SUBJECT ? title.substring(0, Mail.LONGEST_SUBJECT - 1) + "…" : title;
        String body = title + "\n\n" + NoticeText.body(notice) + "\n";
        mailer.send(new Mail(new NoticeEvent(SOURCE, notice).id(), to, subject, body));
    }
}
