package io.reelbudget.ledger.simulation;

import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The limits of a model's account: what each counts is a sum over what happened. */
final class ModelLimits {

    private static final long HOUR = 3_600_000_000L;

    /**
     * A limit and what it counts: the facts from a first one on, and in the window in which it began an amount besides.
     *
     * @param window when that window began
     */
    private record Counting(Limit limit, long firstPeriod, int firstFact, long window, long before) {}

    private final ModelAccount account;
    private final Collection<ModelHold> holds;
    private final ModelFacts limited = new ModelFacts();
    private final ModelFacts used = new ModelFacts();
    private ModelFacts trailed = new ModelFacts();
    private List<Counting> limits = new ArrayList<>();

    ModelLimits(ModelAccount account, Collection<ModelHold> holds, Plan plan, long now) {
        this.account = account;
        this.holds = holds;
        plan.limits().forEach(limit -> limits.add(new Counting(limit, firstPeriod(limit, now), 0, 0, 0)));
    }

    /** Goes on with the limits of another plan, before the account has it. */
    void takeOver(Plan next, long from, long now) {
        boolean hadTrailing = limits.stream().anyMatch(limit -> limit.limit().window() instanceof Window.Trailing);
        List<Counting> before = limits;
        limits = new ArrayList<>();
        next.limits().forEach(limit -> limits.add(counting(limit, before, from, now)));
        if (!hadTrailing) {
            trailed = used.copy();
        }
    }

    private Counting counting(Limit limit, List<Counting> before, long from, long now) {
        for (Counting earlier : before) {
            if (earlier.limit().window().equals(limit.window())) {
                return new Counting(
                        limit, firstPeriod(limit, from), earlier.firstFact(), earlier.window(), earlier.before());
            }
        }
        Counting fresh = new Counting(limit, firstPeriod(limit, from), limited.size(), 0, 0);
        long start = windowStart(fresh, now);
        return new Counting(
                limit, fresh.firstPeriod(), fresh.firstFact(), start, used.sum(0, Math.floorDiv(start, HOUR) * HOUR));
    }

    private static long firstPeriod(Limit limit, long since) {
        return limit.window() instanceof Window.Each each
                ? each.periods().periodAt(ModelAccount.instant(since)).ordinal()
                : 0;
    }

    /** Counts what was charged. */
    void post(long amount, long now, long usedAt) {
        used.add(usedAt, amount);
        count(amount, now);
    }

    /** Counts no longer what was charged at a time. */
    void unpost(long amount, long postedAt) {
        count(-amount, postedAt);
    }

    private void count(long amount, long at) {
        limited.add(at, amount);
        trailed.add(at, amount);
    }

    private long windowStart(Counting limit, long now) {
        if (limit.limit().window() instanceof Window.Each each) {
            return ModelAccount.micros(
                    each.periods().periodAt(ModelAccount.instant(now)).start());
        }
        Window.Trailing trailing = (Window.Trailing) limit.limit().window();
        return (Math.floorDiv(now, HOUR) - trailing.length().toHours()) * HOUR;
    }

    private long cap(Counting limit, long now) {
        long index = limit.limit().window() instanceof Window.Each each
                ? each.periods().periodAt(ModelAccount.instant(now)).ordinal() - limit.firstPeriod()
                : 0;
        return limit.limit().cap().at(index).micros();
    }

    private long postedIn(Counting limit, long now) {
        long start = windowStart(limit, now);
        return limit.limit().window() instanceof Window.Each
                ? limited.sum(limit.firstFact(), start) + (start == limit.window() ? limit.before() : 0)
                : trailed.sum(0, start);
    }

    private long heldIn(Counting limit, long now, ModelHold but) {
        long sum = 0;
        long start = windowStart(limit, now);
        for (ModelHold hold : holds) {
            sum += hold != but && hold.reaches(account) && hold.counted >= start ? hold.amount : 0;
        }
        return sum;
    }

    /** Returns why a hold is refused that is raised by some to a whole, null where it is not. */
    String refusal(ModelHold hold, long more, long whole, long now) {
        for (Counting limit : limits) {
            long rest = cap(limit, now) - postedIn(limit, now) - heldIn(limit, now, hold);
            if (limit.limit().isHard() && whole > rest) {
                return "short at " + account.path + " asked " + more + " of " + (rest - whole + more) + " for "
                        + limit.limit();
            }
        }
        return null;
    }

    void describe(StringBuilder line, long now) {
        for (Counting limit : limits) {
            line.append(", ").append(cap(limit, now)).append(' ').append(postedIn(limit, now));
            line.append(' ').append(heldIn(limit, now, null));
        }
    }

    long usedIn(long hour) {
        return used.sumBetween(hour * HOUR, (hour + 1) * HOUR);
    }
}
