package io.reelbudget.cli.chart;

import java.time.Instant;

/**
 * Something that happened to an account, to be marked on its time line.
 *
 * @param at when it happened
 * @param kind what it was
 * @param label two or three words; left out of the picture where no room is left beside its neighbours
 */
public record Marker(Instant at, Kind kind, String label) {

    /** What can happen to an account. */
    public enum Kind {
        /** The policy scaled, lowered the quality or notified. */
        POLICY_ACTED,
        /** Money or compute was added. */
        TOP_UP,
        /** Its jobs were stopped. */
        PAUSED,
        /** Its jobs went on. */
        RESUMED
    }
}
