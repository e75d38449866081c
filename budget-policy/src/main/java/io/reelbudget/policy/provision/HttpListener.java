package io.reelbudget.policy.provision;

import io.reelbudget.policy.provision.HttpReply.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one question a connection, on one thread that waits for nobody: whoever sends slowly, or nothing, or does not
 * read the answer, delays no one else. A connection is over after some seconds, and where there are too many the oldest
 * makes room, so that neither threads nor files run out.
 *
 * <p>The JDK's own server has no bounds but by properties of the whole process. This class is thread-safe.
 */
final class HttpListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);

    private static final int MOST_CONNECTIONS = 256;
    private static final int BACKLOG = 128;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ServerSocketChannel server;
    private final Selector selector;
    private final InetSocketAddress address;
    private final Duration lifetime;
    private final Function<HttpHead, HttpReply> resource;
    private final Thread thread = new Thread(this::listen, "reelbudget-scaling-metric");

    /** In the order of their deadlines, which is that of their beginnings. */
    private final Deque<HttpConnection> connections = new ArrayDeque<>();

    private HttpListener(
            ServerSocketChannel server, Selector selector, Duration lifetime, Function<HttpHead, HttpReply> resource)
            throws IOException {
        this.server = server;
        this.selector = selector;
        this.address = (InetSocketAddress) server.getLocalAddress();
        this.lifetime = lifetime;
        this.resource = resource;
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param lifetime of a connection, from its beginning until it is cut off
     * @param resource what answers, on the listener's thread and at once
     */
    static HttpListener open(InetSocketAddress address, Duration lifetime, Function<HttpHead, HttpReply> resource)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
            server.configureBlocking(false);
            Selector selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            HttpListener listener = new HttpListener(server, selector, lifetime, resource);
            listener.thread.start();
            return listener;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** Ends all connections, and returns once the address is free. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (server;
                selector) {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(untilNextDeadline());
                selector.selectedKeys().forEach(this::proceed);
                selector.selectedKeys().clear();
                cutOff(0);
            }
        } catch (IOException broken) {
            log.error("Listening at {} failed; what is wanted is told to nobody. Open it anew.", address, broken);
        } finally {
            connections.forEach(HttpConnection::close);
        }
    }

    /** In milliseconds, rounded up; zero means without end. */
    private long untilNextDeadline() {
        HttpConnection oldest = connections.peekFirst();
        return oldest == null
                ? 0
                : Math.max(1, Duration.ofNanos(oldest.left(System.nanoTime())).toMillis() + 1);
    }

    /** A key may be one that was cut off a moment ago, to make room. */
    private void proceed(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof HttpConnection connection) {
            proceed(connection);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            cutOff(1);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            HttpConnection connection = new HttpConnection(channel, key, System.nanoTime() + lifetime.toNanos());
            key.attach(connection);
            connections.addLast(connection);
        } catch (IOException refused) {
            // Out of files, most likely: those that are open here are given up, oldest first.
            log.warn("A connection could not be accepted at {}.", address, refused);
            HttpConnection oldest = connections.pollFirst();
            if (oldest != null) {
                oldest.close();
            }
        }
    }

    private void proceed(HttpConnection connection) {
        try {
            if (connection.proceeds(this::answer)) {
                return;
            }
        } catch (IOException gone) {
            log.debug("A reader hung up.", gone);
        }
        connections.remove(connection);
        connection.close();
    }

    /** One answer that cannot be made is not to silence the others. */
    private HttpReply answer(HttpHead head) {
        try {
            return resource.apply(head);
        } catch (RuntimeException failed) {
            log.error("A question for '{}' could not be answered.", head.path(), failed);
            return new HttpReply(Status.FAILED, "{\"error\":\"This could not be answered; see the log.\"}");
        }
    }

    /** Ends those whose time is up, and as many as it takes to make room. */
    private void cutOff(int room) {
        long now = System.nanoTime();
        while (!connections.isEmpty()
                && (connections.getFirst().left(now) <= 0 || connections.size() + room > MOST_CONNECTIONS)) {
            connections.removeFirst().close();
        }
    }
}
