package io.reelbudget.rate;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Names a counter: whose, of what, and of which period.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param scope whose: a licensee's id or an account's root, 1 to 64 characters without white space and semicolons
 * @param meter of what: {@value #MINUTES}, {@value #PROCESSOR_HOURS}, or a fee's id of 1 to 40 characters without white
 *     space and semicolons
 * @param period the first instant of the period
 */
public record MeterKey(String scope, String meter, Instant period) {

    /** The counter of processor time. */
    public static final String PROCESSOR_HOURS = "processor-hours";

    /** The counter of normalized minutes. */
    public static final String MINUTES = "minutes";

    private static final Pattern SCOPE = Pattern.compile("[^\\s;]{1,64}");
    private static final Pattern METER = Pattern.compile("[^\\s;]{1,40}");

    public MeterKey {
        if (!SCOPE.matcher(scope).matches() || !METER.matcher(meter).matches()) {
            throw new IllegalArgumentException("Counter was '" + meter + "' of '" + scope
                    + "' but must have a name of 1 to 40 and an owner of 1 to 64 characters, without white space and"
                    + " semicolons; use short names such as 'avc-2026'.");
        }
    }
}
