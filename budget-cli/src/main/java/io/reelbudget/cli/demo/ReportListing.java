package io.reelbudget.cli.demo;

import io.reelbudget.cli.output.Listing;
import io.reelbudget.runway.InstantQuantiles;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How the demo's accounts fared, a row each. */
final class ReportListing {

    private ReportListing() {}

    static Listing of(DemoReport report) {
        Listing listing = Listing.of(
                Listing.text("account", "account"),
                Listing.text("policy", "policy"),
                Listing.text("unit", "unit"),
                Listing.decimal("budget", "budget"),
                Listing.decimal("granted", "granted"),
                Listing.decimal("posted", "posted"),
                Listing.decimal("held", "held"),
                Listing.decimal("available", "available"),
                Listing.text("predictedP50", "predicted run-out"),
                Listing.text("exhaustedAt", "ran out"));
        for (AccountOutcome outcome : report.accounts()) {
            DemoAccount account = outcome.budget().account();
            listing = listing.with(
                    account.path().toString(),
                    account.stance().words(),
                    account.unit().code(),
                    outcome.budget().plan().allowance().at(0).toDecimalString(),
                    outcome.balance().granted().toDecimalString(),
                    outcome.balance().posted().toDecimalString(),
                    outcome.balance().held().toDecimalString(),
                    outcome.balance().available().toDecimalString(),
                    second(outcome.predictedExhaustion().map(InstantQuantiles::p50)),
                    second(outcome.exhaustedAt()));
        }
        return listing;
    }

    private static String second(Optional<Instant> instant) {
        return instant.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    }
}
