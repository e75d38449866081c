/**
 * Two hosts that transcode on one budget, each a process of its own. Begin with
 * {@link io.reelbudget.examples.hosts.TwoTranscodingHosts}, which starts them and a database; what a host does is in
 * {@link io.reelbudget.examples.hosts.TranscodingHost}.
 */
@NullMarked
package io.reelbudget.examples.hosts;

import org.jspecify.annotations.NullMarked;
