package io.reelbudget.spring;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Lets requests to the console through that came encrypted or from this machine, so that nobody is asked for a token
 * that would cross a network in the clear. What a proxy says of a request counts as far as the host believes it, by
 * {@code server.forward-headers-strategy}. Thread-safe.
 */
final class EncryptedOrLocal implements Filter {

    private static final String REFUSAL = "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
            + "\"code\":\"not-encrypted\",\"detail\":\"Request came from another machine without TLS but must have it: a"
            + " token would be read on the way. Serve the application by HTTPS; where a proxy before it does, set"
            + " server.forward-headers-strategy=native, or reelbudget.console.behind-proxy=true.\"}";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain next)
            throws IOException, ServletException {
        if (request.isSecure() || isLocal(String.valueOf(request.getRemoteAddr()))) {
            next.doFilter(request, response);
        } else if (response instanceof HttpServletResponse refused) {
            refused.setStatus(HttpServletResponse.SC_FORBIDDEN);
            refused.setContentType("application/problem+json");
            refused.setHeader("Cache-Control", "no-store");
            refused.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** By its letters: what a forwarding header claims is never looked up. */
    private static boolean isLocal(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}
