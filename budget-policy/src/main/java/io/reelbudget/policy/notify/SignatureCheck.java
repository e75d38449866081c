package io.reelbudget.policy.notify;

/** What the check of a signed message found. */
public enum SignatureCheck {
    /** It was signed with one of the keys, just now. It may be a repetition: its id tells. */
    GENUINE,
    /** It was signed with one of the keys, but too long ago or too far ahead: drop it. */
    STALE,
    /** It was not signed with any of the keys, or was changed since: drop it. */
    FORGED,
    /** A header is missing, or is none that a signer writes: drop it. */
    MALFORMED
}
