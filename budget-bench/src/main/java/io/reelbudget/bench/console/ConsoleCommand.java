package io.reelbudget.bench.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code budget-bench/run console}. */
@Command(name = "console", description = "The console: its page, its list of 100,000 accounts, and 300 who follow it.")
public final class ConsoleCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(names = "--accounts", description = "How many accounts the list has. Default: ${DEFAULT-VALUE}.")
    private int accounts = 100_000;

    @Option(names = "--clients", description = "How many clients follow. Default: ${DEFAULT-VALUE}.")
    private int clients = 300;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        FollowersTrial.Outcome followers = FollowersTrial.run(clients);
        out.printf(
                Locale.ROOT,
                "./budget serve, ledger of 100 accounts: %.0f MB resident, %.0f MB with %d clients, %d threads%n",
                followers.idleMegabytes(),
                followers.megabytes(),
                clients,
                followers.threads());
        out.flush();
        ListTrial.Outcome list = ListTrial.run(accounts);
        out.printf(
                Locale.ROOT,
                "list of %d accounts, %d requests over HTTP: median %.1f ms, P99 %.1f ms%n",
                accounts,
                list.requests(),
                list.medianMillis(),
                list.p99Millis());
        out.flush();
        PageTrial.Outcome page = PageTrial.run();
        out.printf(
                Locale.ROOT,
                "page: %.1f KB gzipped in %d files; usable after %s ms (median of %d loads in Chromium)%n",
                page.kilobytes(),
                page.files(),
                page.usable(),
                PageTrial.LOADS);
        out.printf(
                Locale.ROOT,
                "{\"pageKbGzip\":%.1f,\"firstUsableMillis\":%s,\"sse300ClientsRssMb\":%.1f,"
                        + "\"accountsListP99Millis100k\":%.1f}%n",
                page.kilobytes(),
                page.usable(),
                followers.megabytes(),
                list.p99Millis());
        out.flush();
        return 0;
    }
}
