package io.reelbudget.policy.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets with which messages are signed and checked, after the specification Standard Webhooks: an HMAC-SHA256
 * over the message's id, the second in which it was sent and its body, in the headers {@value #ID}, {@value #TIMESTAMP}
 * and {@value #SIGNATURE}.
 *
 * <p>A secret is replaced without a gap: the receiver gets the new one beside the old one, then the sender, then both
 * drop the old one. A sender signs with all of its secrets; to a receiver one that fits is enough.
 *
 * <p>A message that was recorded and is sent again by somebody else is stale after {@link #TOLERANCE}. Within it the
 * receiver drops messages whose id it has had, which it must do anyway, since senders repeat what was not acknowledged.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param secrets one to {@value #MOST_SECRETS}, the newest first
 */
public record SigningKeys(List<WebhookSecret> secrets) {

    /** The header with the message's id: the same for repetitions of one message. */
    public static final String ID = "webhook-id";

    /** The header with the second in which the message was sent, counted from 1970 in UTC. */
    public static final String TIMESTAMP = "webhook-timestamp";

    /** The header with the signatures, separated by spaces. */
    public static final String SIGNATURE = "webhook-signature";

    /** How far the clocks of sender and receiver, and the way between them, may be apart. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** How many secrets there may be. */
    public static final int MOST_SECRETS = 4;

    private static final String VERSION = "v1,";
    private static final int LONGEST_HEADER = 2_000;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SPACE = Pattern.compile(" ");

    public SigningKeys {
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
            throw new IllegalArgumentException("Signing keys were " + secrets.size() + " secrets but must be 1 to "
                    + MOST_SECRETS + "; keep the newest and those that receivers still use.");
        }
    }

    /** Returns keys with one secret. */
    public static SigningKeys of(WebhookSecret secret) {
        return new SigningKeys(List.of(secret));
    }

    /**
     * Returns the headers of a message.
     *
     * @param id the same for repetitions of one message; up to {@value #LONGEST_HEADER} visible characters of ASCII
     *     without a full stop, which ends it in what is signed
     * @param sentAt now, rounded down to a second
     */
    public Map<String, String> headers(String id, Instant sentAt, String body) {
        if (!id.chars().allMatch(letter -> letter > ' ' && letter < 0x7f && letter != '.')
                || id.isEmpty()
                || id.length() > LONGEST_HEADER) {
            throw new IllegalArgumentException("Message id had " + id.length() + " characters but must be 1 to "
                    + LONGEST_HEADER + " visible ones of ASCII without a full stop; use a hash of what it is about.");
        }
        String seconds = Long.toString(sentAt.getEpochSecond());
        String signatures = secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(signature(secret, id, seconds, body)))
                .collect(Collectors.joining(" "));
        return Map.of(ID, id, TIMESTAMP, seconds, SIGNATURE, signatures);
    }

    /**
     * Returns whether a message comes from who knows one of the secrets, and is new. The comparison takes the same time
     * wherever signatures differ.
     *
     * @param headers the message's, their names in any case; others than the three do not matter
     * @param body as it arrived, before it is read in any way
     */
    public SignatureCheck check(Map<String, String> headers, String body, Instant now) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        String id = named.getOrDefault(ID, "");
        String seconds = named.getOrDefault(TIMESTAMP, "");
        String signatures = named.getOrDefault(SIGNATURE, "");
        if (id.isEmpty()
                || signatures.isEmpty()
                || id.length() > LONGEST_HEADER
                || signatures.length() > LONGEST_HEADER
                || !SECONDS.matcher(seconds).matches()) {
            return SignatureCheck.MALFORMED;
        }
        if (!isSigned(id, seconds, body, signatures)) {
            return SignatureCheck.FORGED;
        }
        return isNow(Long.parseLong(seconds), now) ? SignatureCheck.GENUINE : SignatureCheck.STALE;
    }

    private boolean isSigned(String id, String seconds, String body, String signatures) {
        boolean found = false;
        for (WebhookSecret secret : secrets) {
            byte[] wanted = (VERSION + Base64.getEncoder().encodeToString(signature(secret, id, seconds, body)))
                    .getBytes(StandardCharsets.US_ASCII);
            for (String given : SPACE.split(signatures, -1)) {
                found |= MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private static boolean isNow(long seconds, Instant now) {
        try {
            return Duration.between(Instant.ofEpochSecond(seconds), now).abs().compareTo(TOLERANCE) <= 0;
        } catch (DateTimeException | ArithmeticException beyondTime) {
            return false;
        }
    }

    private static byte[] signature(WebhookSecret secret, String id, String seconds, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Java lacks HmacSHA256, which every Java must have; repair it.", missing);
        }
    }
}
