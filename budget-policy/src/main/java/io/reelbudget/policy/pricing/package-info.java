/**
 * Rate cards and licence catalogues as JSON, and illustrative ones that are shipped with the library.
 *
 * <p>{@link io.reelbudget.policy.pricing.RateCardDocument#parse} and
 * {@link io.reelbudget.policy.pricing.LicenceCatalogueDocument#parse} refuse what they do not know and what contradicts
 * itself, with the path of the mistake. Both forms have a JSON Schema.
 */
@NullMarked
package io.reelbudget.policy.pricing;

import org.jspecify.annotations.NullMarked;
