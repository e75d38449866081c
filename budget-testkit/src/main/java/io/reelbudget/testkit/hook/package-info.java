/**
 * Contract tests for those who write a hook: extend {@link io.reelbudget.testkit.hook.ProvisionerContract},
 * {@link io.reelbudget.testkit.hook.NotifierContract}, {@link io.reelbudget.testkit.hook.JobQueueContract},
 * {@link io.reelbudget.testkit.hook.QualityLadderContract}, {@link io.reelbudget.testkit.hook.PricingEngineContract} or
 * {@link io.reelbudget.testkit.hook.PaymentGatewayContract} in your own tests and say how yours is made.
 */
@NullMarked
package io.reelbudget.testkit.hook;

import org.jspecify.annotations.NullMarked;
