package io.reelbudget.bench.console;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.console.BearerTokens;
import io.reelbudget.console.Console;
import io.reelbudget.console.ConsoleServer;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Request;
import io.reelbudget.console.Response;
import io.reelbudget.console.Role;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** How small the page is, and how soon its list of accounts is there in a real Chromium. */
final class PageTrial {

    static final int LOADS = 7;

    private static final int ACCOUNTS = 100;
    private static final Pattern LINK =
            Pattern.compile("(?:href|src|from|import)[= ]\"(?:\\./)?([A-Za-z0-9./]+\\.(?:css|js))\"");

    private PageTrial() {}

    /**
     * What was measured.
     *
     * @param usable median milliseconds from the navigation's start to the list; {@code null} where there is no
     *     Chromium
     */
    record Outcome(double kilobytes, int files, String usable) {}

    static Outcome run() throws IOException {
        String token = BearerTokens.newToken();
        try (Reelbudget budgets = Reelbudget.inMemory().modelOnDemand().open()) {
            for (int i = 0; i < ACCOUNTS; i++) {
                budgets.open(
                        AccountPath.of("account-" + i),
                        Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC),
                        AccountTerms.pricedBy(AccountTerms.illustrativeUsd()));
            }
            Console console = Console.over(budgets)
                    .authenticator(BearerTokens.none().with(token, Principal.of("bench", Role.READ)))
                    .open();
            Set<String> files = new LinkedHashSet<>();
            double bytes = weigh(console, files);
            try (ConsoleServer server = ConsoleServer.onLoopback(console, 0)) {
                return new Outcome(
                        bytes / 1024, files.size(), usable(server.address().getPort(), token));
            }
        }
    }

    /** Follows what each file names, as a browser does. */
    private static double weigh(Console console, Set<String> files) throws IOException {
        Deque<String> waiting = new ArrayDeque<>(List.of("/"));
        double bytes = 0;
        while (!waiting.isEmpty()) {
            String path = waiting.poll();
            if (!files.add(path)) {
                continue;
            }
            Response zipped = get(console, path, Map.of("Host", "localhost", "Accept-Encoding", "gzip"));
            bytes += zipped.length().orElseThrow();
            Matcher links =
                    LINK.matcher(get(console, path, Map.of("Host", "localhost")).text());
            while (links.find()) {
                waiting.add("/" + links.group(1));
            }
        }
        return bytes;
    }

    private static Response get(Console console, String path, Map<String, String> headers) {
        Response answer = console.handle(Request.of("GET", path, headers, new byte[0], "127.0.0.1"));
        if (answer.status() != 200) {
            throw new IllegalStateException("File " + path + " was answered " + answer.status() + ".");
        }
        return answer;
    }

    private static String usable(int port, String token) throws IOException {
        Path chromium = Path.of("/usr/bin/chromium");
        if (!Files.isExecutable(chromium)) {
            return "null";
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory("bench-chromium"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        try {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < LOADS; i++) {
                driver.get("about:blank");
                driver.get("http://localhost:" + port + "/?" + i + "#token=" + token);
                Object mark = new WebDriverWait(driver, Duration.ofSeconds(30))
                        .until(d -> driver.executeScript(
                                "const m = performance.getEntriesByName('usable')[0]; return m ? m.startTime : null"));
                millis.add(((Number) mark).doubleValue());
            }
            double[] sorted = millis.stream().mapToDouble(each -> each).sorted().toArray();
            return String.format(Locale.ROOT, "%.0f", sorted[LOADS / 2]);
        } finally {
            driver.quit();
        }
    }
}
