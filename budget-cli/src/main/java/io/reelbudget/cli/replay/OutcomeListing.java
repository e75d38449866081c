package io.reelbudget.cli.replay;

import io.reelbudget.backtest.Comparison;
import io.reelbudget.backtest.Outcome;
import io.reelbudget.cli.output.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of settings, a row each, beginning with what was not changed. */
final class OutcomeListing {

    private OutcomeListing() {}

    static Listing of(Comparison comparison) {
        Listing listing = Listing.of(
                Listing.text("setting", "setting"),
                Listing.number("asked", "asked"),
                Listing.number("admitted", "admitted"),
                Listing.number("refused", "refused"),
                Listing.number("waiting", "waiting"),
                Listing.number("delayed", "delayed"),
                Listing.number("delayMedianSeconds", "median s"),
                Listing.number("delayP95Seconds", "95 % s"),
                Listing.number("degraded", "degraded"),
                Listing.number("loss", "loss"),
                Listing.number("overshoots", "overshoots"),
                Listing.decimal("overshoot", "by"),
                Listing.number("warnings", "warnings"),
                Listing.number("criticals", "critical"),
                Listing.number("recoveries", "recovered"),
                Listing.number("pauses", "pauses"),
                Listing.decimal("spent", "spent"),
                Listing.decimal("forgone", "forgone"),
                Listing.text("unit", "unit"),
                Listing.number("byRatio", "by ratio"),
                Listing.number("neverRun", "never run"));
        List<Outcome> all = new ArrayList<>();
        all.add(comparison.unchanged());
        all.addAll(comparison.changed());
        for (Outcome outcome : all) {
            listing = listing.with(row(outcome));
        }
        return listing;
    }

    private static String[] row(Outcome outcome) {
        return new String[] {
            outcome.setting(),
            Long.toString(outcome.asked()),
            Long.toString(outcome.admitted()),
            Long.toString(outcome.refused()),
            Long.toString(outcome.waiting()),
            Long.toString(outcome.delayed()),
            Long.toString(outcome.delayMedian().toSeconds()),
            Long.toString(outcome.delayP95().toSeconds()),
            Long.toString(outcome.degraded()),
            String.format(Locale.ROOT, "%.3f", outcome.loss()),
            Long.toString(outcome.overshoots()),
            outcome.overshoot().toDecimalString(),
            Long.toString(outcome.warnings()),
            Long.toString(outcome.criticals()),
            Long.toString(outcome.recoveries()),
            Long.toString(outcome.pauses()),
            outcome.spent().toDecimalString(),
            outcome.forgone().toDecimalString(),
            outcome.spent().unit().toString(),
            Long.toString(outcome.byRatio()),
            Long.toString(outcome.neverRun())
        };
    }
}
