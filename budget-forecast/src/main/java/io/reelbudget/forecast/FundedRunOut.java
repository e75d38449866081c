package io.reelbudget.forecast;

import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.FundsChange.Kind;
import io.reelbudget.runway.RunwayQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How likely an account has run out by when, where grants start or expire on the way.
 *
 * <p>Where what remains rises, "exhausted by t" is no longer "spent at least so much by t": who ran out before stays
 * out. So the distribution of what the survivors have spent is carried from step to step on a grid, for each pace of a
 * {@link SpendProcess}: add what a step spends, take out who has nothing left. A grant that starts raises what may be
 * spent; one that expires is spent first, and moves those who have not used it up to where they would be if they had.
 *
 * <p>What comes out is put as an amount: remaining without any change, how much would have to be left now for the same
 * probability to have run out by then? Of that amount the outlook itself says the probability; so it is exact as long
 * as nothing changes, and its own shape is kept after that.
 */
final class FundedRunOut {

    private static final int STEPS = 24;

    /** So far out the process and the outlook need not have the same tail: hardly anybody has run out. */
    private static final double NEGLIGIBLE = 1e-6;

    private final double[] hours;
    private final double[] equivalents;

    private FundedRunOut(double[] hours, double[] equivalents) {
        this.hours = hours;
        this.equivalents = equivalents;
    }

    /** A grant that starts or expires, in hours from now. */
    private record Change(Kind kind, double hours, double micros) {}

    /**
     * Carries spending over all changes.
     *
     * @param remaining what remains now, automatic top-ups included, more than zero
     * @param horizon the renewal, in hours from now
     */
    static FundedRunOut of(SpendOutlook outlook, RunwayQuestion question, double remaining, double horizon) {
        SpendProcess process = SpendProcess.of(outlook, horizon);
        List<Change> changes = changes(question, horizon);
        double[] hours = steps(changes, horizon);
        double[] times = new double[hours.length];
        for (int i = 1; i < hours.length; i++) {
            times[i] = Math.max(times[i - 1], process.operationalTime(outlook, hours[i]));
        }
        double[] exhausted = exhausted(process, times, hours, remaining, changes);
        double[] equivalents = new double[hours.length];
        for (int i = 0; i < hours.length; i++) {
            boolean isChanged = !changes.isEmpty() && hasCome(changes.get(0), hours, i) && times[i] > 0;
            double available = remaining + started(changes, hours, i);
            equivalents[i] = isChanged && exhausted[i] > NEGLIGIBLE
                    ? Math.min(available, process.reachedWith(exhausted[i], times[i]))
                    : available;
        }
        return new FundedRunOut(hours, equivalents);
    }

    /** Returns of which amount, left now, the account has run out by a time as likely as it has with all changes. */
    double equivalent(double time) {
        for (int i = 1; i < hours.length; i++) {
            if (time <= hours[i]) {
                double width = hours[i] - hours[i - 1];
                double part = width > 0 ? (time - hours[i - 1]) / width : 1;
                return equivalents[i - 1] + part * (equivalents[i] - equivalents[i - 1]);
            }
        }
        return equivalents[equivalents.length - 1];
    }

    private static List<Change> changes(RunwayQuestion question, double horizon) {
        List<Change> changes = new ArrayList<>();
        for (FundsChange change : question.funding().changes()) {
            double hours = Math.max(0, Hours.of(Duration.between(question.now(), change.at())));
            if (hours < horizon) {
                changes.add(new Change(change.kind(), hours, change.micros()));
            }
        }
        changes.sort(Comparator.comparingDouble(Change::hours));
        return changes;
    }

    /** At a change's time there are two steps: one that ends there and one of no length, after it. */
    private static boolean hasCome(Change change, double[] hours, int step) {
        boolean isLast = step + 1 == hours.length || hours[step + 1] > hours[step];
        return change.hours() < hours[step] || (isLast && change.hours() == hours[step]);
    }

    /**
     * Whoever has used all that was there and all that started is exhausted, whatever expired: no more is equivalent.
     */
    private static double started(List<Change> changes, double[] hours, int step) {
        double sum = 0;
        for (Change change : changes) {
            sum += change.kind() == Kind.GRANT_STARTS && hasCome(change, hours, step) ? change.micros() : 0;
        }
        return sum;
    }

    /** Steps of about equal length that end at each change, and one of no length after each. */
    private static double[] steps(List<Change> changes, double horizon) {
        List<Double> hours = new ArrayList<>(List.of(0.0));
        List<Double> ends = new ArrayList<>(changes.stream().map(Change::hours).toList());
        ends.add(horizon);
        for (double end : ends) {
            double start = hours.get(hours.size() - 1);
            int parts = (int) Math.ceil(STEPS * (end - start) / horizon);
            for (int part = 1; part <= parts; part++) {
                hours.add(part == parts ? end : start + (end - start) * part / parts);
            }
            if (end < horizon) {
                hours.add(end);
            }
        }
        return hours.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] exhausted(
            SpendProcess process, double[] times, double[] hours, double remaining, List<Change> changes) {
        double most = remaining
                + changes.stream()
                        .filter(change -> change.kind() == Kind.GRANT_STARTS)
                        .mapToDouble(Change::micros)
                        .sum();
        double[] exhausted = new double[times.length];
        double[] paces = process.paces();
        for (double pace : paces) {
            Survivors survivors = new Survivors(most, remaining);
            int next = 0;
            for (int step = 0; step < times.length; step++) {
                if (step > 0) {
                    survivors.spend(process.increment(pace, times[step] - times[step - 1]));
                }
                while (next < changes.size() && hasCome(changes.get(next), hours, step)) {
                    survivors.meet(changes.get(next++));
                }
                exhausted[step] += survivors.gone() / paces.length;
            }
        }
        return exhausted;
    }

    /** How much those have spent who have not run out; mutable. */
    private static final class Survivors {

        private final SpentCells spent;
        private double remaining;
        private double expired;
        private double gone;

        Survivors(double most, double remaining) {
            this.spent = new SpentCells(most);
            this.remaining = remaining;
        }

        void spend(Marginal increment) {
            gone += spent.spend(increment) + spent.takeOut(remaining);
        }

        void meet(Change change) {
            if (change.kind() == Kind.GRANT_STARTS) {
                remaining += change.micros();
                return;
            }
            expired += change.micros();
            spent.raiseTo(expired);
            gone += spent.takeOut(remaining);
        }

        double gone() {
            return gone;
        }
    }
}
