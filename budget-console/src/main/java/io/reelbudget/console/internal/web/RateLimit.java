package io.reelbudget.console.internal.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets so many through, by name: a token bucket each. Of more names than are remembered the longest unused are
 * forgotten. Thread-safe.
 */
public final class RateLimit {

    private static final int MOST_NAMES = 10_000;

    private final double perSecond;
    private final double burst;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_NAMES;
        }
    };

    private static final class Bucket {
        private double left;
        private Instant filled;

        Bucket(double left, Instant filled) {
            this.left = left;
            this.filled = filled;
        }
    }

    /**
     * @param perSecond how many a second in the long run, more than zero
     * @param burst how many at once, 1 or more
     */
    public RateLimit(double perSecond, double burst, InstantSource clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Takes one, or throws a problem that says when to come again. */
    public void take(String name) {
        if (!taken(name)) {
            throw new Problem(429, "too-many-requests", "Requests were too many; send fewer, and wait before the next.")
                    .with("Retry-After", Long.toString((long) Math.ceil(1 / perSecond)));
        }
    }

    private synchronized boolean taken(String name) {
        Bucket bucket = filled(name);
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }

    private Bucket filled(String name) {
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(name, unknown -> new Bucket(burst, now));
        double seconds = Duration.between(bucket.filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            bucket.left = Math.min(burst, bucket.left + seconds * perSecond);
            bucket.filled = now;
        }
        return bucket;
    }
}
