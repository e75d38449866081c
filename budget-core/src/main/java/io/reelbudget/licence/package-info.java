/**
 * Licence fees: who is owed what for a job in a codec, beyond what running it costs.
 *
 * <p>A {@link io.reelbudget.licence.LicenceCatalogue} holds {@link io.reelbudget.licence.LicenceFee}s of many shapes
 * and the rules between them. Given what a {@link io.reelbudget.licence.Licensee} has used so far in the period, it
 * says what one more job adds, what its fair share of the period is, and how far the next tier and the cap are.
 */
@NullMarked
package io.reelbudget.licence;

import org.jspecify.annotations.NullMarked;
