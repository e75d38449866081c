package io.reelbudget.cli.serve;

import io.reelbudget.Reelbudget;
import io.reelbudget.SalesTerms;
import io.reelbudget.cli.ledger.OpenLedger;
import io.reelbudget.console.AuditLog;
import io.reelbudget.console.BearerTokens;
import io.reelbudget.console.Console;
import io.reelbudget.console.ConsoleServer;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Role;
import io.reelbudget.ffmpeg.NotAVideoException;
import io.reelbudget.ffmpeg.SourceReader;
import io.reelbudget.job.Source;
import io.reelbudget.policy.pricing.TierListDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code budget serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves the console, a web page and a REST interface, on a ledger.",
            "",
            "It decides nothing: the service's own policies, hooks and prices are not here. What is done in the page is"
                    + " done.",
            "",
            "The page is reached from this machine only, unless there is a certificate. Without a token file, a token is"
                    + " made for this run and stands in the address that is printed."
        },
        footer = {
            "",
            "Exit codes: 0 this help, 130 ended by Ctrl-C, 143 by SIGTERM, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget serve --ledger books",
            "  budget serve --ledger books/ledger --time 2026-10-29T18:00:00Z",
            "  budget serve --ledger books --token-file tokens.txt --tiers tiers.json",
            "  budget serve -l books --address 10.0.0.7 --tls-keystore c.p12 --host my.test"
        })
public final class ServeCommand implements Callable<Integer> {

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-l", "--ledger", "-d", "--directory"},
            required = true,
            paramLabel = "DIR",
            description = "The ledger's directory. No other program may have it open.")
    private Path directory = Path.of("");

    @Option(names = "--port", description = "The port; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port = 8474;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Who may come in: a line each of name, role (read, operate, administer), account or *, and"
                    + " token. Only its owner should be able to read it.")
    private @Nullable Path tokenFile;

    @Option(names = "--tiers", paramLabel = "FILE", description = "The tiers of accounts, as JSON.")
    private @Nullable Path tiers;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "The address to serve on, with a certificate. Default: the loopback address.")
    private @Nullable String address;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "A PKCS #12 file with the certificate; its password is read from the environment variable"
                    + " BUDGET_KEYSTORE_PASSWORD.")
    private @Nullable Path keystore;

    @Option(
            names = "--time",
            paramLabel = "INSTANT",
            description =
                    "For a ledger of another time, such as the demo's: its clock goes on from this instant, such as"
                            + " 2026-10-29T18:00:00Z. Without it, what time it is.")
    private @Nullable Instant time;

    @Option(names = "--host", paramLabel = "NAME", description = "A name by which the page is reached.")
    private String[] hosts = {};

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        OpenLedger.requireJournal(directory);
        if (address != null && keystore == null) {
            throw new IllegalArgumentException("Address was '" + address
                    + "' without a certificate but must have one; add --tls-keystore, or leave --address out and let a"
                    + " proxy on this machine encrypt.");
        }
        Optional<String> once = tokenFile == null ? Optional.of(BearerTokens.newToken()) : Optional.empty();
        BearerTokens tokens = tokens(once);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(asked, ended), "budget-serve-end"));
        InstantSource clock = clock();
        try (Reelbudget budgets = budgets(clock);
                ConsoleServer server = serving(console(budgets, tokens, clock))) {
            int accounts = LedgerTerms.resume(budgets);
            announce(server, accounts, once, out);
            asked.await();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private BearerTokens tokens(Optional<String> once) {
        Path file = tokenFile;
        BearerTokens tokens = file == null
                ? BearerTokens.none().with(once.orElseThrow(), Principal.of("owner", Role.ADMINISTER))
                : BearerTokens.read(file);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "Token file '" + file + "' had no token but must have one at least; add a line.");
        }
        return tokens;
    }

    private Reelbudget budgets(InstantSource clock) {
        SalesTerms sales = SalesTerms.none();
        Path file = tiers;
        if (file != null) {
            try {
                sales = sales.withTiers(TierListDocument.parse(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("Tiers '" + file + "' cannot be read: " + e.getMessage(), e);
            }
        }
        return Reelbudget.at(directory)
                .clock(clock)
                .sales(sales)
                .modelOnDemand()
                .observing()
                .open();
    }

    private InstantSource clock() {
        Instant from = time;
        return from == null
                ? InstantSource.system()
                : Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), from));
    }

    private Console console(Reelbudget budgets, BearerTokens tokens, InstantSource clock) {
        return Console.over(budgets)
                .clock(clock)
                .authenticator(tokens)
                .audit(AuditLog.toFile(directory.resolve("console-audit.jsonl")))
                .probes(ServeCommand::probed)
                .hosts(names())
                .open();
    }

    private static Source probed(String name, String json) {
        try {
            return SourceReader.read(name, json);
        } catch (NotAVideoException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private ConsoleServer serving(Console console) {
        Path store = keystore;
        if (store == null) {
            return ConsoleServer.onLoopback(console, port);
        }
        InetSocketAddress where = new InetSocketAddress(address == null ? "localhost" : address, port);
        return ConsoleServer.withTls(console, where, Certificate.context(store));
    }

    /** The page is reached by the address itself, too, where there is one. */
    private String[] names() {
        String one = address;
        return one == null || one.equals("0.0.0.0") || one.equals("::")
                ? hosts
                : Stream.concat(Stream.of(hosts), Stream.of(one.indexOf(':') < 0 ? one : "[" + one + "]"))
                        .toArray(String[]::new);
    }

    private void announce(ConsoleServer server, int accounts, Optional<String> once, PrintWriter out) {
        String scheme = keystore == null ? "http" : "https";
        String host = Stream.of(names()).findFirst().orElse("localhost");
        String url = scheme + "://" + host + ":" + server.address().getPort() + "/";
        out.println("Console of " + directory + " with " + accounts + (accounts == 1 ? " account" : " accounts")
                + " is served at");
        out.println();
        out.println("  " + url + once.map(token -> "#token=" + token).orElse(""));
        out.println();
        out.println(
                once.isPresent()
                        ? "The address has a token for all that can be done; it ends with this program. Keep it to yourself."
                        : "Sign in with a token of " + tokenFile + ".");
        out.println("Writes are recorded in " + directory.resolve("console-audit.jsonl") + ". Ctrl-C ends it.");
        out.flush();
    }

    /** A signal ends the JVM: it waits until what is open is closed. */
    private static void end(CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        try {
            if (!ended.await(10, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(ServeCommand.class).warn("The ledger was not closed in time; it will recover.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
