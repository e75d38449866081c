package io.reelbudget.ledger.export;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A statement as comma-separated values: a header, then a row for each entry, the oldest first, with what it changed of
 * the account's granted, posted, held, expired and available. Those columns add up to the account's balance.
 *
 * <p>Amounts are exact decimals. Text that a spreadsheet would take for a formula gets an apostrophe in front.
 *
 * <p>All methods are thread-safe.
 */
public final class CsvStatement {

    /** The names of the columns, in their order. */
    public static final List<String> COLUMNS = List.of(
            "sequence",
            "time",
            "account",
            "kind",
            "key",
            "hold",
            "granted",
            "posted",
            "held",
            "expired",
            "available",
            "unit",
            "paidBy",
            "corrects",
            "labels",
            "text");

    private CsvStatement() {}

    /** Writes the entries of a span; nothing is flushed or closed. */
    public static void write(BlockingLedger ledger, StatementSpan span, Appendable out) throws IOException {
        CsvRow header = new CsvRow(out);
        for (String column : COLUMNS) {
            header.value(column);
        }
        header.end();
        Unit unit = ledger.balance(span.account()).granted().unit();
        span.forEach(ledger, entry -> writeRow(entry, span.account(), unit, out));
    }

    private static void writeRow(Entry entry, AccountPath account, Unit unit, Appendable out) throws IOException {
        CsvRow row = new CsvRow(out);
        row.value(Long.toString(entry.sequence()))
                .value(entry.time().toString())
                .text(entry.account().toString())
                .value(entry.kind().name())
                .value(entry.key().toString())
                .value(entry.hold().map(hold -> hold.key().toString()).orElse(""))
                .value(change(entry, account, Pool.OUTSIDE, unit).negated().toDecimalString());
        for (Pool pool : List.of(Pool.POSTED, Pool.HELD, Pool.EXPIRED, Pool.AVAILABLE)) {
            row.value(change(entry, account, pool, unit).toDecimalString());
        }
        row.value(unit.code())
                .text(paidBy(entry))
                .value(
                        entry.corrects().isPresent()
                                ? Long.toString(entry.corrects().getAsLong())
                                : "")
                .text(labels(entry.labels()))
                .text(entry.text())
                .end();
    }

    /** Returns by how much an entry raised a pool of the account. */
    private static Amount change(Entry entry, AccountPath account, Pool pool, Unit unit) {
        Amount sum = Amount.zero(unit);
        for (Posting posting : entry.postings()) {
            if (posting.account().equals(account)) {
                sum = posting.to() == pool ? sum.plus(posting.amount()) : sum;
                sum = posting.from() == pool ? sum.minus(posting.amount()) : sum;
            }
        }
        return sum;
    }

    private static String paidBy(Entry entry) {
        return entry.paidBy().stream().map(CsvStatement::use).collect(Collectors.joining(" "));
    }

    private static String use(GrantUse use) {
        return use.kind() + (use.grantId() == GrantUse.OVERDRAFT ? "" : "#" + use.grantId()) + "="
                + use.amount().toDecimalString();
    }

    /** Names and texts may hold any character: {@code % = ;} and line ends are written as percent and two digits. */
    private static String labels(Labels labels) {
        return labels.values().entrySet().stream()
                .map((Map.Entry<String, String> label) -> escaped(label.getKey()) + "=" + escaped(label.getValue()))
                .collect(Collectors.joining(";"));
    }

    private static String escaped(String text) {
        return text.replace("%", "%25")
                .replace("=", "%3D")
                .replace(";", "%3B")
                .replace("\n", "%0A")
                .replace("\r", "%0D");
    }
}
