package io.reelbudget.console;

import io.reelbudget.Reelbudget;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings of a {@link Console}; each has a default.
 *
 * <ul>
 *   <li>authenticator: one that knows nobody
 *   <li>audit: the logger {@code io.reelbudget.console.audit}
 *   <li>hosts: {@code localhost}, {@code 127.0.0.1} and {@code [::1]}
 *   <li>probes: none can be read
 *   <li>clock: the system's
 * </ul>
 *
 * <p>This class is not thread-safe.
 */
public final class ConsoleBuilder {

    private final Reelbudget budgets;
    private Authenticator authenticator = request -> Optional.empty();
    private AuditLog audit = AuditLog.toLogger();
    private Set<String> hosts = Set.of("localhost", "127.0.0.1", "[::1]");
    private Optional<ProbeReader> probes = Optional.empty();
    private InstantSource clock = InstantSource.system();

    ConsoleBuilder(Reelbudget budgets) {
        this.budgets = budgets;
    }

    /** Sets who says who people are. */
    public ConsoleBuilder authenticator(Authenticator newAuthenticator) {
        authenticator = newAuthenticator;
        return this;
    }

    /** Sets who is told of writes. */
    public ConsoleBuilder audit(AuditLog newAudit) {
        audit = newAudit;
        return this;
    }

    /**
     * Adds names by which the console may be reached, as they stand in a {@code Host} header, without the port.
     * Requests under other names are refused: they come from a page whose name was bent to this address.
     */
    public ConsoleBuilder hosts(String... names) {
        hosts = Stream.concat(hosts.stream(), Stream.of(names).map(name -> name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /** Sets who reads what ffprobe says, for estimates of a video that is not uploaded. */
    public ConsoleBuilder probes(ProbeReader reader) {
        probes = Optional.of(reader);
        return this;
    }

    /** Sets what time it is: the budgets' own clock. */
    public ConsoleBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    /** Returns the console, which begins to look through the accounts. */
    public Console open() {
        return new Console(this);
    }

    Reelbudget budgets() {
        return budgets;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    AuditLog audit() {
        return audit;
    }

    Set<String> hosts() {
        return hosts;
    }

    Optional<ProbeReader> probes() {
        return probes;
    }

    InstantSource clock() {
        return clock;
    }
}
