package com.example.hooks;

import com.sun.net.httpserver.HttpServer;
import io.reelbudget.policy.notify.WebhookAddress;
import io.reelbudget.testkit.hook.NotifierContract.Delivered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that keeps what it gets, or refuses all. */
final class Loopback implements AutoCloseable {

    final List<Delivered> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Loopback(int status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            got.add(new Delivered(id == null ? "message " + got.size() : id, body));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    WebhookAddress address() {
        return WebhookAddress.trusted(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
