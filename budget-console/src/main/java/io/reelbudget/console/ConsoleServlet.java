package io.reelbudget.console;

import io.reelbudget.console.internal.web.Gate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Console} in a servlet container. Map it to a path such as {@code /budget/*}, with asynchronous support on,
 * and send people to {@code /budget/} with the slash. The host closes the console.
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
        Optional<Request> request = request(from);
        if (request.isEmpty()) {
            to.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Response answer = console.handle(request.get());
        to.setStatus(answer.status());
        answer.headers().forEach(to::setHeader);
        if (answer.events().isPresent()) {
            to.flushBuffer();
            AsyncContext open = from.startAsync();
            open.setTimeout(0); // the console itself ends streams that lasted for long
            answer.events().get().accept(new OpenStream(open, to.getOutputStream()));
            return;
        }
        answer.length().ifPresent(to::setContentLengthLong);
        answer.writeTo(to.getOutputStream());
    }

    private static Optional<Request> request(HttpServletRequest from) throws IOException {
        String mount = from.getContextPath() + from.getServletPath();
        String below = from.getRequestURI().substring(mount.length());
        String query = from.getQueryString() == null ? "" : "?" + from.getQueryString();
        Map<String, String> headers = new LinkedHashMap<>();
        from.getHeaderNames().asIterator().forEachRemaining(name -> headers.put(name, from.getHeader(name)));
        byte[] body = from.getInputStream().readNBytes(Gate.MAX_BODY + 1);
        try {
            return Optional.of(Request.of(
                    from.getMethod(),
                    (below.isEmpty() ? "/" : below) + query,
                    headers,
                    body,
                    String.valueOf(from.getRemoteAddr())));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** A response that is not over. */
    private static final class OpenStream implements EventSink {
        private final AsyncContext open;
        private final OutputStream out;

        OpenStream(AsyncContext open, OutputStream out) {
            this.open = open;
            this.out = out;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        @Override
        public void close() {
            try {
                open.complete();
            } catch (IllegalStateException over) {
                // The container ended it before: nothing is left to close.
            }
        }
    }
}
