package io.reelbudget.policy;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.UnknownEntryException;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Wares;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Grants what was bought, once: under a key that the purchase's name gives. The ledger remembers keys for a week at
 * least; for purchases that are older than a day the entries themselves are searched for the key first.
 *
 * <p>This class is thread-safe.
 *
 * @param ledger grants
 * @param log searches
 */
record Delivery(BlockingLedger ledger, SalesLog log) {

    private static final Duration KEY_SURELY_KNOWN = Duration.ofDays(1);

    /**
     * Grants it, unless that was done. A tier is none of it: that stands in the cashier's own notes.
     *
     * @return why it cannot be granted, ever; empty where it is granted
     */
    Optional<String> deliver(Purchase purchase, Instant now) {
        IdempotencyKey key = IdempotencyKey.named("grant of purchase " + purchase.id());
        boolean isOld = !now.isBefore(purchase.begun().plus(KEY_SURELY_KNOWN));
        if (isOld && log.isGranted(purchase.account(), key, purchase.begun().minus(KEY_SURELY_KNOWN))) {
            return Optional.empty();
        }
        String reason = "purchase " + purchase.id().quote() + " for "
                + purchase.quote().price() + " by prices " + purchase.quote().priceVersion();
        try {
            purchase.quote()
                    .wares()
                    .<Optional<Command<?>>>fold(
                            units -> Optional.of(new Command.TopUp(
                                    purchase.account(), key, units.amount(), GrantKind.PAID, Optional.empty(), reason)),
                            topUp -> Optional.of(new Command.ConfirmTopUp(purchase.account(), key, topUp.request())),
                            tierPass -> Optional.empty())
                    .ifPresent(ledger::submit);
            return Optional.empty();
        } catch (UnknownEntryException gone) {
            return Optional.of("the automatic top-up waits no longer");
        } catch (IllegalArgumentException | ArithmeticException refused) {
            return Optional.of("the ledger refused the grant: " + refused.getMessage());
        }
    }

    /** Gives up an automatic top-up whose payment came to nothing, unless that was done. */
    void cancel(Purchase failed) {
        if (failed.quote().wares() instanceof Wares.TopUp topUp) {
            try {
                ledger.submit(new Command.CancelTopUp(
                        failed.account(),
                        IdempotencyKey.named("cancel top-up of purchase " + failed.id()),
                        topUp.request(),
                        "its payment came to nothing: " + failed.phase()));
            } catch (UnknownEntryException cancelledBefore) {
                return; // by somebody else, or so long ago that the key is forgotten
            }
        }
    }
}
