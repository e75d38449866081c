/**
 * Reads the job documents of AWS Elemental MediaConvert as jobs, and writes jobs as such.
 *
 * <p>Start at {@link io.reelbudget.ffmpeg.mediaconvert.MediaConvertJob}. Nothing is sent anywhere.
 */
@NullMarked
package io.reelbudget.ffmpeg.mediaconvert;

import org.jspecify.annotations.NullMarked;
