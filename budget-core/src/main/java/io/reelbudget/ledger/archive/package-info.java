/**
 * Takes ledgers elsewhere: roots leave one ledger with all their records and the chain of their seals, and arrive in
 * another, whatever keeps the two. Begin with {@link io.reelbudget.ledger.archive.LedgerArchive}.
 */
@NullMarked
package io.reelbudget.ledger.archive;

import org.jspecify.annotations.NullMarked;
