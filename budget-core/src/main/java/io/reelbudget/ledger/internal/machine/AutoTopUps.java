package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AutoTopUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an account bought by itself, and what of it waits for payment. Guarded by its book's lock. */
final class AutoTopUps {

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Purchases of so long are kept whatever the cap's periods, which may become longer ones: 366 days. */
    private static final long KEPT = 366L * 24 * 3_600 * MICROS_PER_SECOND;

    private static final int MOST = 1_000;

    /** What was asked for and when. */
    record Requested(long amount, long time) {}

    /** What an account has that never bought anything; never changed. */
    static final AutoTopUps NONE = new AutoTopUps();

    private final Map<Long, Requested> pending = new LinkedHashMap<>(1);
    /** What was bought or asked for, the oldest first: as far back as a cap may count it. */
    private final List<Requested> bought = new ArrayList<>(1);

    long last = Long.MIN_VALUE;

    List<Requested> bought() {
        return bought;
    }

    Map<Long, Requested> pending() {
        return pending;
    }

    long pendingAmount() {
        long sum = 0;
        for (Requested requested : pending.values()) {
            sum = Math.addExact(sum, requested.amount());
        }
        return sum;
    }

    /** Says how much is to be bought now, zero for nothing. */
    long due(AutoTopUp rule, long available, long now) {
        long there = Math.addExact(available, pendingAmount());
        boolean tooSoon = last != Long.MIN_VALUE
                && (now - last) / MICROS_PER_SECOND < rule.minimumInterval().toSeconds();
        if (there >= rule.threshold().micros() || tooSoon) {
            return 0;
        }
        return Math.max(0, Math.min(rule.target().micros() - there, rule.cap().micros() - boughtAt(rule, now)));
    }

    /** Returns how much counts against the cap in the period that runs then. */
    long boughtAt(AutoTopUp rule, long now) {
        long start = LedgerTime.micros(
                rule.capPeriods().periodAt(LedgerTime.instant(now)).start());
        long sum = 0;
        for (Requested one : bought) {
            sum = Math.addExact(sum, one.time() >= start ? one.amount() : 0);
        }
        return sum;
    }

    /** Notes that so much was bought or asked for. */
    void count(AutoTopUp rule, long amount, long now) {
        long start = LedgerTime.micros(
                rule.capPeriods().periodAt(LedgerTime.instant(now)).start());
        long kept = Math.min(start, now - KEPT);
        bought.removeIf(one -> one.time() < kept);
        keep(amount, now);
        last = now;
    }

    /** Adds to what was bought; beyond {@value #MOST} the oldest two count as one, at the later's time. */
    void keep(long amount, long time) {
        if (amount > 0) {
            bought.add(new Requested(amount, time));
        }
        if (bought.size() > MOST) {
            Requested oldest = bought.remove(0);
            Requested next = bought.get(0);
            bought.set(0, new Requested(Math.addExact(oldest.amount(), next.amount()), next.time()));
        }
    }

    void request(long number, long amount, long now) {
        pending.put(number, new Requested(amount, now));
    }

    @Nullable
    Requested find(long number) {
        return pending.get(number);
    }

    void end(long number) {
        pending.remove(number);
    }

    /** Gives up a request: its amount no longer counts against a cap. */
    void cancel(long number) {
        Requested requested = pending.remove(number);
        if (requested == null) {
            return;
        }
        for (int i = 0; i < bought.size(); i++) {
            Requested one = bought.get(i);
            if (one.time() >= requested.time()) {
                long left = Math.max(0, one.amount() - requested.amount());
                bought.set(i, new Requested(left, one.time()));
                return;
            }
        }
    }
}
