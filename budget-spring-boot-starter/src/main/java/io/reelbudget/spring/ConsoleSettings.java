package io.reelbudget.spring;

import io.reelbudget.Reelbudget;
import io.reelbudget.console.AuditLog;
import io.reelbudget.console.Authenticator;
import io.reelbudget.console.BearerTokens;
import io.reelbudget.console.Console;
import io.reelbudget.console.ConsoleBuilder;
import io.reelbudget.console.ProbeReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a console of what properties say of it.
 *
 * @param properties as they were bound
 */
record ConsoleSettings(ReelbudgetProperties.Console properties) {

    private static final Logger LOG = LoggerFactory.getLogger(ReelbudgetConsoleAutoConfiguration.class);

    private static final String TOKEN_FILE = "reelbudget.console.token-file";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]*[A-Za-z0-9_-])+");

    /** Returns the path that it is mounted at, without a slash at its end. */
    String path() {
        String path = properties.path();
        if (!PATH.matcher(path).matches()) {
            throw new BudgetSettingException(
                    "reelbudget.console.path",
                    "was '" + path
                            + "' but must begin with a slash and have names of letters, digits, '.', '_' and '-'",
                    "Set reelbudget.console.path=/budgets, say, without a slash at its end");
        }
        return path;
    }

    /** Opens the console. What is a bean of the host goes before what properties say. */
    Console open(
            Reelbudget budgets,
            Optional<Authenticator> people,
            Optional<AuditLog> audit,
            Optional<ProbeReader> probes,
            InstantSource clock) {
        String path = path();
        Optional<BearerTokens> tokens = people.isPresent() ? Optional.empty() : tokens();
        ConsoleBuilder console =
                Console.over(budgets).clock(clock).hosts(properties.hosts().toArray(String[]::new));
        people.or(() -> tokens).ifPresent(console::authenticator);
        audit.or(this::auditFile).ifPresent(console::audit);
        probes.ifPresent(console::probes);
        String who = people.map(host -> "people come in by " + host.getClass().getName())
                .or(() -> tokens.map(known -> "people come in by the tokens of " + properties.tokenFile()))
                .orElse("");
        if (who.isEmpty()) {
            LOG.warn(
                    "The console of budgets is mounted at {}/ but answers 401 to all: set {}, or have a bean of type {}.",
                    path,
                    TOKEN_FILE,
                    Authenticator.class.getName());
        } else {
            LOG.info("The console of budgets is mounted at {}/; {}.", path, who);
        }
        return console.open();
    }

    private Optional<BearerTokens> tokens() {
        @Nullable String file = properties.tokenFile();
        if (file == null || file.isBlank()) {
            return Optional.empty();
        }
        BearerTokens tokens =
                SettingsReader.checked(TOKEN_FILE, () -> BearerTokens.read(SettingsReader.path(TOKEN_FILE, file)));
        if (tokens.isEmpty()) {
            throw new BudgetSettingException(
                    TOKEN_FILE,
                    "was '" + file + "', which has no token but must have one at least",
                    "Add a line of name, role, account or *, and token");
        }
        return Optional.of(tokens);
    }

    private Optional<AuditLog> auditFile() {
        String property = "reelbudget.console.audit-file";
        return Optional.ofNullable(properties.auditFile())
                .map(file ->
                        SettingsReader.checked(property, () -> AuditLog.toFile(SettingsReader.path(property, file))));
    }
}
