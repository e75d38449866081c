package io.reelbudget.ledger.internal.engine;

import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.internal.machine.BalanceSheet;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.GivenBack;
import io.reelbudget.ledger.internal.machine.Payment;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** One account as its entries alone make it. */
final class AuditedAccount {

    private final Map<Pool, Long> pools = new EnumMap<>(Pool.class);
    private final Map<Long, Long> grants = new HashMap<>();
    private long debt;
    private boolean unlimited;

    /** Returns one that goes on from where a snapshot has it. */
    static AuditedAccount from(BalanceSheet sheet, Map<Long, Long> grants, Plan plan) {
        AuditedAccount account = new AuditedAccount();
        account.pools.put(Pool.OUTSIDE, -sheet.granted());
        account.pools.put(Pool.POSTED, sheet.posted());
        account.pools.put(Pool.HELD, sheet.held());
        account.pools.put(Pool.EXPIRED, sheet.expired());
        account.pools.put(Pool.AVAILABLE, sheet.granted() - sheet.posted() - sheet.held() - sheet.expired());
        account.grants.putAll(grants);
        account.debt = sheet.debt();
        account.follow(plan);
        return account;
    }

    void post(Posting posting) {
        pools.merge(posting.from(), -posting.amount().micros(), Math::addExact);
        pools.merge(posting.to(), posting.amount().micros(), Math::addExact);
    }

    long pool(Pool pool) {
        return pools.getOrDefault(pool, 0L);
    }

    long sumOfPools() {
        return pools.values().stream().mapToLong(Long::longValue).sum();
    }

    void follow(Plan plan) {
        unlimited = plan.isUnlimited();
    }

    void grant(long id, long amount, long repaid) {
        debt = Math.subtractExact(debt, repaid);
        put(id, amount - repaid);
    }

    void repay(long amount) {
        debt = Math.subtractExact(debt, amount);
    }

    /** More than the debt is forgiven where that was spent without bounds. */
    void forgive(Event.DebtForgiven forgiven) {
        debt -= forgiven.paidOff(debt);
    }

    void giveBack(long entry, GivenBack back) {
        repay(back.repaid());
        for (Payment payment : back.restored()) {
            take(payment.grant(), -payment.amount());
        }
        put(entry, back.reissue().amount());
    }

    void pay(Payment payment) {
        if (payment.grant() == GrantUse.OVERDRAFT) {
            debt = unlimited ? debt : Math.addExact(debt, payment.amount());
        } else if (payment.grant() != Payment.FREE) {
            take(payment.grant(), payment.amount());
        }
    }

    void take(long id, long amount) {
        put(id, grants.getOrDefault(id, 0L) - amount);
    }

    private void put(long id, long remaining) {
        if (remaining == 0) {
            grants.remove(id);
        } else {
            grants.put(id, remaining);
        }
    }

    Map<Long, Long> grants() {
        return grants;
    }

    long debt() {
        return debt;
    }

    /** Says in words what of a balance is not as the entries make it, empty where all is. */
    String differenceTo(BalanceSheet sheet) {
        StringBuilder found = new StringBuilder();
        compare(found, "granted", -pool(Pool.OUTSIDE), sheet.granted());
        compare(found, "posted", pool(Pool.POSTED), sheet.posted());
        compare(found, "held", pool(Pool.HELD), sheet.held());
        compare(found, "expired", pool(Pool.EXPIRED), sheet.expired());
        compare(
                found,
                "available",
                pool(Pool.AVAILABLE),
                sheet.granted() - sheet.posted() - sheet.held() - sheet.expired());
        return found.toString();
    }

    private static void compare(StringBuilder found, String what, long byEntries, long shown) {
        if (byEntries != shown) {
            found.append(found.isEmpty() ? "" : ", ")
                    .append(what)
                    .append(" was ")
                    .append(shown)
                    .append(" millionths but ")
                    .append(byEntries)
                    .append(" by the entries");
        }
    }
}
