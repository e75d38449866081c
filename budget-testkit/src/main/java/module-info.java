/** Contract tests for those who write a store of the ledger. */
module io.reelbudget.testkit {
    requires transitive io.reelbudget.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.assertj.core;
    requires static transitive org.jspecify;

    exports io.reelbudget.testkit;

    // JUnit calls what the contracts do not show to those who extend them.
    opens io.reelbudget.testkit to
            org.junit.platform.commons;
}
