package io.reelbudget.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stands between a host and the database, and makes the network fail. This class is thread-safe. */
final class TcpProxy implements AutoCloseable {

    /** What happens to what the server sends. */
    private enum Fault {
        NONE,
        /** The connection is cut before a reply that has a text reaches the client. */
        CUT_AT,
        /** Nothing arrives any more on connections that are open, and they stay open. */
        SILENT
    }

    private final int target;
    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;
    private volatile byte[] cutAt = {};
    private volatile long delayMillis;
    private volatile boolean refusing;

    private TcpProxy(int target, ServerSocket listening) {
        this.target = target;
        this.listening = listening;
    }

    static TcpProxy to(int port) {
        try {
            TcpProxy proxy = new TcpProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            start(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port() + "/postgres?user=postgres";
    }

    /** Cuts a connection once, in place of the server's next reply with a text: the server has done what it says. */
    void cutOnceInsteadOf(String reply) {
        cutAt = reply.getBytes(StandardCharsets.US_ASCII);
        fault = Fault.CUT_AT;
    }

    /** Lets nothing through on connections that are open now; new ones work. */
    void fallSilentOnce() {
        fault = Fault.SILENT;
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    /** Cuts everything and lets nobody in. */
    void cutAll() {
        refusing = true;
        sockets.forEach(TcpProxy::close);
    }

    void letIn() {
        refusing = false;
    }

    /** Returns how many faults there were that were asked for once. */
    int faults() {
        return faults.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                start(() -> forward(client, server, Fault.NONE));
                start(() -> forward(server, client, Fault.CUT_AT));
            } catch (IOException closed) {
                // The next one is accepted, unless this proxy was closed.
            }
        }
    }

    private void forward(Socket from, Socket to, Fault watched) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (delayMillis > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
                }
                if (watched == Fault.CUT_AT && isCut(buffer, count)) {
                    return;
                }
                if (watched == Fault.CUT_AT && fault == Fault.SILENT) {
                    fault = Fault.NONE;
                    faults.incrementAndGet();
                    swallow(in, buffer);
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException gone) {
            // Both ends are closed below.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void swallow(InputStream in, byte[] buffer) throws IOException {
        while (in.read(buffer) >= 0) {
            // It goes nowhere.
        }
    }

    private synchronized boolean isCut(byte[] buffer, int count) {
        if (fault != Fault.CUT_AT || !contains(buffer, count, cutAt)) {
            return false;
        }
        fault = Fault.NONE;
        faults.incrementAndGet();
        return true;
    }

    private static boolean contains(byte[] buffer, int count, byte[] text) {
        for (int at = 0; at + text.length <= count; at++) {
            if (Arrays.equals(buffer, at, at + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what is wanted.
        }
    }

    @Override
    public void close() {
        cutAll();
        try {
            listening.close();
        } catch (IOException gone) {
            // That is what is wanted.
        }
    }
}
