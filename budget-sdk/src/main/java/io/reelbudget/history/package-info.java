/**
 * What happened to jobs, kept beside the ledger: who asked when, for what, what was answered, and how each attempt
 * ended. The ledger keeps the money; a job that was refused costs none, so it stands here alone.
 *
 * <p>{@link io.reelbudget.history.JobEvent} is one line, {@link io.reelbudget.history.JobEventCsv} its text,
 * {@link io.reelbudget.history.JobHistoryFile} the table in the ledger's directory.
 */
@NullMarked
package io.reelbudget.history;

import org.jspecify.annotations.NullMarked;
