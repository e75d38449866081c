package io.reelbudget.policy.notify;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a sender and a receiver of webhooks share: 24 to 64 random bytes, written as {@code whsec_} and Base64.
 *
 * <p>This class is immutable and thread-safe. Its text form does not show the secret.
 *
 * @param text the written form
 */
public record WebhookSecret(String text) {

    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int DRAWN_BYTES = 32;

    public WebhookSecret {
        int length = lengthOf(text);
        if (length < FEWEST_BYTES || length > MOST_BYTES) {
            throw new IllegalArgumentException("Webhook secret was no '" + PREFIX + "' followed by the Base64 of "
                    + FEWEST_BYTES + " to " + MOST_BYTES + " bytes; draw one with WebhookSecret.drawn.");
        }
    }

    /** Returns a new secret of {@value #DRAWN_BYTES} bytes. */
    public static WebhookSecret drawn(SecureRandom random) {
        byte[] bytes = new byte[DRAWN_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }

    // The cause is left out on purpose: it would quote characters of the secret.
    private static int lengthOf(String text) {
        if (!text.startsWith(PREFIX)) {
            return -1;
        }
        try {
            return Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
        } catch (IllegalArgumentException notBase64) {
            return -1;
        }
    }
}
