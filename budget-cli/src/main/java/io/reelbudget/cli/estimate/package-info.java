/** {@code budget estimate}: what renditions of a video will cost, before anything runs. */
@NullMarked
package io.reelbudget.cli.estimate;

import org.jspecify.annotations.NullMarked;
