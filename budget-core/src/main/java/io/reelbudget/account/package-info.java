/**
 * Who pays, and by which plan: account paths, plans and their periods.
 *
 * <p>An {@link io.reelbudget.account.AccountPath} names an account and those above it (organisation, team, user); a
 * {@link io.reelbudget.account.Plan} says what it may spend in each {@link io.reelbudget.account.Period}. Start with
 * {@link io.reelbudget.account.Plan#monthly}.
 */
@NullMarked
package io.reelbudget.account;

import org.jspecify.annotations.NullMarked;
