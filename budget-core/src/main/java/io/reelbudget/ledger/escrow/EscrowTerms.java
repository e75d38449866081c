package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.JournalRetention;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a host takes slices of accounts.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param host the host's name, by which operators know its slices: 1 to 32 letters, digits, dots, dashes or
 *     underscores. A host whose directory was lost may have its name again: its slices are told apart
 * @param lease how long a slice is the host's unless it is renewed, a second to 180 days. The host renews it when half
 *     is over, so holds with a lease of nearly half of this always fit
 * @param clockError the most by which the clocks of two hosts differ, zero or more and less than a quarter of the lease
 * @param reportEvery how often what was spent is reported, more than zero and at most a quarter of the lease
 * @param share a host takes at most one part in so many of what an account, and every one above it, has available; 1 or
 *     more
 * @param reportedLabels the labels of holds and captures that reports keep apart; all others are in the host's own
 *     journal only. At most {@value #MAX_LABELS}; name those that scopes of grants ask for
 * @param retention how long the host's own journal keeps entries, at least as long as the lease: from them a host that
 *     is started again learns what it has to report
 */
public record EscrowTerms(
        String host,
        Duration lease,
        Duration clockError,
        Duration reportEvery,
        int share,
        Set<String> reportedLabels,
        JournalRetention retention) {

    /** How many labels reports may keep apart: a hold has 16, and the slice needs some itself. */
    public static final int MAX_LABELS = 8;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,31}");
    private static final Duration LONGEST = Duration.ofDays(180);

    public EscrowTerms {
        Objects.requireNonNull(retention, "retention");
        reportedLabels = Set.copyOf(reportedLabels);
        require(
                HOST.matcher(host).matches(),
                "Host was '" + host + "' but must be 1 to 32 letters, digits or any of . _ -; use one such as 'eu-1'.");
        require(
                lease.compareTo(Duration.ofSeconds(1)) >= 0 && lease.compareTo(LONGEST) <= 0,
                "Lease was " + lease + " but must be a second to 180 days; use hours.");
        require(
                !clockError.isNegative() && clockError.compareTo(lease.dividedBy(4)) < 0,
                "Clock error was " + clockError + " but must be zero or more and less than a quarter of the lease of "
                        + lease + "; keep clocks in step, or use a longer lease.");
        require(
                reportEvery.compareTo(Duration.ZERO) > 0 && reportEvery.compareTo(lease.dividedBy(4)) <= 0,
                "Reports were to come every " + reportEvery
                        + " but must come within more than zero and at most a quarter of the lease of " + lease
                        + "; use seconds.");
        require(
                retention.age().filter(age -> age.compareTo(lease) < 0).isEmpty(),
                "Retention was " + retention.age().orElse(lease) + " but must be at least the lease of " + lease
                        + "; keep entries longer, or use a shorter lease.");
        require(share >= 1, "Share was " + share + " but must be 1 or more; 8 takes an eighth at most.");
        require(
                reportedLabels.size() <= MAX_LABELS,
                "There were " + reportedLabels.size() + " reported labels but must be at most " + MAX_LABELS
                        + "; the others stay in the host's journal.");
    }

    /**
     * Returns the terms that most hosts need: a lease of four hours, clocks within 5 seconds, reports every 15 seconds,
     * at most an eighth of what is available, the labels {@code codec}, {@code price} and {@code outcome}, and 30 days
     * of entries.
     */
    public static EscrowTerms of(String host) {
        return new EscrowTerms(
                host,
                Duration.ofHours(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                8,
                Set.of("codec", "price", "outcome"),
                JournalRetention.dropOlderThan(Duration.ofDays(30)));
    }

    /** Returns these terms with another lease. */
    public EscrowTerms withLease(Duration other) {
        return new EscrowTerms(host, other, clockError, reportEvery, share, reportedLabels, retention);
    }

    /** Returns these terms for clocks that differ by so much at most. */
    public EscrowTerms withClockError(Duration other) {
        return new EscrowTerms(host, lease, other, reportEvery, share, reportedLabels, retention);
    }

    /** Returns these terms with reports as often as this. */
    public EscrowTerms withReportEvery(Duration other) {
        return new EscrowTerms(host, lease, clockError, other, share, reportedLabels, retention);
    }

    /** Returns these terms with slices of at most one part in so many. */
    public EscrowTerms withShare(int other) {
        return new EscrowTerms(host, lease, clockError, reportEvery, other, reportedLabels, retention);
    }

    /** Returns these terms with reports that keep these labels apart. */
    public EscrowTerms withReportedLabels(Set<String> others) {
        return new EscrowTerms(host, lease, clockError, reportEvery, share, others, retention);
    }

    /** Returns these terms with another retention of the host's own journal. */
    public EscrowTerms withRetention(JournalRetention other) {
        return new EscrowTerms(host, lease, clockError, reportEvery, share, reportedLabels, other);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
