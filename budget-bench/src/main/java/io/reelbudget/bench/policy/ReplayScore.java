package io.reelbudget.bench.policy;

/**
 * What a replay came to.
 *
 * @param admitted how many jobs ran
 * @param refused how many did not
 * @param falselyRefused how many of them would have fit at actual costs
 * @param tight after how many admissions more than half of budget − posted was held
 * @param overshot in how many of those posted and the actual costs of all jobs then running exceeded the budget
 */
record ReplayScore(long admitted, long refused, long falselyRefused, long tight, long overshot) {

    static final ReplayScore NONE = new ReplayScore(0, 0, 0, 0, 0);

    ReplayScore plus(ReplayScore other) {
        return new ReplayScore(
                admitted + other.admitted,
                refused + other.refused,
                falselyRefused + other.falselyRefused,
                tight + other.tight,
                overshot + other.overshot);
    }

    double overshoot() {
        return tight == 0 ? 0 : (double) overshot / tight;
    }
}
