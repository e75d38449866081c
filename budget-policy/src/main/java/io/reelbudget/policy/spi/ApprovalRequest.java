package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import java.time.Instant;
import java.util.TreeMap;

/**
 * A question to whoever may answer for an account: may this be done?
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param id names the question among those of the account; 1 to {@value #MAX_ID} characters
 * @param account whose budget it is about
 * @param at when it was asked
 * @param until until when an answer counts; without one, nothing is done
 * @param question what would be done, such as {@code drain the queue}; at most {@value Notice#MAX_TEXT} characters
 * @param reason why, in a sentence as long
 */
public record ApprovalRequest(
        String id, AccountPath account, Instant at, Instant until, String question, String reason) {

    /** How long an id may be, in characters. */
    public static final int MAX_ID = 200;

    public ApprovalRequest {
        Notice.requireFits("Id of a question", id, MAX_ID);
        Notice.requireFits("Question", question, Notice.MAX_TEXT);
        Notice.requireFits("Reason of a question", reason, Notice.MAX_TEXT);
        if (!until.isAfter(at)) {
            throw new IllegalArgumentException(
                    "Question counted until " + until + " but must count for longer than " + at + "; a day is usual.");
        }
    }

    /** Returns the question as a notice, for hosts that ask in no other way. */
    public Notice asNotice() {
        return new Notice(
                account + "|question|" + id,
                account,
                NoticeLevel.WARNING,
                at,
                "Budget of " + account + ": approval needed",
                reason,
                "Nothing of this is done without a yes: " + question + ".",
                "Answer question '" + id + "' with yes or no before " + until + ".",
                new TreeMap<>());
    }
}
