/**
 * Reads ffmpeg's argument lists as jobs, and writes jobs as such.
 *
 * <p>Start at {@link io.reelbudget.ffmpeg.arguments.FfmpegArguments}. Options that change a job's cost and have no
 * place in its description, and options that nobody here knows, are reported as remarks and never guessed at.
 */
@NullMarked
package io.reelbudget.ffmpeg.arguments;

import org.jspecify.annotations.NullMarked;
