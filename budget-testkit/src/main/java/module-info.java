/** Contract tests for those who write a store of the ledger or a hook. */
module io.reelbudget.testkit {
    requires transitive io.reelbudget.core;
    requires transitive io.reelbudget.policy;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.assertj.core;
    requires static transitive org.jspecify;

    exports io.reelbudget.testkit;
    exports io.reelbudget.testkit.hook;

    // JUnit calls what the contracts do not show to those who extend them.
    opens io.reelbudget.testkit to
            org.junit.platform.commons;
    opens io.reelbudget.testkit.hook to
            org.junit.platform.commons;
}
