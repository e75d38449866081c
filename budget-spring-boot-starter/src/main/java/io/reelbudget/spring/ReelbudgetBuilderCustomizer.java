package io.reelbudget.spring;

import io.reelbudget.ReelbudgetBuilder;

/**
 * Sets what no property sets. Beans of this type are called in their order, after all properties and all other beans
 * have been applied, so they have the last word.
 */
@FunctionalInterface
public interface ReelbudgetBuilderCustomizer {

    /** Changes settings. */
    void customize(ReelbudgetBuilder builder);
}
