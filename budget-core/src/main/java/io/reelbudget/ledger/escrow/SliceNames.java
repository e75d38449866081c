package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.util.List;

/** How slices and what belongs to them are called, in the shared ledger and in the host's own. */
final class SliceNames {

    /** The label that tells two hosts apart that have one name, such as before and after the disk was lost. */
    static final String JOURNAL = "reelbudget.escrow.journal";

    /** The label of the capture by which an operator charged a slice, with the reason. */
    static final String WRITTEN_OFF = "reelbudget.escrow.written.off";

    /** The label of the capture by which an operator gave a slice back, with the reason. */
    static final String GIVEN_BACK = "reelbudget.escrow.given.back";

    /** The label, in the host's own ledger, of what went back to the shared one unspent. */
    static final Labels RETURNED = Labels.of(Labels.ESCROW, "returned");

    private SliceNames() {}

    static Labels ofSlice(String host, String journal) {
        return Labels.of(Labels.ESCROW, host).with(JOURNAL, journal);
    }

    /** Names the hold of a lease; a lease that ended is never taken up again. */
    static HoldId hold(String journal, AccountPath account, long number) {
        return new HoldId(account, IdempotencyKey.named("escrow slice " + journal + " " + account + " " + number));
    }

    /** Names the command by which an operator ends a slice, whichever it is: the first one counts. */
    static IdempotencyKey writeOff(HoldId slice) {
        return IdempotencyKey.named("escrow write-off " + slice);
    }

    static IdempotencyKey part(IdempotencyKey report, int part) {
        return derived(report, "part " + part);
    }

    static IdempotencyKey derived(IdempotencyKey key, String what) {
        return IdempotencyKey.named("escrow " + key + " " + what);
    }

    /** Names the account of a slice in the host's own ledger: a root, whatever is above it in the shared one. */
    static AccountPath local(AccountPath account) {
        return new AccountPath(
                List.of("slice-" + IdempotencyKey.named(account.toString()).toString()));
    }
}
