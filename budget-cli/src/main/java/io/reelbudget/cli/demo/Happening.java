package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to an account in the demo.
 *
 * @param at when, in demo time
 * @param account to whom
 * @param kind what it was
 * @param text what it was, in a sentence
 */
record Happening(Instant at, AccountPath account, Kind kind, String text) {

    /** What can happen. */
    enum Kind {
        /** A policy had more workers started. */
        WORKERS_STARTED,
        /** A policy had queued jobs reduced in quality. */
        QUALITY_REDUCED,
        /** A policy only told people. */
        WARNED,
        /** New jobs were paused. */
        PAUSED,
        /** What a policy had done was taken back. */
        RECOVERED,
        /** The owner bought more. */
        TOPPED_UP,
        /** The next job's hold did not fit any more. */
        EXHAUSTED,
        /** A notice was sent. */
        NOTIFIED;

        /** Returns the kind in words. */
        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Returns whether a policy did this before the money was gone. */
        boolean isPolicyActing() {
            return this == WORKERS_STARTED || this == QUALITY_REDUCED || this == WARNED || this == PAUSED;
        }
    }
}
