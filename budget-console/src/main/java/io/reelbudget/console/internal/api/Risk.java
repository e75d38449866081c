package io.reelbudget.console.internal.api;

/** How an account's chance to run out before its renewal is called, in the list and on its own page alike. */
enum Risk {
    /** It lasts, as far as can be seen. */
    LASTS,
    /** It may run out. */
    POSSIBLE,
    /** It more likely than not runs out. */
    LIKELY;

    private static final double FROM = 0.1;
    private static final double EVEN = 0.5;

    static Risk of(double probability) {
        return probability >= EVEN ? LIKELY : probability >= FROM ? POSSIBLE : LASTS;
    }
}
