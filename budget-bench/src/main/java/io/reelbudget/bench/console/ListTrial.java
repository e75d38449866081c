package io.reelbudget.bench.console;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.console.BearerTokens;
import io.reelbudget.console.Console;
import io.reelbudget.console.ConsoleServer;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Role;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long pages of a long list of accounts take over HTTP, in every order, searched and filtered. */
final class ListTrial {

    private static final int WARM_UP = 60;
    private static final int REQUESTS = 300;

    private static final String[] QUERIES = {
        "sort=state",
        "sort=runway&order=desc",
        "sort=available",
        "sort=account&search=org-77",
        "sort=spent&order=desc&search=9",
        "sort=pace&state=FINE"
    };

    private ListTrial() {}

    /** What was measured, in milliseconds of wall time. */
    record Outcome(int requests, double medianMillis, double p99Millis) {}

    static Outcome run(int accounts) throws IOException, InterruptedException {
        String token = BearerTokens.newToken();
        try (Reelbudget budgets = Reelbudget.inMemory().modelOnDemand().open()) {
            fill(budgets, accounts);
            Console console = Console.over(budgets)
                    .authenticator(BearerTokens.none().with(token, Principal.of("bench", Role.READ)))
                    .open();
            try (ConsoleServer server = ConsoleServer.onLoopback(console, 0)) {
                return measured("http://localhost:" + server.address().getPort() + "/api/v1/accounts?", token);
            }
        }
    }

    private static void fill(Reelbudget budgets, int accounts) {
        List<Command.OpenAccount> openings = new ArrayList<>();
        List<Command.RecordUsage> usage = new ArrayList<>();
        Instant now = Instant.now();
        Plan plan = Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC);
        for (int i = 0; i < accounts; i++) {
            AccountPath account = AccountPath.of("org-" + i);
            openings.add(new Command.OpenAccount(account, IdempotencyKey.named("open " + account), plan));
            if (i % 3 == 0) {
                usage.add(new Command.RecordUsage(
                        account,
                        IdempotencyKey.named("usage " + i),
                        Amount.ofMicros(1 + i * 997L % 99_000_000, Unit.USD),
                        now,
                        Labels.none()));
            }
        }
        List<Result.Opened> opened = budgets.ledger().blocking().submitAll(openings);
        List<Result.Charged> charged = budgets.ledger().blocking().submitAll(usage);
        if (opened.size() != accounts || charged.isEmpty()) {
            throw new IllegalStateException("Accounts were " + opened.size() + " but must be " + accounts + ".");
        }
    }

    private static Outcome measured(String address, String token) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        double[] millis = new double[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(address + QUERIES[Math.floorMod(i, QUERIES.length)] + "&limit=50"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            long begun = System.nanoTime();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("List was answered " + answer.statusCode() + ": " + answer.body());
            }
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
            TimeUnit.MILLISECONDS.sleep(20); // within the console's own limit of requests
        }
        Arrays.sort(millis);
        return new Outcome(REQUESTS, millis[REQUESTS / 2], millis[(int) (REQUESTS * 0.99)]);
    }
}
