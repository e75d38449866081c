package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.AutoTopUp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an account bought by itself, and what of it waits for payment. Guarded by its book's lock. */
final class AutoTopUps {

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** What was asked for and when. */
    record Requested(long amount, long time) {}

    /** What an account has that never bought anything; never changed. */
    static final AutoTopUps NONE = new AutoTopUps();

    private final Map<Long, Requested> pending = new LinkedHashMap<>(1);
    long last = Long.MIN_VALUE;
    long capPeriod = Long.MIN_VALUE;
    long bought;

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
        boolean tooSoon = last != Long.MIN_VALUE && (now - last) / MICROS_PER_SECOND < rule.minimumInterval().toSeconds();
        if (there >= rule.threshold().micros() || tooSoon) {
            return 0;
        }
        return Math.max(0, Math.min(rule.target().micros() - there, rule.cap().micros() - boughtAt(rule, now)));
    }

    /** Returns how much counts against the cap in the period that runs then. */
    long boughtAt(AutoTopUp rule, long now) {
        return capPeriodOf(rule, now) == capPeriod ? bought : 0;
    }

    private static long capPeriodOf(AutoTopUp rule, long now) {
        return rule.capPeriods().periodAt(LedgerTime.instant(now)).ordinal();
    }

    /** Notes that so much was bought or asked for. */
    void count(AutoTopUp rule, long amount, long now) {
        long period = capPeriodOf(rule, now);
        bought = period == capPeriod ? Math.addExact(bought, amount) : amount;
        capPeriod = period;
        last = now;
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

    /** Gives up a request: its amount no longer counts against the cap of the period in which it was made. */
    void cancel(long number, @Nullable AutoTopUp rule) {
        Requested requested = pending.remove(number);
        if (requested != null && rule != null && capPeriodOf(rule, requested.time()) == capPeriod) {
            bought = Math.max(0, bought - requested.amount());
        }
    }
}
