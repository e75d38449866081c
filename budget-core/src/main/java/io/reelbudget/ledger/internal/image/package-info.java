/**
 * What a snapshot is made of: the state of a ledger, cut into sections of bytes that can be written one by one while
 * the ledger goes on.
 *
 * <p>{@link io.reelbudget.ledger.internal.image.StateImage} is the seam between whoever has the state and the log that
 * keeps the sections; {@link io.reelbudget.ledger.internal.image.SectionWriter} and
 * {@link io.reelbudget.ledger.internal.image.SectionReader} are for the fields of a section.
 */
@NullMarked
package io.reelbudget.ledger.internal.image;

import org.jspecify.annotations.NullMarked;
