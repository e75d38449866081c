package io.reelbudget.micrometer;

import io.reelbudget.telemetry.Level;

/** The meters beside the steps' timers: name, unit, meaning. The page about metrics says the same. */
enum BudgetMeter {
    JOURNAL_SYNC("journal.sync", "", "Time from when a batch of the journal is taken up until it is durable"),
    JOURNAL_BATCH("journal.batch", "records", "Records of a batch of the journal"),
    JOURNAL_BYTES("journal.written", "bytes", "Bytes that were written to the journal"),
    JOURNAL_USABLE("journal.usable", "", "Whether the journal takes commands: 1, or 0 once the disk has failed"),
    JOURNAL_WAITING("journal.waiting", "records", "Records that were appended and are not durable yet"),
    STORE_COMMIT("store.commit", "", "Time from when a batch of the shared store is taken up until it is committed"),
    STORE_BATCH("store.batch", "operations", "Commands and queries of a batch of the shared store"),
    STORE_BYTES("store.written", "bytes", "Bytes of entries that were written to the shared store"),
    STORE_FAILURES("store.failures", "", "Tries of the shared store that failed, by their SQLSTATE"),
    STORE_USABLE("store.usable", "", "Whether the shared store's newest tries went well: 1, or 0 while one fails"),
    STORE_WAITING("store.waiting", "operations", "Commands and queries that wait for the shared store"),
    LOOKS_WAITING("looks.waiting", "", "Looks at accounts that were asked for and are not over"),
    LOOK_LAG("look.lag", "", "Time from when a look at an account is asked for until it is over"),
    CALIBRATION_JOBS("calibration.jobs", "", "Finished jobs, by where they lay among the estimated quantiles"),
    CALIBRATION_RATIO("calibration.ratio", "", "CPU seconds that jobs took, over the estimated median"),
    CHARGED("charged", "", "What was posted for jobs, in the unit of its tag"),
    CHARGED_BEYOND_HOLDS("charged.beyond.holds", "", "What was posted for jobs beyond their holds"),
    JOBS_BEYOND_HOLDS("jobs.beyond.holds", "", "Jobs that were charged more than was held when they were admitted"),
    ACCOUNTS("accounts", "", "Accounts that are at risk, or about which a policy's action is in force"),
    SHORTEST_RUNWAY("runway.shortest", "seconds", "The shortest median time to exhaustion of accounts at risk"),
    ACCOUNT_AVAILABLE("account.available", "", "What an account may still hold, in the unit of its tag"),
    ACCOUNT_RUNWAY("account.runway", "seconds", "Median time until an account has run out");

    static final String PREFIX = "reelbudget.";

    private final String ownName;
    private final String unit;
    private final String meaning;

    BudgetMeter(String ownName, String unit, String meaning) {
        this.ownName = ownName;
        this.unit = unit;
        this.meaning = meaning;
    }

    static BudgetMeter of(Level level) {
        return switch (level) {
            case JOURNAL_USABLE -> JOURNAL_USABLE;
            case JOURNAL_WAITING -> JOURNAL_WAITING;
            case STORE_USABLE -> STORE_USABLE;
            case STORE_WAITING -> STORE_WAITING;
            case LOOKS_WAITING -> LOOKS_WAITING;
        };
    }

    String meterName() {
        return PREFIX + ownName;
    }

    /** Returns the base unit; empty for numbers of things, and for timers, whose registry chooses it. */
    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }
}
