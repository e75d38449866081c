/** What the facade's parts share. Nobody else's: it may change at any time. */
@NullMarked
package io.reelbudget.internal;

import org.jspecify.annotations.NullMarked;
