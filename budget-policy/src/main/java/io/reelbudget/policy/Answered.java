package io.reelbudget.policy;

/** What became of an answer to a question that a policy had asked. */
public enum Answered {
    /** It was recorded and counts. */
    RECORDED,
    /** The same answer had been recorded before. */
    KNOWN,
    /** No such question waits for an answer, or another answer was given. */
    NOT_ASKED,
    /** The question no longer counts. */
    TOO_LATE
}
