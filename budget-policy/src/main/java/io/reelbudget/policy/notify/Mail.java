package io.reelbudget.policy.notify;

import java.util.List;

/**
 * A message to people, as text.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id the same for repetitions of one message: a local part for {@code Message-ID}, in hexadecimal digits
 * @param to whom it goes to, one or more
 * @param subject one line of at most {@value #LONGEST_SUBJECT} characters, without controls
 * @param body lines that end in {@code \n}
 */
public record Mail(String id, List<String> to, String subject, String body) {

    /** How long a subject may be. */
    public static final int LONGEST_SUBJECT = 200;

    public Mail {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("Mail had no recipient but must have one or more; name who is told.");
        }
        if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "Subject had " + subject.length() + " characters but must be one line of at" + " most "
                            + LONGEST_SUBJECT + "; cut it, as a control character would start a header.");
        }
    }
}
