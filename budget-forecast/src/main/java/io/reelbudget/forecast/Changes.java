package io.reelbudget.forecast;

import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.FundsChange.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What grants that start or expire before the renewal add and take, in millionths of the unit. */
final class Changes {

    private Changes() {}

    /** Returns what all grants that start bring. */
    static double started(RunwayQuestion question) {
        return before(question, Kind.GRANT_STARTS).stream()
                .mapToDouble(FundsChange::micros)
                .sum();
    }

    /** Returns whether a grant expires before the renewal. */
    static boolean someExpire(RunwayQuestion question) {
        return !before(question, Kind.GRANT_EXPIRES).isEmpty();
    }

    /**
     * Returns by how much spending until the renewal exceeds what there is to spend, on average, where grants expire:
     * the one that expires soonest is spent first, and what is left of it then counts as spent. With V all that was
     * spent or lost, the mean of max(0, V - funds) is that of V - funds and of max(0, funds - V) together.
     *
     * @param funds what there is to spend, all that may come included, more than zero
     * @param horizon the renewal, in hours from now
     */
    static double expectedShortfall(RunwayQuestion question, SpendOutlook outlook, double funds, double horizon) {
        SpendProcess process = SpendProcess.of(outlook, horizon);
        List<FundsChange> expiring = before(question, Kind.GRANT_EXPIRES);
        double[] paces = process.paces();
        double shortfall = process.total() - funds;
        for (double pace : paces) {
            SpentCells spent = new SpentCells(funds);
            double expired = 0;
            double last = 0;
            double lost = 0;
            for (FundsChange change : expiring) {
                double hours = Hours.of(Duration.between(question.now(), change.at()));
                double time = Math.max(last, process.operationalTime(outlook, hours));
                spent.spend(process.increment(pace, time - last));
                expired = Math.min(funds, expired + change.micros());
                lost += spent.meanLeftOf(expired);
                spent.raiseTo(expired);
                last = time;
            }
            spent.spend(process.increment(pace, 1 - last));
            shortfall += (lost + spent.meanLeftOf(funds)) / paces.length;
        }
        return Math.max(0, shortfall);
    }

    private static List<FundsChange> before(RunwayQuestion question, Kind kind) {
        return question.funding().changes().stream()
                .filter(change -> change.kind() == kind && change.at().isBefore(question.renewal()))
                .sorted(Comparator.comparing(FundsChange::at))
                .toList();
    }
}
