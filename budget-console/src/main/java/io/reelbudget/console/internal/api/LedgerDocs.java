package io.reelbudget.console.internal.api;

import io.reelbudget.account.Period;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.LimitState;
import io.reelbudget.ledger.OpenHold;
import java.time.Instant;
import java.util.Optional;

/** What a ledger says as JSON: amounts as decimals in quotes, in the account's unit. */
final class LedgerDocs {

    private LedgerDocs() {}

    static Doc balance(Balance balance) {
        Period period = balance.period();
        return Doc.of("account", balance.account().toString())
                .put("unit", balance.granted().unit().code())
                .put("asOf", balance.asOf())
                .put("available", balance.available())
                .put("held", balance.held())
                .put("posted", balance.posted())
                .put("granted", balance.granted())
                .put("expired", balance.expired())
                .put("overdraft", balance.overdraft())
                .put("overdraftLimit", balance.overdraftLimit())
                .put("grantedInPeriod", balance.grantedInPeriod())
                .put("postedInPeriod", balance.postedInPeriod())
                .put("periodStart", period.start())
                .put("periodEnd", ending(period.end()));
    }

    /** Returns an instant that something ends at; nothing where it never does. */
    static Optional<Instant> ending(Instant end) {
        return end.isBefore(SinglePeriod.NEVER) ? Optional.of(end) : Optional.empty();
    }

    static Doc grant(Grant grant) {
        return Doc.of("id", grant.id())
                .put("kind", grant.kind())
                .put("amount", grant.amount())
                .put("remaining", grant.remaining())
                .put("effective", grant.effective())
                .put("expiry", grant.expiry().flatMap(LedgerDocs::ending))
                .put("priority", grant.priority())
                .put("scope", grant.scope().values())
                .put("origin", grant.origin());
    }

    static Doc hold(OpenHold hold) {
        return Doc.of("id", hold.id().key().toString())
                .put("amount", hold.amount())
                .put("placed", hold.placed())
                .put("leaseEnd", hold.leaseEnd())
                .put("labels", hold.labels().values());
    }

    static Doc limit(LimitState state) {
        return Doc.of("limit", PlanDoc.limit(state.limit()))
                .put("start", state.start())
                .put("end", ending(state.end()))
                .put("cap", state.cap())
                .put("posted", state.posted())
                .put("held", state.held())
                .put("remaining", state.remaining())
                .put("exceeded", state.isExceeded());
    }

    static Doc entry(Entry entry) {
        Doc doc = Doc.of("sequence", entry.sequence())
                .put("time", entry.time())
                .put("account", entry.account().toString())
                .put("kind", entry.kind())
                .put("key", entry.key().toString())
                .put("hold", entry.hold().map(hold -> hold.key().toString()))
                .put(
                        "postings",
                        entry.postings().stream()
                                .map(each -> Doc.of("account", each.account().toString())
                                        .put("from", each.from())
                                        .put("to", each.to())
                                        .put("amount", each.amount()))
                                .toList())
                .put(
                        "paidBy",
                        entry.paidBy().stream()
                                .map(each -> Doc.of("grant", each.grantId())
                                        .put("kind", each.kind())
                                        .put("amount", each.amount()))
                                .toList())
                .put("labels", entry.labels().values())
                .put("text", entry.text());
        return entry.corrects().isPresent()
                ? doc.put("corrects", entry.corrects().getAsLong())
                : doc.putNull("corrects");
    }
}
