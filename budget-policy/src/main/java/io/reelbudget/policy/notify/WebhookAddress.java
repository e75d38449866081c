package io.reelbudget.policy.notify;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a webhook goes, and where it may not go.
 *
 * <p>An address that an owner types in must not reach into the host's own network. {@link #of} therefore takes HTTPS
 * only, and before each call looks up the name and refuses it where any of its addresses is a loopback, private,
 * link-local, shared, multicast or otherwise reserved one. Between that look-up and the connection's own a name might
 * change its address; Java keeps look-ups for 30 seconds unless told otherwise ({@code networkaddress.cache.ttl}),
 * which closes that gap, and what answers there would need a certificate for the name. Redirects are never followed.
 * Behind a proxy it is the proxy that connects, so that its own rules hold, too.
 *
 * <p>This class is immutable and thread-safe. Its text form shows the host only, as the rest may be a secret.
 */
public final class WebhookAddress {

    /** Looks up a name. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private enum Reach {
        PUBLIC,
        ANYWHERE
    }

    private final URI uri;
    private final Reach reach;
    private final NameService names;

    private WebhookAddress(URI uri, Reach reach, NameService names) {
        this.uri = uri;
        this.reach = reach;
        this.names = names;
    }

    /**
     * Returns an address on the public internet.
     *
     * @throws IllegalArgumentException if it is no HTTPS address of a host, or has a user or a fragment in it
     */
    public static WebhookAddress of(URI uri) {
        return of(uri, InetAddress::getAllByName);
    }

    static WebhookAddress of(URI uri, NameService names) {
        requireScheme(uri, "https");
        return new WebhookAddress(requireHost(uri), Reach.PUBLIC, names);
    }

    /**
     * Returns an address anywhere, also within the host's own network and without TLS. For addresses that the operator
     * of the host wrote down, never for those that owners of accounts typed in.
     *
     * @throws IllegalArgumentException if it is no HTTP or HTTPS address of a host, or has a user or a fragment in it
     */
    public static WebhookAddress trusted(URI uri) {
        if (!"http".equals(scheme(uri))) {
            requireScheme(uri, "https");
        }
        return new WebhookAddress(requireHost(uri), Reach.ANYWHERE, InetAddress::getAllByName);
    }

    /** Returns the host's name or number, the part that may be shown. */
    public String host() {
        return uri.getHost();
    }

    /**
     * Returns where to connect to.
     *
     * @throws DeliveryException if the host is unknown or lies where this may not go
     */
    URI resolved() {
        if (reach == Reach.ANYWHERE) {
            return uri;
        }
        try {
            for (InetAddress address : names.addresses(unbracketed(uri.getHost()))) {
                if (ReservedAddresses.contain(address)) {
                    throw new DeliveryException(
                            "Webhook's host '" + host() + "' is at a private or reserved address"
                                    + " but must be on the public internet; use WebhookAddress.trusted where an operator chose it.");
                }
            }
        } catch (UnknownHostException unknown) {
            throw new DeliveryException(
                    "Webhook's host '" + host() + "' is unknown but must be found by its name; correct it.", unknown);
        }
        return uri;
    }

    @Override
    public String toString() {
        return "WebhookAddress[" + host() + "]";
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String scheme(URI uri) {
        String scheme = uri.getScheme();
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }

    private static void requireScheme(URI uri, String wanted) {
        if (!wanted.equals(scheme(uri))) {
            throw new IllegalArgumentException("Webhook's scheme was '" + scheme(uri) + "' but must be '" + wanted
                    + "'; notices tell what an account spends.");
        }
    }

    private static URI requireHost(URI uri) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "Webhook's address must name a host, and no user or fragment;" + " write it as https://host/path.");
        }
        return uri;
    }
}
