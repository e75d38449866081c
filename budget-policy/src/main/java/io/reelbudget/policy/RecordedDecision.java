package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision as it stands in the ledger.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param sequence its number in the ledger
 * @param at when it was recorded
 * @param account about which account
 * @param verdict {@code act} or {@code recover}
 * @param policy the name of the policy that decided
 * @param why the reason; texts that did not fit in a note are empty
 * @param actions what was to be done, in a few words each
 * @param situation what the policy looked at; empty where it was left out for its size, or recorded by an older version
 * @param digest SHA-256 of the whole decision; empty where an older version recorded it
 */
public record RecordedDecision(
        long sequence,
        Instant at,
        AccountPath account,
        String verdict,
        String policy,
        Explanation why,
        List<String> actions,
        Optional<BudgetSituation> situation,
        String digest) {

    public RecordedDecision {
        actions = List.copyOf(actions);
    }
}
