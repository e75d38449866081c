package io.reelbudget.bench.console;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code budget serve} has resident while many clients follow its events: a process of its own, as it is run. */
final class FollowersTrial {

    private static final int ACCOUNTS = 100;
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)/#token=(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private FollowersTrial() {}

    /**
     * What was seen.
     *
     * @param idleMegabytes resident before anybody followed
     * @param megabytes resident while all did
     * @param threads how many threads the process had then
     */
    record Outcome(double idleMegabytes, double megabytes, int threads) {}

    static Outcome run(int clients) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bench-console");
        ledger(directory);
        ProcessBuilder building = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmn8m",
                "-Djava.awt.headless=true",
                "io.reelbudget.cli.Main",
                "serve",
                "--ledger",
                directory.toString(),
                "--port",
                "0");
        building.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        building.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = building.start();
        List<Socket> sockets = new ArrayList<>();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher address = address(said);
            int port = Integer.parseInt(address.group(1));
            process.waitFor(2, TimeUnit.SECONDS);
            double idle = status(process, "VmRSS") / 1024.0;
            for (int i = 0; i < clients; i++) {
                sockets.add(follow(port, address.group(2)));
            }
            process.waitFor(5, TimeUnit.SECONDS); // it goes on: this is the time for a heartbeat and the background
            return new Outcome(idle, status(process, "VmRSS") / 1024.0, (int) status(process, "Threads"));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void ledger(Path directory) {
        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            for (int i = 0; i < ACCOUNTS; i++) {
                ledger.blocking()
                        .open(
                                AccountPath.of("account-" + i),
                                Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
            }
        }
    }

    private static Matcher address(BufferedReader said) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) {
                return found;
            }
        }
        throw new IllegalStateException("Serve ended before it said its address; see its messages above.");
    }

    private static Socket follow(int port, String token) throws IOException {
        Socket socket = new Socket("localhost", port);
        OutputStream out = socket.getOutputStream();
        out.write(("GET /api/v1/events HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        int first = socket.getInputStream().read(); // it is told hello
        if (first != 'H') {
            throw new IllegalStateException("A follower was answered nothing; the console took no more.");
        }
        return socket;
    }

    /** Returns a number of the kernel's about a process: kilobytes for sizes. */
    private static long status(Process process, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(name + ":")) {
                Matcher number = NUMBER.matcher(line);
                if (number.find()) {
                    return Long.parseLong(number.group());
                }
            }
        }
        throw new IllegalStateException("The kernel said nothing of " + name + "; this needs Linux.");
    }
}
