/**
 * A REST interface and a web page over budgets, to be served by itself or mounted in a host.
 *
 * <p>{@link io.reelbudget.console.Console} answers requests, whatever brings them;
 * {@link io.reelbudget.console.ConsoleServer} serves one by the JDK's own HTTP server. Who may do what is said by an
 * {@link io.reelbudget.console.Authenticator}, and every write is told to an {@link io.reelbudget.console.AuditLog}.
 * Start with {@link io.reelbudget.console.Console#over}.
 */
@NullMarked
package io.reelbudget.console;

import org.jspecify.annotations.NullMarked;
