package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An account's balance and all its entries, the newest first.
 *
 * @param balance what it has
 * @param entries all that ever happened to it
 */
record Books(Balance balance, List<Entry> entries) {

    private static final int PAGE = 1_000;

    static Books of(BlockingLedger ledger, AccountPath account) {
        List<Entry> entries = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        Statement page;
        do {
            page = ledger.read(new Query.StatementOf(account, next, PAGE));
            entries.addAll(page.entries());
            next = page.next();
        } while (next.isPresent());
        return new Books(ledger.balance(account), List.copyOf(entries));
    }

    /** Returns what each kind of grant paid of the captures since an instant. */
    Map<String, String> paidBySince(Instant since) {
        Map<String, Amount> sums = new TreeMap<>();
        for (Entry entry : entries) {
            for (GrantUse use : entry.time().isBefore(since) ? List.<GrantUse>of() : entry.paidBy()) {
                sums.merge(use.kind(), use.amount(), Amount::plus);
            }
        }
        return sums.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, sum -> sum.getValue().toDecimalString(), (one, two) -> one, TreeMap::new));
    }

    /** Returns whether the entries alone give the balance, and all pools together nothing. */
    boolean addUp() {
        Map<Pool, Long> pools = new EnumMap<>(Pool.class);
        for (Entry entry : entries) {
            for (Posting posting : entry.postings()) {
                if (posting.account().equals(balance.account())) {
                    pools.merge(posting.from(), -posting.amount().micros(), Math::addExact);
                    pools.merge(posting.to(), posting.amount().micros(), Math::addExact);
                }
            }
        }
        long sum = pools.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        return sum == 0
                && of(pools, Pool.OUTSIDE) == -balance.granted().micros()
                && of(pools, Pool.AVAILABLE) == balance.available().micros()
                && of(pools, Pool.HELD) == balance.held().micros()
                && of(pools, Pool.POSTED) == balance.posted().micros()
                && of(pools, Pool.EXPIRED) == balance.expired().micros();
    }

    /** Returns whether other books say the same; the instant at which they were read may differ. */
    boolean sayTheSameAs(Books other) {
        return entries.equals(other.entries)
                && balance.granted().equals(other.balance.granted())
                && balance.posted().equals(other.balance.posted())
                && balance.held().equals(other.balance.held())
                && balance.expired().equals(other.balance.expired());
    }

    private static long of(Map<Pool, Long> pools, Pool pool) {
        return pools.getOrDefault(pool, 0L);
    }
}
