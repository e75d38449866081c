package io.reelbudget.ledger.export;

import io.reelbudget.account.Period;
import io.reelbudget.account.Periods;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Rerating;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What an account consumed, in the columns of the FOCUS specification, version 1.2, as comma-separated values.
 *
 * <p>A capture or usage is a charge of category Usage, with its full cost. What a promotional grant paid of it is a
 * second charge, of category Credit and negative. Late usage, adjustments, refunds and corrections of a capture are of
 * category Adjustment and class Correction; a refund of what a promotional grant had paid takes the credit back too,
 * whether it went back to that grant, to a new one in its place, or is lost. So the costs add up to what is to be paid
 * for what was consumed. Top-ups and allowances are no charges: FOCUS has no budgets. Holds are none either.
 *
 * <p>Amounts are exact decimals; list, contracted and effective cost are the same as the billed one, since the ledger
 * knows one price. Own columns begin with {@code x_}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param issuer who sends the invoice, for InvoiceIssuerName
 * @param provider who is named as ProviderName and PublisherName
 * @param service the ServiceName
 * @param billing the billing periods, such as months of a zone
 * @param resourceLabel the label that names what was charged for, such as {@code job}, for ResourceId
 */
public record FocusStatement(String issuer, String provider, String service, Periods billing, String resourceLabel) {

    /** The names of the columns, in their order: those that FOCUS 1.2 demands, then some that it recommends. */
    public static final List<String> COLUMNS = List.of(
            "BilledCost",
            "BillingAccountId",
            "BillingAccountName",
            "BillingCurrency",
            "BillingPeriodEnd",
            "BillingPeriodStart",
            "ChargeCategory",
            "ChargeClass",
            "ChargeDescription",
            "ChargePeriodEnd",
            "ChargePeriodStart",
            "ContractedCost",
            "EffectiveCost",
            "InvoiceIssuerName",
            "ListCost",
            "PricingQuantity",
            "PricingUnit",
            "ProviderName",
            "PublisherName",
            "ServiceCategory",
            "ServiceName",
            "ChargeFrequency",
            "ResourceId",
            "SubAccountId",
            "SubAccountName",
            "Tags",
            "x_EntrySequence",
            "x_CorrectsEntry",
            "x_PriceVersion",
            "x_Reason");

    private static final String PROMOTIONAL = "promotional";

    /** What a row says besides what its entry does. */
    private record Charge(String category, String chargeClass, Amount cost, String description) {}

    /**
     * Writes the charges of a span; nothing is flushed or closed.
     *
     * @throws IllegalArgumentException if the account does not count in a currency
     */
    public void write(BlockingLedger ledger, StatementSpan span, Appendable out) throws IOException {
        Unit unit = ledger.balance(span.account()).granted().unit();
        if (unit.kind() != Unit.Kind.CURRENCY) {
            throw new IllegalArgumentException("Account '" + span.account() + "' counted in " + unit
                    + " but must count in a currency for FOCUS; export it as CSV or JSON lines.");
        }
        CsvRow header = new CsvRow(out);
        for (String column : COLUMNS) {
            header.value(column);
        }
        header.end();
        span.forEach(ledger, entry -> writeCharges(entry, unit, out));
    }

    private void writeCharges(Entry entry, Unit unit, Appendable out) throws IOException {
        Amount promotional = promotional(entry, unit);
        Amount posted = posted(entry, unit);
        boolean usage = entry.kind() == Entry.Kind.CAPTURED || entry.kind() == Entry.Kind.CHARGED;
        boolean correction = entry.kind() == Entry.Kind.CORRECTED || entry.kind() == Entry.Kind.RETURNED;
        if (usage && !posted.isZero()) {
            writeRow(entry, new Charge("Usage", "", posted, "Transcoding"), out);
        } else if (correction && !posted.isZero()) {
            writeRow(entry, new Charge("Adjustment", "Correction", posted, "Correction"), out);
        }
        if ((usage || correction) && !promotional.isZero()) {
            Amount credit = entry.kind() == Entry.Kind.RETURNED ? promotional : promotional.negated();
            writeRow(entry, new Charge("Credit", correction ? "Correction" : "", credit, "Promotional credit"), out);
        }
    }

    /** Returns what an entry posted on the account that it happened to; negative, where it was given back. */
    private static Amount posted(Entry entry, Unit unit) {
        return entry.postings().stream()
                .filter(posting -> posting.account().equals(entry.account()))
                .map(posting -> postedBy(posting, unit))
                .reduce(Amount.zero(unit), Amount::plus);
    }

    private static Amount postedBy(Posting posting, Unit unit) {
        if (posting.to() == Pool.POSTED) {
            return posting.amount();
        }
        return posting.from() == Pool.POSTED ? posting.amount().negated() : Amount.zero(unit);
    }

    private static Amount promotional(Entry entry, Unit unit) {
        return entry.paidBy().stream()
                .filter(use -> use.kind().equals(PROMOTIONAL))
                .map(GrantUse::amount)
                .reduce(Amount.zero(unit), Amount::plus);
    }

    private void writeRow(Entry entry, Charge charge, Appendable out) throws IOException {
        Period invoiced = billing.periodAt(entry.time());
        Instant hour = entry.time().truncatedTo(ChronoUnit.HOURS);
        String cost = charge.cost().toDecimalString();
        String root = entry.account().segments().get(0);
        boolean credit = charge.category().equals("Credit");
        new CsvRow(out)
                .value(cost)
                .text(root)
                .text(root)
                .value(charge.cost().unit().code().toUpperCase(Locale.ROOT))
                .value(invoiced.end().toString())
                .value(invoiced.start().toString())
                .value(charge.category())
                .value(charge.chargeClass())
                .text(charge.description())
                .value(hour.plus(1, ChronoUnit.HOURS).toString())
                .value(hour.toString())
                .value(cost)
                .value(cost)
                .text(issuer)
                .value(cost)
                .value(credit ? "" : "1")
                .value(credit ? "" : "Charges")
                .text(provider)
                .text(provider)
                .value("Media")
                .text(service)
                .value(charge.category().equals("Usage") ? "Usage-Based" : "One-Time")
                .text(entry.labels().values().getOrDefault(resourceLabel, ""))
                .text(entry.account().toString())
                .text(entry.account().toString())
                .value(JsonObject.of(entry.labels()).toString())
                .value(Long.toString(entry.sequence()))
                .value(
                        entry.corrects().isPresent()
                                ? Long.toString(entry.corrects().getAsLong())
                                : "")
                .text(entry.labels().values().getOrDefault(Rerating.PRICE, ""))
                .text(entry.text())
                .end();
    }
}
