/** What can be asked of the console and done by it. Nobody's but the console's. */
@NullMarked
package io.reelbudget.console.internal.api;

import org.jspecify.annotations.NullMarked;
