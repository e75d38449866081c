package io.reelbudget.policy.spi;

/** How serious a notice is. */
public enum NoticeLevel {
    /** The budget lasts again. */
    RECOVERED,
    /** The budget will run out soon. */
    WARNING,
    /** Nothing is left. */
    CRITICAL
}
