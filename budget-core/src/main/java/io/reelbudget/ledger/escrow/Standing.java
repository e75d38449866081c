package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import java.time.Instant;
import java.util.List;

/**
 * How far a host and the shared ledger are of one mind about an account, as the host notes it in its own ledger.
 *
 * @param account the account in the shared ledger
 * @param lease the number of the last lease, higher than those before; 0 before the first
 * @param since when that lease began, in milliseconds since 1970 by the host's clock
 * @param ending whether that lease is over
 * @param through the number of the last local entry that the shared ledger knows of
 * @param told all that was ever reported or given back, in millionths: what was granted locally less this is what the
 *     shared ledger must hold
 * @param corrected what was reported after an operator had written the lease's slice off, in millionths
 * @param granted how much must have been granted locally in all, in millionths: what was spent beyond the slice, and
 *     charged to the account itself, is granted here after it was told
 * @param seen a time of the shared ledger when the slice was there or was not taken yet, in milliseconds since 1970; 0
 *     where none is known
 */
record Standing(
        AccountPath account,
        long lease,
        long since,
        Ending ending,
        long through,
        long told,
        long corrected,
        long granted,
        long seen) {

    /** Whether a lease is over. */
    enum Ending {
        /** The slice may be there. */
        OPEN,
        /** The host gave the slice back, or saw that it is gone. */
        OVER
    }

    /** How many fields there were before what was granted and seen was noted. */
    private static final int FIRST_FIELDS = 7;

    /**
     * Returns that of an account whose notes there are none of, or no longer.
     *
     * @param told all that was ever granted here
     */
    static Standing atRest(AccountPath account, long told) {
        return new Standing(account, 0, 0, Ending.OVER, 0, told, 0, 0, 0);
    }

    Standing withNextLease(Instant now) {
        long next = now.toEpochMilli();
        return new Standing(account, Math.max(lease + 1, next), next, Ending.OPEN, through, told, 0, granted, seen);
    }

    Standing over() {
        return new Standing(account, lease, since, Ending.OVER, through, told, corrected, granted, seen);
    }

    Standing seenAt(Instant time) {
        return new Standing(account, lease, since, ending, through, told, corrected, granted, time.toEpochMilli());
    }

    /**
     * Returns this after a report.
     *
     * @param late how much of it was charged after an operator had written the slice off
     * @param grantedNow what is granted locally
     */
    Standing told(Report report, long late, long grantedNow) {
        long toldNow = Math.addExact(told, Math.addExact(report.total(), report.returned()));
        long beyond = Math.addExact(grantedNow, report.beyondTotal());
        return new Standing(
                account,
                lease,
                since,
                ending,
                report.through(),
                toldNow,
                Math.addExact(corrected, late),
                Math.max(beyond, toldNow),
                seen);
    }

    String text() {
        return String.join(
                " ",
                account.toString(),
                Long.toString(lease),
                Long.toString(since),
                ending.name(),
                Long.toString(through),
                Long.toString(told),
                Long.toString(corrected),
                Long.toString(granted),
                Long.toString(seen));
    }

    static Standing parse(String text) {
        List<String> fields = List.of(text.split(" ", -1));
        boolean isFirst = fields.size() == FIRST_FIELDS;
        return new Standing(
                AccountPath.of(fields.get(0)),
                Long.parseLong(fields.get(1)),
                Long.parseLong(fields.get(2)),
                Ending.valueOf(fields.get(3)),
                Long.parseLong(fields.get(4)),
                Long.parseLong(fields.get(5)),
                Long.parseLong(fields.get(6)),
                isFirst ? 0 : Long.parseLong(fields.get(7)),
                isFirst ? 0 : Long.parseLong(fields.get(8)));
    }
}
