/**
 * Provisioners that come with the library: workers on this machine, a command, a signed webhook, and a number that KEDA
 * reads. All keep {@link io.reelbudget.policy.spi.Provisioner}'s contract as far as what they ask does.
 */
@NullMarked
package io.reelbudget.policy.provision;

import org.jspecify.annotations.NullMarked;
