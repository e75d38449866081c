package io.reelbudget.telemetry;

/**
 * One try of the shared store that the database failed or refused. What was in it is tried again until its deadline.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param state the five characters of the SQLSTATE, {@value #NO_STATE} where the failure had none, such as when a pool
 *     had no connection
 * @param operations how many commands and queries it concerned, at least one
 */
public record StoreFailure(String state, int operations) {

    /** Stands for failures without an SQLSTATE. */
    public static final String NO_STATE = "none";
}
