/**
 * Describes, encodes and measures real video with ffmpeg, as plain processes.
 *
 * <p>{@link io.reelbudget.ffmpeg.Ffmpeg#locate} finds the programs, {@link io.reelbudget.ffmpeg.Ffprobe} says what a
 * file is, {@link io.reelbudget.ffmpeg.Encoder} makes a rendition of it and says how much processor time that really
 * took. {@link io.reelbudget.ffmpeg.ContentProbe} learns beforehand what the content costs to code, from a few frames
 * of it.
 */
@NullMarked
package io.reelbudget.ffmpeg;

import org.jspecify.annotations.NullMarked;
