package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.TranscodeJob;
import java.time.Duration;

/**
 * A job that waits or runs, with the file it works on.
 *
 * @param account who pays
 * @param clip the video
 * @param length how much of it is used
 * @param job what is to be done now
 * @param requested what the customer asked for
 */
record Ticket(AccountPath account, Clip clip, Duration length, TranscodeJob job, TranscodeJob requested) {

    /** Returns this ticket with another job in the place of what was requested. */
    Ticket replacedBy(TranscodeJob other) {
        return new Ticket(account, clip, length, other, requested);
    }

    /** Returns whether it runs otherwise than it was requested. */
    boolean isReduced() {
        return !job.equals(requested);
    }
}
