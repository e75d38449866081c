package io.reelbudget.console;

import io.reelbudget.account.AccountPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises people by tokens that they send as {@code Authorization: Bearer …}. Only the tokens' SHA-256 digests are
 * kept; each request is compared with all of them, in a time that tells nothing.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class BearerTokens implements Authenticator {

    /** The fewest characters of a token: those of 128 bits. */
    public static final int MIN_TOKEN = 22;

    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

    private static final int MAX_FILE = 1 << 20;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final String SCHEME = "bearer ";

    private final List<Known> known;

    private record Known(String digest, Principal principal) {
        byte[] digestBytes() {
            return HexFormat.of().parseHex(digest);
        }
    }

    private BearerTokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /** Returns that nobody is known yet. */
    public static BearerTokens none() {
        return new BearerTokens(List.of());
    }

    /** Returns a new token of 256 random bits. */
    public static String newToken() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /**
     * Reads tokens from a file: a line for each, with a name, a role ({@code read}, {@code operate} or
     * {@code administer}), an account or {@code *} for all, and the token or {@code sha256:} and its digest in
     * hexadecimal digits. Empty lines and those that begin with {@code #} count for nothing.
     *
     * @throws IllegalArgumentException if a line is otherwise; the message names it, never the token
     * @throws UncheckedIOException if the file cannot be read
     */
    public static BearerTokens read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new IllegalArgumentException("Token file '" + file + "' had " + Files.size(file)
                        + " bytes but must have at most " + MAX_FILE + "; use an authenticator of the host's own.");
            }
            warnIfShared(file);
            List<String> lines = Files.readAllLines(file);
            BearerTokens tokens = none();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    tokens = tokens.withLine(file + ", line " + (i + 1), line);
                }
            }
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException("Token file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static void warnIfShared(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null
                && view.readAttributes().permissions().stream()
                        .anyMatch(each ->
                                each == PosixFilePermission.GROUP_READ || each == PosixFilePermission.OTHERS_READ)) {
            LOG.warn("Token file '{}' can be read by others than its owner; chmod 600 it.", file);
        }
    }

    private BearerTokens withLine(String place, String line) {
        String[] parts = BLANKS.split(line, -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Token file had " + parts.length + " words at " + place
                    + " but must have 4: name, role, account or *, token.");
        }
        Principal principal = new Principal(
                parts[0],
                role(place, parts[1]),
                parts[2].equals("*") ? Optional.empty() : Optional.of(AccountPath.of(parts[2])));
        if (known.stream()
                .anyMatch(each -> each.principal().name().equals(principal.name())
                        && !each.principal().equals(principal))) {
            throw new IllegalArgumentException("Name at " + place + " was '" + principal.name()
                    + "' but must not be that of an earlier line with another role or account; what they do is recorded by"
                    + " it.");
        }
        if (DIGEST.matcher(parts[3]).matches()) {
            return with(new Known(parts[3].substring("sha256:".length()), principal));
        }
        if (parts[3].length() < MIN_TOKEN) {
            throw new IllegalArgumentException("Token at " + place + " had " + parts[3].length()
                    + " characters but must have at least " + MIN_TOKEN + "; let 'openssl rand -hex 32' make one.");
        }
        return with(parts[3], principal);
    }

    private static Role role(String place, String name) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "Role at " + place + " was '" + name + "' but must be read, operate or administer.");
    }

    /**
     * Returns these tokens and one more.
     *
     * @param token at least {@value #MIN_TOKEN} characters, best from {@link #newToken}
     */
    public BearerTokens with(String token, Principal principal) {
        if (token.length() < MIN_TOKEN) {
            throw new IllegalArgumentException("Token of '" + principal.name() + "' had " + token.length()
                    + " characters but must have at least " + MIN_TOKEN + "; use BearerTokens.newToken().");
        }
        return with(new Known(HexFormat.of().formatHex(sha256(token)), principal));
    }

    private BearerTokens with(Known one) {
        List<Known> more = new ArrayList<>(known);
        more.add(one);
        return new BearerTokens(more);
    }

    /** Returns whether nobody is known. */
    public boolean isEmpty() {
        return known.isEmpty();
    }

    @Override
    public Optional<Principal> authenticate(Request request) {
        String header = request.header("Authorization").orElse("");
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        byte[] digest = sha256(header.substring(SCHEME.length()).strip());
        Optional<Principal> found = Optional.empty();
        for (Known each : known) {
            if (MessageDigest.isEqual(digest, each.digestBytes())) {
                found = Optional.of(each.principal()); // and go on: the time must not tell which it was
            }
        }
        return found;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 was missing but every Java platform must have it.", impossible);
        }
    }

    /** Names people, never tokens. */
    @Override
    public String toString() {
        return "BearerTokens"
                + known.stream().map(each -> each.principal().name()).toList();
    }
}
