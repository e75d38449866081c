/**
 * What to do before a budget runs out: situations, policies, decisions, the monitor, and the hooks that hosts
 * implement.
 */
module io.reelbudget.policy {
    requires transitive io.reelbudget.core;
    requires java.net.http;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    exports io.reelbudget.policy;
    exports io.reelbudget.policy.admission;
    exports io.reelbudget.policy.ladder;
    exports io.reelbudget.policy.notify;
    exports io.reelbudget.policy.pricing;
    exports io.reelbudget.policy.provision;
    exports io.reelbudget.policy.sales;
    exports io.reelbudget.policy.scaling;
    exports io.reelbudget.policy.spi;
    exports io.reelbudget.policy.tier;

    uses io.reelbudget.policy.spi.ApprovalGate;
    uses io.reelbudget.policy.spi.JobQueue;
    uses io.reelbudget.policy.spi.Notifier;
    uses io.reelbudget.policy.spi.PaymentGateway;
    uses io.reelbudget.policy.spi.PricingEngine;
    uses io.reelbudget.policy.spi.Provisioner;
    uses io.reelbudget.policy.spi.QualityLadder;
}
