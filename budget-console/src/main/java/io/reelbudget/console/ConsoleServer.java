package io.reelbudget.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.reelbudget.console.internal.web.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link Console} by the JDK's own HTTP server: on the loopback address, unless it has a certificate or the
 * host says that something before it has one. Connections that wait for events cost no thread.
 *
 * <p>The JDK's server takes its time limits from system properties, for all servers of a process. Where they are not
 * set when the first console is served, this sets {@code sun.net.httpserver.maxReqTime} (a request must have come
 * within 20 seconds) and {@code jdk.httpserver.maxConnections} (1,000). Of an answer, too, some part must be read
 * within 20 seconds.
 *
 * <p>This class is thread-safe. Closing it closes the console, too.
 */
public final class ConsoleServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    private static final int THREADS = 48;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_WAITING = 512;
    private static final int BACKLOG = 512;

    private final Console console;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final WriteDeadline deadline;

    private ConsoleServer(Console console, HttpServer server, Duration patience) {
        this.console = console;
        this.server = server;
        this.deadline = new WriteDeadline(patience);
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "reelbudget-console-http");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Serves a console on this machine's loopback address, where only programs of this machine reach it.
     *
     * @param port 0 for any that is free
     * @throws UncheckedIOException if the port is taken
     */
    public static ConsoleServer onLoopback(Console console, int port) {
        return onLoopback(console, port, PATIENCE);
    }

    static ConsoleServer onLoopback(Console console, int port, Duration patience) {
        return serving(
                console, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty(), patience);
    }

    /**
     * Serves a console with TLS, on any address.
     *
     * @param tls with the host's certificate
     * @throws UncheckedIOException if the address is taken
     */
    public static ConsoleServer withTls(Console console, InetSocketAddress address, SSLContext tls) {
        return serving(console, address, Optional.of(tls), PATIENCE);
    }

    /**
     * Serves a console without TLS on any address: only where something before it, such as a proxy on the same private
     * network, encrypts and lets nobody around it.
     *
     * @throws UncheckedIOException if the address is taken
     */
    public static ConsoleServer behindProxy(Console console, InetSocketAddress address) {
        LOG.warn("The console is served without TLS on {}: whoever reaches it can read tokens on the wire.", address);
        return serving(console, address, Optional.empty(), PATIENCE);
    }

    private static ConsoleServer serving(
            Console console, InetSocketAddress address, Optional<SSLContext> tls, Duration patience) {
        setUnlessSet("sun.net.httpserver.maxReqTime", "20");
        setUnlessSet("jdk.httpserver.maxConnections", "1000");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server;
            if (tls.isPresent()) {
                HttpsServer secure = HttpsServer.create(address, BACKLOG);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
                server = secure;
            } else {
                server = HttpServer.create(address, BACKLOG);
            }
            ConsoleServer serving = new ConsoleServer(console, server, patience);
            server.setExecutor(serving.threads);
            server.createContext("/", serving::handle);
            server.start();
            return serving;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The console cannot be served on " + address + ": " + e.getMessage() + "; choose another port.", e);
        }
    }

    private static void setUnlessSet(String property, String text) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, text);
        }
    }

    /** Returns the address that it is served on. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            Response answer = console.handle(request(exchange));
            Headers headers = exchange.getResponseHeaders();
            answer.headers().forEach(headers::set);
            if (answer.events().isPresent()) {
                deadline.within(() -> exchange.sendResponseHeaders(answer.status(), 0));
                answer.events().get().accept(new OpenExchange(exchange, deadline.over(exchange.getResponseBody())));
                return; // and it stays open: whoever sends the events closes it
            }
            send(exchange, answer);
        } catch (IllegalArgumentException broken) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        } catch (IOException | RuntimeException gone) {
            LOG.debug("A client went away.", gone);
            exchange.close();
        }
    }

    private void send(HttpExchange exchange, Response answer) throws IOException {
        boolean isEmpty = answer.length().orElse(1) == 0;
        long length = isEmpty ? -1 : answer.length().orElse(0);
        deadline.within(() -> exchange.sendResponseHeaders(answer.status(), length));
        try (OutputStream out = deadline.over(exchange.getResponseBody())) {
            if (!isEmpty) {
                answer.writeTo(out);
            }
        }
        exchange.close();
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        byte[] body = exchange.getRequestBody().readNBytes(Gate.MAX_BODY + 1);
        return Request.of(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                body,
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    /** A connection that is kept open; nothing waits on it but the client. */
    private static final class OpenExchange implements EventSink {
        private final HttpExchange exchange;
        private final WriteDeadline.Stream out;

        OpenExchange(HttpExchange exchange, WriteDeadline.Stream out) {
            this.exchange = exchange;
            this.out = out;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        @Override
        public void close() {
            out.cut();
            exchange.close();
        }
    }

    /** Ends all connections, and the console. */
    @Override
    public void close() {
        console.close();
        server.stop(0);
        threads.shutdownNow();
        deadline.close();
    }
}
