/**
 * The facade: everything that a service which transcodes video needs, behind one class.
 *
 * <p>Open an account with a plan, ask {@link io.reelbudget.Reelbudget#admit} before a job runs, and
 * {@link io.reelbudget.Reelbudget#capture} what it took. Start with {@link io.reelbudget.Reelbudget#at}.
 */
@NullMarked
package io.reelbudget;

import org.jspecify.annotations.NullMarked;
