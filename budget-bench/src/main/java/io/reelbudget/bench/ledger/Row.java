package io.reelbudget.bench.ledger;

import java.util.List;
import java.util.Set;

/** A line of the table of speeds, by the name that {@code --only} knows. */
enum Row {
    HOT(Stage.HOT, "hotJobVsBucket4j"),
    SPREAD(Stage.SPREAD, "spreadJobVsBucket4j"),
    JOURNAL(Stage.DURABLE, "journalVsRawGroupCommit"),
    SQLITE(Stage.DURABLE, "journalVsSqliteBatched"),
    ROCKSDB(Stage.DURABLE, "journalVsRocksdbSync"),
    ASYNC(Stage.DURABLE, "asyncVsRaw"),
    CONTENTION(Stage.DURABLE, "hotVsSpread"),
    MEMORY(Stage.HEAP, "bytesPerAccount"),
    RECOVERY(Stage.HISTORY, "recoverySecondsPer10M"),
    STATEMENT(Stage.HISTORY, "statementP99Ms");

    /** What is measured in one process: each stage in one of its own, so that none warms or slows another. */
    enum Stage {
        HOT("3g"),
        SPREAD("3g"),
        DURABLE("4g"),
        HEAP("5g"),
        HISTORY("4g");

        private final String heap;

        Stage(String heap) {
            this.heap = heap;
        }

        /** Returns the heap that its process gets, as {@code -Xmx} takes it. */
        String heap() {
            return heap;
        }

        /** Returns which of some rows it measures. */
        List<Row> of(Set<Row> wanted) {
            return wanted.stream().filter(row -> row.stage == this).sorted().toList();
        }
    }

    private final Stage stage;
    private final String key;

    Row(Stage stage, String key) {
        this.stage = stage;
        this.key = key;
    }

    /** Returns its key in the JSON line. */
    String key() {
        return key;
    }
}
