/**
 * Conditions on estimates, accounts and models, that pipelines fail by.
 *
 * <p>A {@link io.reelbudget.cli.check.Condition} is read from a text such as {@code p90>5 USD}; the command measures
 * what it names and compares.
 */
@NullMarked
package io.reelbudget.cli.check;

import org.jspecify.annotations.NullMarked;
