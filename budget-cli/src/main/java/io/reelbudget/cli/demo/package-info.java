/**
 * The demo: a small transcoding service on real video that stays within its budgets.
 *
 * <p>{@link io.reelbudget.cli.demo.DemoCommand} is the command; {@code Demo} runs it from the clips to the proof.
 */
@NullMarked
package io.reelbudget.cli.demo;

import org.jspecify.annotations.NullMarked;
