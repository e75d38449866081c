/**
 * Programs that measure: what encoders cost, and how fast and how exact the library is.
 *
 * <p>Each is a subcommand of {@link io.reelbudget.bench.Bench}; it prints tables for people and, as the last line, one
 * JSON object for programs.
 */
@NullMarked
package io.reelbudget.bench;

import org.jspecify.annotations.NullMarked;
