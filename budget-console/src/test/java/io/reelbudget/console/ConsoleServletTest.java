package io.reelbudget.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A console's servlet")
class ConsoleServletTest {

    private final DemoBudgets demo = DemoBudgets.empty();
    private final Container container = new Container();
    private Console console;

    @BeforeEach
    void mount() {
        demo.open("acme", DemoBudgets.monthly("100"));
        console = demo.console(Caller.administrator());
    }

    @AfterEach
    void end() {
        console.close();
        demo.close();
    }

    @Test
    void answers_what_is_asked_below_its_mount() throws Exception {
        container.serve(console, "/shop/budget/api/v1/accounts/acme");

        assertThat(container.status).isEqualTo(200);
        assertThat(container.headers).containsEntry("X-Frame-Options", "DENY");
        assertThat(container.text()).contains("\"available\":\"100.00\"");
    }

    @Test
    void answers_its_mount_with_the_page() throws Exception {
        container.serve(console, "/shop/budget/");

        assertThat(container.text()).contains("<main");
    }

    @Test
    void keeps_streams_of_events_open() throws Exception {
        container.serve(console, "/shop/budget/api/v1/events");

        assertThat(container.isAsync).isTrue();
        assertThat(console.followers()).isEqualTo(1);
        console.close();
        assertThat(container.isCompleted).isTrue();
    }

    @Test
    void sends_those_on_who_leave_the_last_slash_out() throws Exception {
        container.serve(console, "/shop/budget");

        assertThat(container.status).isEqualTo(301);
        assertThat(container.headers).containsEntry("Location", "./budget/");
    }

    @Test
    void knows_nothing_of_a_mount_that_is_written_otherwise() throws Exception {
        for (String uri : List.of("/shop/%62udget/api/v1/accounts", "/shop/budget;a=b/api/v1/accounts", "/shop")) {
            container.serve(console, uri);

            assertThat(container.status).as(uri).isEqualTo(400);
        }
    }

    @Test
    void hands_on_whom_the_container_knows() throws Exception {
        try (Console own = Console.over(demo.budgets)
                .authenticator(request -> request.user().map(name -> Principal.of(name, Role.READ)))
                .open()) {
            container.serve(own, "/shop/budget/api/v1/session");
            assertThat(container.status).isEqualTo(401);

            container.user = "ben";
            container.serve(own, "/shop/budget/api/v1/session");
            assertThat(container.status).isEqualTo(200);
            assertThat(container.text()).contains("\"ben\"");
        }
    }

    @Test
    void writes_nothing_to_a_stream_that_the_container_ended() throws Exception {
        container.serve(console, "/shop/budget/api/v1/events");
        container.end();
        int before = container.text().length();

        demo.budgets.topUp(AccountPath.of("acme"), IdempotencyKey.named("one"), Amount.parse("1", Unit.USD), "a test");
        console.close();

        assertThat(container.text()).hasSize(before);
        assertThat(container.isCompleted)
                .as("completed by the console, though it was over")
                .isFalse();
    }

    /** As much of a servlet container as the servlet asks for; anything else fails. */
    private static final class Container {
        private int status;
        private boolean isAsync;
        private volatile boolean isCompleted;
        private @Nullable String user; // null where it knows nobody
        private @Nullable AsyncListener listener; // null until a stream is open
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }

        void end() throws IOException {
            Objects.requireNonNull(listener).onComplete(new AsyncEvent(async()));
        }

        void serve(Console console, String uri) throws IOException {
            new ConsoleServlet(console).service(request(uri), response());
        }

        private HttpServletRequest request(String uri) {
            Map<String, String> sent = Map.of("Host", "localhost", "Authorization", "Bearer " + Caller.TOKEN);
            return fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
                case "getContextPath" -> "/shop";
                case "getServletPath" -> "/budget";
                case "getRequestURI" -> uri;
                case "getQueryString" -> null;
                case "getMethod" -> "GET";
                case "getRemoteAddr" -> "192.0.2.1";
                case "getHeaderNames" -> Collections.enumeration(sent.keySet());
                case "getHeader" -> sent.get((String) arguments[0]);
                case "getInputStream" -> new NoBody();
                case "getUserPrincipal" -> user == null ? null : (java.security.Principal) () -> user;
                case "startAsync" -> async();
                default -> throw new UnsupportedOperationException(name);
            });
        }

        private AsyncContext async() {
            isAsync = true;
            return fake(AsyncContext.class, (name, arguments) -> {
                if (name.equals("complete")) {
                    isCompleted = true;
                } else if (name.equals("addListener")) {
                    listener = (AsyncListener) arguments[0];
                }
                return null;
            });
        }

        private HttpServletResponse response() {
            return fake(HttpServletResponse.class, (name, arguments) -> {
                switch (name) {
                    case "setStatus" -> status = (Integer) arguments[0];
                    case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                    case "setContentLengthLong", "flushBuffer" -> {}
                    case "getOutputStream" -> {
                        return new Body(body);
                    }
                    default -> throw new UnsupportedOperationException(name);
                }
                return null;
            });
        }

        private interface Answer {
            Object to(String name, Object[] arguments);
        }

        private static <T> T fake(Class<T> type, Answer answer) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
        }
    }

    private static final class NoBody extends ServletInputStream {
        private final ByteArrayInputStream none = new ByteArrayInputStream(new byte[0]);

        @Override
        public int read() {
            return none.read();
        }

        @Override
        public int read(byte[] bytes, int from, int most) {
            return none.read(bytes, from, most);
        }

        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Body extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Body(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int each) {
            bytes.write(each);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
