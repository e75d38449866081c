package io.reelbudget.console;

import io.reelbudget.console.internal.web.Gate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@link Console} in a servlet container. Map it to a path such as {@code /budget/*}, with asynchronous support on;
 * people who leave the last slash out are sent on. The host closes the console.
 *
 * <p>This class is thread-safe.
 */
public final class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Console console;

    public ConsoleServlet(Console console) {
        this.console = console;
    }

    @Override
    protected void service(HttpServletRequest from, HttpServletResponse to) throws IOException {
        String mount = from.getContextPath() + from.getServletPath();
        if (from.getRequestURI().equals(mount)) {
            // The page's links are relative to the mount as a folder.
            to.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
            to.setHeader("Location", "./" + mount.substring(mount.lastIndexOf('/') + 1) + "/");
            return;
        }
        Optional<Request> request = request(from, mount);
        if (request.isEmpty()) {
            to.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Response answer = console.handle(request.get());
        to.setStatus(answer.status());
        answer.headers().forEach(to::setHeader);
        if (answer.events().isPresent()) {
            AsyncContext open = from.startAsync();
            open.setTimeout(0); // the console itself ends streams that lasted for long
            OpenStream stream = new OpenStream(open, to.getOutputStream());
            open.addListener(stream);
            to.flushBuffer();
            answer.events().get().accept(stream);
            return;
        }
        answer.length().ifPresent(to::setContentLengthLong);
        answer.writeTo(to.getOutputStream());
    }

    private static Optional<Request> request(HttpServletRequest from, String mount) throws IOException {
        if (!from.getRequestURI().startsWith(mount + "/")) {
            return Optional.empty(); // the mount was written with escapes or parameters of a path: nobody's links do so
        }
        String below = from.getRequestURI().substring(mount.length());
        String query = from.getQueryString() == null ? "" : "?" + from.getQueryString();
        Map<String, String> headers = new LinkedHashMap<>();
        from.getHeaderNames().asIterator().forEachRemaining(name -> headers.put(name, from.getHeader(name)));
        byte[] body = from.getInputStream().readNBytes(Gate.MAX_BODY + 1);
        try {
            Request request =
                    Request.of(from.getMethod(), below + query, headers, body, String.valueOf(from.getRemoteAddr()));
            java.security.Principal user = from.getUserPrincipal();
            return Optional.of(user == null ? request : request.withUser(user.getName()));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /**
     * A response that is not over. A container uses it again for another request once it is, so nothing may be written
     * from then on: writes and the end take turns.
     */
    private static final class OpenStream implements EventSink, AsyncListener {
        private final AsyncContext open;
        private final OutputStream out;
        private final ReentrantLock turn = new ReentrantLock();
        private volatile boolean isOver;
        private volatile boolean isEnded;

        OpenStream(AsyncContext open, OutputStream out) {
            this.open = open;
            this.out = out;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            turn.lock();
            try {
                if (isOver) {
                    throw new IOException("The stream is over.");
                }
                out.write(bytes);
                out.flush();
            } finally {
                turn.unlock();
                endIfOver(); // somebody may have closed it meanwhile, and left the rest to this thread
            }
        }

        @Override
        public void close() {
            isOver = true;
            endIfOver();
        }

        private void endIfOver() {
            if (!isOver || !turn.tryLock()) {
                // A write waits; it ends the stream when it is back, at the latest by the container's limit.
                return;
            }
            try {
                if (!isEnded) {
                    isEnded = true;
                    open.complete();
                }
            } catch (IllegalStateException ended) {
                // The container ended it before: nothing is left to close.
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            isEnded = true;
            isOver = true;
        }

        @Override
        public void onError(AsyncEvent event) {
            close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is started once.
        }
    }
}
