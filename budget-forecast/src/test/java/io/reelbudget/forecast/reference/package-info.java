/** Figures computed with R, as the resource files of this package hold them. */
@NullMarked
package io.reelbudget.forecast.reference;

import org.jspecify.annotations.NullMarked;
