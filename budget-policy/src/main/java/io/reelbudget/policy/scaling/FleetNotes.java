package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.policy.spi.InstanceReceipt;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a fleet desk notes in the ledger around each call of the provisioner: before it, what is asked, so that a
 * repetition asks the same; after it, what was answered, so that it is not asked again. Notes are found by their keys,
 * which a ledger remembers for days: long enough for a call, and within the hour names are in labels. Where a process
 * ended within that hour and came back after days, the entries are searched.
 *
 * <p>This class is thread-safe.
 */
record FleetNotes(BlockingLedger ledger) {

    private static final String KIND = "fleet-receipt";
    private static final int PAGE = 1_000;

    /** How far back an old receipt is looked for: 100,000 entries of the account. */
    private static final int MOST_PAGES = 100;

    /** Returns what was noted to be asked under a request's key. */
    Optional<InstanceReceipt> wish(AccountPath account, IdempotencyKey request) {
        return read(account, "wish of " + request);
    }

    void recordWish(AccountPath account, IdempotencyKey request, InstanceReceipt wish) {
        record(account, "wish of " + request, ReceiptNote.write(wish));
    }

    /** Returns the receipt that was recorded for a request. */
    Optional<InstanceReceipt> receipt(AccountPath account, IdempotencyKey request) {
        return read(account, "receipt of " + request);
    }

    /** Returns the receipt of a request whose key may be forgotten, from the entries since its order. */
    Optional<InstanceReceipt> oldReceipt(AccountPath account, IdempotencyKey request, Instant ordered) {
        IdempotencyKey key = key(account, "receipt of " + request);
        OptionalLong before = OptionalLong.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Statement statement;
            try {
                statement = ledger.read(new Query.StatementOf(account, before, PAGE));
            } catch (DroppedEntriesException dropped) {
                return Optional.empty();
            }
            for (Entry entry : statement.entries()) {
                if (entry.key().equals(key)) {
                    return Optional.of(ReceiptNote.read(entry.text()));
                } else if (entry.time().isBefore(ordered)) {
                    return Optional.empty();
                }
            }
            if (statement.next().isEmpty()) {
                return Optional.empty();
            }
            before = statement.next();
        }
        return Optional.empty();
    }

    void recordReceipt(AccountPath account, IdempotencyKey request, InstanceReceipt receipt) {
        record(account, "receipt of " + request, ReceiptNote.write(receipt));
    }

    /** Remembers that something happened about an account, once; returns whether it was new. */
    boolean isNews(AccountPath account, String what) {
        if (isKnown(account, what)) {
            return false;
        }
        record(account, what, what);
        return true;
    }

    /** Returns whether something about an account was remembered in the last days. */
    boolean isKnown(AccountPath account, String what) {
        return ledger.read(new Query.OutcomeOf(account, key(account, what))).isPresent();
    }

    private void record(AccountPath account, String what, String text) {
        ledger.submit(new Command.Note(account, key(account, what), KIND, text));
    }

    private Optional<InstanceReceipt> read(AccountPath account, String what) {
        return ledger.read(new Query.OutcomeOf(account, key(account, what)))
                .filter(Result.Noted.class::isInstance)
                .map(noted -> ((Result.Noted) noted).sequence())
                .flatMap(sequence -> entry(account, sequence))
                .map(entry -> ReceiptNote.read(entry.text()));
    }

    private Optional<Entry> entry(AccountPath account, long sequence) {
        return ledger.read(new Query.StatementOf(account, OptionalLong.of(sequence + 1), 1)).entries().stream()
                .filter(entry -> entry.sequence() == sequence)
                .findFirst();
    }

    private static IdempotencyKey key(AccountPath account, String what) {
        return IdempotencyKey.named("fleet of " + account + ": " + what);
    }
}
