package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import java.time.Instant;

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
        /** A policy acted through a hook. */
        ACTED,
        /** New jobs were paused. */
        PAUSED,
        /** What a policy had done was taken back. */
        RECOVERED,
        /** The owner bought more. */
        TOPPED_UP,
        /** The next job's hold did not fit any more. */
        EXHAUSTED,
        /** A notice was sent. */
        NOTIFIED
    }
}
