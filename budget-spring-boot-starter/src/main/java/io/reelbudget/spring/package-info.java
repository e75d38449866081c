/**
 * Budgets in a Spring Boot application: one bean {@link io.reelbudget.Reelbudget} from properties and from whatever
 * beans implement the hooks, with metrics, health and an endpoint.
 *
 * <p>The same classes serve Spring Boot 3.5, 4.0 and 4.1: what these moved is named by text, or used in a class that is
 * only loaded where it is. {@link io.reelbudget.spring.ReelbudgetProperties} says what can be set.
 */
@NullMarked
package io.reelbudget.spring;

import org.jspecify.annotations.NullMarked;
