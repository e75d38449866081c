/** What each request needs, whatever it is about: routes, problems, bodies, limits. Nobody's but the console's. */
@NullMarked
package io.reelbudget.console.internal.web;

import org.jspecify.annotations.NullMarked;
