package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.EventSink;
import io.reelbudget.console.Principal;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.console.internal.web.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * Tells all who follow which accounts changed, by two threads for all of them. One that takes too long to read is cut
 * off, so that it cannot hold up the others. Thread-safe.
 */
final class LiveEvents implements AutoCloseable {

    /** The most who may follow at once. */
    static final int MOST = 500;

    /** The most that one person may have of them: the others must stay able to look. */
    static final int MOST_OF_ONE = 400;

    private static final int WRITERS = 2;
    private static final int MOST_WAITING = 16;
    private static final int MOST_NAMED = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Then the client comes again, and is asked for its token again. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Any account may have changed. */
    private static final byte[] ANYTHING =
            "event: changed\ndata: {\"accounts\":null}\n\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] HELLO =
            "retry: 3000\nevent: hello\ndata: {\"accounts\":null}\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS, threads());

    private static ThreadFactory threads() {
        return task -> {
            Thread thread = new Thread(task, "reelbudget-console-events");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One who follows; its writes come one after the other. */
    private final class Follower implements Runnable {
        private final EventSink sink;
        private final Principal principal;
        private final long since = System.nanoTime();
        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
        private volatile long lastSent = since;
        private volatile long writingSince;
        private boolean running;

        Follower(EventSink sink, Principal principal) {
            this.sink = sink;
            this.principal = principal;
        }

        void send(byte[] frame) {
            synchronized (waiting) {
                if (waiting.size() >= MOST_WAITING) {
                    waiting.clear(); // it lags: one word that anything may have changed stands for all of them
                    waiting.add(ANYTHING);
                } else {
                    waiting.add(frame);
                }
                if (running) {
                    return;
                }
                running = true;
            }
            try {
                writers.execute(this);
            } catch (RejectedExecutionException closed) {
                drop(this);
            }
        }

        @Override
        public void run() {
            while (true) {
                byte[] frame;
                synchronized (waiting) {
                    frame = waiting.poll();
                    if (frame == null) {
                        running = false;
                        return;
                    }
                }
                try {
                    writingSince = System.nanoTime();
                    sink.send(frame);
                    lastSent = System.nanoTime();
                    writingSince = 0;
                } catch (IOException | RuntimeException gone) { // a container that ended the answer may throw either
                    drop(this);
                    return;
                }
            }
        }
    }

    /** Refuses where nobody more may follow, or one person has enough of the places. */
    void requireRoom(Principal principal) {
        long own = followers.stream()
                .filter(each -> each.principal.name().equals(principal.name()))
                .count();
        if (followers.size() >= MOST || own >= MOST_OF_ONE) {
            throw new Problem(
                            503,
                            "too-many-followers",
                            "Followers were " + Math.min(followers.size(), MOST) + ", of one person " + own
                                    + ", but must be at most " + MOST + ", and " + MOST_OF_ONE
                                    + " of one; close a page, or ask again later.")
                    .with("Retry-After", "30");
        }
    }

    /** Has somebody follow until one side has enough. */
    void follow(EventSink sink, Principal principal) {
        Follower follower = new Follower(sink, principal);
        followers.add(follower);
        follower.send(HELLO);
    }

    /** Tells those who may know of some accounts that they changed. */
    void changed(Set<AccountPath> accounts) {
        if (followers.isEmpty()) {
            return;
        }
        for (Follower follower : followers) {
            List<String> own = accounts.stream()
                    .filter(follower.principal::covers)
                    .map(AccountPath::toString)
                    .limit(MOST_NAMED + 1L)
                    .toList();
            if (!own.isEmpty()) {
                follower.send(own.size() > MOST_NAMED ? ANYTHING : frame("changed", own));
            }
        }
    }

    private static byte[] frame(String event, List<String> accounts) {
        return ("event: " + event + "\ndata: " + Doc.of("accounts", accounts).text() + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Beats to those who heard nothing for some time, and cuts off those who do not read or have followed for long. */
    void beat() {
        long now = System.nanoTime();
        for (Follower follower : followers) {
            long writing = follower.writingSince;
            boolean isStuck = writing != 0 && now - writing > PATIENCE.toNanos();
            if (isStuck || now - follower.since > LONGEST.toNanos()) {
                drop(follower);
            } else if (now - follower.lastSent > HEARTBEAT.toNanos()) {
                follower.send(BEAT);
            }
        }
    }

    private void drop(Follower follower) {
        if (followers.remove(follower)) {
            follower.sink.close();
        }
    }

    int size() {
        return followers.size();
    }

    @Override
    public void close() {
        followers.forEach(this::drop);
        writers.shutdownNow();
    }
}
