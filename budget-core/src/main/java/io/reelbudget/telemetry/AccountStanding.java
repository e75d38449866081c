package io.reelbudget.telemetry;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.Optional;

/**
 * How an account stood when the monitor looked at it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account which
 * @param available what it may still hold, its overdraft left out
 * @param runway the time until it has run out with a probability of one half; empty where it is more likely than not to
 *     last until its renewal
 * @param probabilityBeforeRenewal how likely it runs out before its renewal, 0 to 1
 * @param alarm how serious that is
 * @param lag the time from when the look was asked for until it was over
 */
public record AccountStanding(
        AccountPath account,
        Amount available,
        Optional<Duration> runway,
        double probabilityBeforeRenewal,
        Alarm alarm,
        Duration lag) {

    /** How serious an account's standing is. */
    public enum Alarm {
        /** It lasts longer than its threshold, and nothing was done about it. */
        NONE,
        /** It will run out sooner than its threshold allows. */
        AT_RISK,
        /** What its policy did about it is in force. */
        ACTED_ON
    }
}
