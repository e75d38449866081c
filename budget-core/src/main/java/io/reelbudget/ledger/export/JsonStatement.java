package io.reelbudget.ledger.export;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.ChainSeal;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement as JSON lines: one object for each entry, the oldest first, with everything it says; then one with the
 * seal of the root's newest entry, {@code {"seal":…,"root":…,"through":…}}, as it was before the first line was written
 * or later. Kept where nobody can change it, the seal shows later that no entry up to {@code through} was changed.
 *
 * <p>Amounts are exact decimals in quotes, since many readers take JSON numbers for binary fractions.
 *
 * <p>All methods are thread-safe.
 */
public final class JsonStatement {

    private JsonStatement() {}

    /** Writes the entries of a span and the seal; nothing is flushed or closed. */
    public static void write(BlockingLedger ledger, StatementSpan span, Appendable out) throws IOException {
        span.forEach(ledger, entry -> out.append(object(entry).toString()).append('\n'));
        ChainSeal seal = ledger.read(new Query.SealOf(span.account()));
        JsonObject last = new JsonObject()
                .text("seal", seal.seal())
                .text("root", seal.root())
                .number("through", seal.through());
        out.append(last.toString()).append('\n');
    }

    private static JsonObject object(Entry entry) {
        JsonObject object = new JsonObject()
                .number("sequence", entry.sequence())
                .text("time", entry.time().toString())
                .text("account", entry.account().toString())
                .text("kind", entry.kind().name())
                .text("key", entry.key().toString());
        entry.hold().ifPresent(hold -> object.text("hold", hold.key().toString()));
        entry.corrects().ifPresent(capture -> object.number("corrects", capture));
        List<JsonObject> postings = new ArrayList<>();
        for (Posting posting : entry.postings()) {
            postings.add(object(posting));
        }
        List<JsonObject> uses = new ArrayList<>();
        for (GrantUse use : entry.paidBy()) {
            uses.add(new JsonObject()
                    .number("grant", use.grantId())
                    .text("kind", use.kind())
                    .text("amount", use.amount().toDecimalString()));
        }
        return object.list("postings", postings)
                .list("paidBy", uses)
                .labels("labels", entry.labels())
                .text("text", entry.text());
    }

    private static JsonObject object(Posting posting) {
        return new JsonObject()
                .text("account", posting.account().toString())
                .text("from", posting.from().name())
                .text("to", posting.to().name())
                .text("amount", posting.amount().toDecimalString())
                .text("unit", posting.amount().unit().code());
    }
}
