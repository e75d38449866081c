package io.reelbudget.spring;

import io.reelbudget.micrometer.AccountTag;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set under {@code reelbudget}.
 *
 * @param enabled whether there are budgets at all
 * @param store where budgets are kept; unless set, in the application's database where it has a data source, the module
 *     budget-store-jdbc and no reelbudget.directory, and otherwise on disk
 * @param directory where the ledger is kept on disk; this process's alone while it runs
 * @param schema the schema of the shared ledger's tables, where it is kept in a database
 * @param processors on how many processors an account's jobs run at once; as many as this machine has unless set
 * @param housekeeping how often holds whose lease ran out are expired and accounts are looked after
 * @param model a cost model of your own in place of the bundled one
 * @param challenger a new cost model that is tried beside the one in use
 * @param metrics what is measured
 * @param console the web page and REST interface, where budget-console is there
 * @param accounts accounts to open when the application starts
 */
@ConfigurationProperties("reelbudget")
public record ReelbudgetProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable Store store, // null where it was not set
        @Nullable String directory, // null where it was not set
        @DefaultValue("reelbudget") String schema,
        @Nullable Double processors, // null where it was not set
        @DefaultValue("1m") Duration housekeeping,
        @DefaultValue Model model,
        @DefaultValue Model challenger,
        @DefaultValue Metrics metrics,
        @DefaultValue Console console,
        @DefaultValue List<Account> accounts) {

    /** Where budgets are kept. */
    public enum Store {
        /** In a journal on disk. */
        JOURNAL,
        /** In PostgreSQL, shared with other processes; by the application's data source. */
        JDBC,
        /** In memory only, for tests; lost at the end. */
        MEMORY
    }

    /** How often an account's allowance is granted. */
    public enum Renewal {
        /** Each calendar month. */
        MONTHLY,
        /** Once, without an end. */
        ONCE
    }

    public ReelbudgetProperties {
        accounts = List.copyOf(accounts);
    }

    /**
     * The files of a cost model.
     *
     * @param file the ONNX file
     * @param card the JSON card beside it
     */
    public record Model(@Nullable String file, @Nullable String card) {}

    /**
     * What is measured.
     *
     * @param enabled whether budgets are measured, where there is a meter registry
     * @param accountTag by how much of an account's path meters are kept apart; each account is a set of time series
     * @param mostAccounts how many accounts have meters of their own, where they are kept apart
     */
    public record Metrics(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("none") AccountTag accountTag,
            @DefaultValue("200") int mostAccounts) {}

    /**
     * The console.
     *
     * @param enabled whether it is mounted, in a servlet web application
     * @param path where, below the application's own path; no slash at its end
     * @param tokenFile who may come in, a line each of name, role (read, operate or administer), account or *, and
     *     token; a bean of type Authenticator goes before it, and with neither nobody comes in
     * @param hosts names by which it is reached, besides localhost, as they stand in a Host header without the port
     * @param auditFile where each write is recorded, a JSON object a line, unless there is a bean of type AuditLog; the
     *     logger io.reelbudget.console.audit unless set
     * @param behindProxy whether something before the application encrypts and lets nobody around it; where not,
     *     requests from other machines without TLS are refused, unless there is a bean of type Authenticator
     */
    public record Console(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/budgets") String path,
            @Nullable String tokenFile, // null where it was not set
            @DefaultValue List<String> hosts,
            @Nullable String auditFile, // null where it was not set
            @DefaultValue("false") boolean behindProxy) {

        public Console {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * An account.
     *
     * @param path its path, such as acme or acme/trailers
     * @param allowance how much it is granted each time
     * @param unit in what: an ISO 4217 currency code, or vCPU-s for seconds of a processor
     * @param renewal how often
     * @param zone by whose calendar
     */
    public record Account(
            @Nullable String path,
            @Nullable BigDecimal allowance,
            @DefaultValue("USD") String unit,
            @DefaultValue("monthly") Renewal renewal,
            @DefaultValue("UTC") ZoneId zone) {}
}
