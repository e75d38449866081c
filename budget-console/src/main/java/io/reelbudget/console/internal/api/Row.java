package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.ledger.Balance;
import io.reelbudget.policy.AdmissionGate;
import io.reelbudget.policy.BudgetSituation;
import io.reelbudget.policy.Stance;
import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the list of accounts knows of one. Immutable and thread-safe.
 *
 * @param balance what it has
 * @param name its path, and in small letters for searches
 * @param unlimited whether nothing limits it
 * @param days what it spent on each of the last {@value #DAYS} days, in millionths, today last
 * @param outlook what the forecaster said last; null where it was not asked yet
 */
record Row(
        Balance balance,
        String name,
        String lower,
        boolean unlimited,
        DaySums days,
        @Nullable Outlook outlook) {

    /** How many days the line of a row shows. */
    static final int DAYS = 14;

    private static final int WEEK = 7;
    private static final long DAY_SECONDS = 86_400;

    /** In what state an account is, the worst first. */
    enum State {
        /** Nothing is left to hold. */
        EXHAUSTED,
        /** Its policy has paused new jobs, or runs its queue dry. */
        PAUSED,
        /** Each new job needs a yes. */
        APPROVAL,
        /** It may run out before its renewal: see {@link Risk}. */
        AT_RISK,
        /** Its policy has acted in the present period, and jobs run. */
        ACTED,
        /** It lasts. */
        FINE,
        /** Nothing limits it. */
        UNLIMITED
    }

    /**
     * What the forecaster said, and what was in force.
     *
     * @param at when
     * @param probability how likely it runs out before its renewal
     * @param runway how long it lasts at the median; empty where it more likely lasts until the renewal
     * @param pace what was spent, divided by what an even pace would have; empty where that says nothing
     * @param gate whether new jobs are taken
     * @param since since when the gate is not open; empty where it is
     * @param hasActed whether its policy has acted in the present period
     */
    record Outlook(
            Instant at,
            double probability,
            Optional<Duration> runway,
            OptionalDouble pace,
            AdmissionGate gate,
            Optional<Instant> since,
            boolean hasActed) {

        static Outlook of(BudgetSituation situation) {
            RunwayForecast forecast = situation.forecast();
            Stance stance = situation.stance();
            AdmissionGate gate = stance.admission();
            return new Outlook(
                    situation.now(),
                    forecast.probabilityBeforeRenewal(),
                    forecast.runway(),
                    forecast.burn().pace(),
                    gate,
                    gate == AdmissionGate.OPEN ? Optional.empty() : Optional.of(stance.since()),
                    isOfPresent(stance, situation.balance()));
        }
    }

    /** Returns whether something was done in the present period: what is of one before must not look like it. */
    static boolean isOfPresent(Stance stance, Balance balance) {
        return stance.hasActed() && stance.period() == balance.period().ordinal();
    }

    static Row of(Balance balance, boolean unlimited, DaySums days, @Nullable Outlook outlook) {
        String name = balance.account().toString();
        return new Row(balance, name, name.toLowerCase(Locale.ROOT), unlimited, days, outlook);
    }

    Row with(Outlook newOutlook) {
        return new Row(balance, name, lower, unlimited, days, newOutlook);
    }

    AccountPath account() {
        return balance.account();
    }

    long spendableMicros() {
        return balance.available().micros() + balance.overdraftLimit().micros();
    }

    State state() {
        Outlook seen = outlook;
        if (unlimited) {
            return State.UNLIMITED;
        } else if (spendableMicros() <= 0) {
            return State.EXHAUSTED;
        } else if (seen == null) {
            return runwaySeconds() < Double.POSITIVE_INFINITY ? State.AT_RISK : State.FINE;
        } else if (seen.gate() == AdmissionGate.CLOSED) {
            return State.PAUSED;
        } else if (seen.gate() == AdmissionGate.APPROVAL_NEEDED) {
            return State.APPROVAL;
        } else if (Risk.of(seen.probability()) != Risk.LASTS) {
            return State.AT_RISK;
        }
        return seen.hasActed() ? State.ACTED : State.FINE;
    }

    /**
     * Returns how long it lasts: by the forecast, or before there is one at the pace of the last week; infinite where
     * it lasts until its renewal.
     */
    double runwaySeconds() {
        Outlook seen = outlook;
        if (unlimited) {
            return Double.POSITIVE_INFINITY;
        } else if (seen != null) {
            return seen.runway().map(runway -> runway.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY);
        }
        double perSecond = days.ofLast(WEEK) / (double) (WEEK * DAY_SECONDS);
        double left = spendableMicros() + (double) balance.held().micros();
        double seconds = left <= 0 ? 0 : perSecond > 0 ? left / perSecond : Double.POSITIVE_INFINITY;
        Instant renewal = balance.period().end();
        return seconds < Duration.between(balance.asOf(), renewal).toSeconds() ? seconds : Double.POSITIVE_INFINITY;
    }

    /** Returns what was spent divided by what an even pace would have; empty where that says nothing. */
    OptionalDouble pace() {
        Outlook seen = outlook;
        return seen == null ? OptionalDouble.empty() : seen.pace();
    }

    Doc doc() {
        Outlook seen = outlook;
        double runway = runwaySeconds();
        OptionalDouble pace = pace();
        Doc doc = Doc.of("account", name)
                .put("unit", balance.granted().unit().code())
                .put("state", state())
                .put("available", balance.available())
                .put("held", balance.held())
                .put("postedInPeriod", balance.postedInPeriod())
                .put("grantedInPeriod", balance.grantedInPeriod())
                .put("periodEnd", LedgerDocs.ending(balance.period().end()))
                .put("since", seen == null ? Optional.empty() : seen.since())
                .put("basis", seen == null ? "LAST_WEEK" : "FORECAST")
                .put("days", days.units());
        doc = runway < Double.POSITIVE_INFINITY ? doc.put("runwaySeconds", runway) : doc.putNull("runwaySeconds");
        doc = pace.isPresent() ? doc.put("pace", pace.getAsDouble()) : doc.putNull("pace");
        return seen == null
                ? doc.putNull("probabilityBeforeRenewal")
                : doc.put("probabilityBeforeRenewal", seen.probability());
    }
}
