package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What must hold whatever the model says, seen through the ledger's own queries. */
final class Invariants {

    private static final int PAGE = 37;
    private static final int SAMPLES = 12;

    /** What each root's entries were when they were seen first. */
    private final Map<String, Map<Long, Entry>> entries = new HashMap<>();

    /** Balances that were read while nothing was under way. */
    private final List<Balance> balances = new ArrayList<>();

    /** No hold takes what is available below the floor. */
    void requireWithinFloor(Command<?> command, Result result, Plan plan) {
        if (!plan.isUnlimited() && command instanceof Command.PlaceHold place && result instanceof Result.Held held) {
            long floor = place.overdraft()
                    .map(amount -> amount.micros())
                    .orElse(held.balance().overdraftLimit().micros());
            assertThat(held.balance().available().micros())
                    .as("available after " + place)
                    .isGreaterThanOrEqualTo(-floor);
        }
    }

    void requireSound(Balance balance, List<Grant> live, Plan plan) {
        assertThat(List.of(
                        balance.posted().isNegative(),
                        balance.held().isNegative(),
                        balance.expired().isNegative()))
                .as("negative in %s", balance)
                .containsOnly(false);
        long left = live.stream().mapToLong(grant -> grant.remaining().micros()).sum();
        long free = left
                - balance.overdraft().micros()
                - balance.available().plus(balance.held()).micros();
        assertThat(plan.isUnlimited() ? Math.min(0, free) : free)
                .as("spent without grants or debt by %s", balance)
                .isZero();
    }

    void remember(Balance balance) {
        balances.add(balance);
    }

    /** What holds hold is what they and those below hold; entries are dense, unchanged and make the balances. */
    void requireBooksInOrder(BlockingLedger calls) {
        Map<String, Map<Long, Entry>> byRoot = new TreeMap<>();
        Map<AccountPath, Long> held = new HashMap<>();
        for (AccountPath path : calls.accounts()) {
            for (Entry entry : statement(calls, path)) {
                byRoot.computeIfAbsent(path.root().toString(), root -> new TreeMap<>())
                        .put(entry.sequence(), entry);
            }
            for (OpenHold hold : calls.openHolds(path)) {
                path.levels().forEach(level -> held.merge(level, hold.amount().micros(), Long::sum));
            }
        }
        for (AccountPath path : calls.accounts()) {
            assertThat(calls.balance(path).held().micros())
                    .as("held on " + path)
                    .isEqualTo(held.getOrDefault(path, 0L));
        }
        byRoot.forEach(this::requireUnchanged);
        requirePostingsMakeBalances(calls, byRoot);
    }

    private static List<Entry> statement(BlockingLedger calls, AccountPath path) {
        List<Entry> all = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = calls.read(new Query.StatementOf(path, before, PAGE));
            all.addAll(page.entries());
            before = page.next();
        } while (before.isPresent());
        return all;
    }

    private void requireUnchanged(String root, Map<Long, Entry> now) {
        Map<Long, Entry> before = entries.computeIfAbsent(root, some -> new HashMap<>());
        long expected = 1;
        Instant time = Instant.EPOCH;
        for (Entry entry : now.values()) {
            assertThat(entry.sequence()).as("next entry of %s", root).isEqualTo(expected);
            assertThat(entry.time())
                    .as("time of entry %s of %s", expected, root)
                    .isAfterOrEqualTo(time);
            Entry first = before.putIfAbsent(expected, entry);
            assertThat(entry).as("entry %s of %s", expected, root).isEqualTo(first == null ? entry : first);
            expected++;
            time = entry.time();
        }
        assertThat(before.size()).as("entries of " + root + " seen before").isLessThan((int) expected);
    }

    private static void requirePostingsMakeBalances(BlockingLedger calls, Map<String, Map<Long, Entry>> byRoot) {
        Map<AccountPath, Map<Pool, Long>> pools = new HashMap<>();
        byRoot.values().forEach(entries -> entries.values()
                .forEach(entry -> entry.postings().forEach(posting -> {
                    move(pools, posting, posting.from(), -posting.amount().micros());
                    move(pools, posting, posting.to(), posting.amount().micros());
                })));
        for (AccountPath path : calls.accounts()) {
            Balance balance = calls.balance(path);
            Map<Pool, Long> sums = pools.getOrDefault(path, Map.of());
            assertThat(List.of(
                            sums.getOrDefault(Pool.AVAILABLE, 0L),
                            sums.getOrDefault(Pool.HELD, 0L),
                            sums.getOrDefault(Pool.POSTED, 0L),
                            sums.getOrDefault(Pool.EXPIRED, 0L),
                            -sums.getOrDefault(Pool.OUTSIDE, 0L)))
                    .as("what the postings of " + path + " make")
                    .containsExactly(
                            balance.available().micros(),
                            balance.held().micros(),
                            balance.posted().micros(),
                            balance.expired().micros(),
                            balance.granted().micros());
        }
    }

    private static void move(Map<AccountPath, Map<Pool, Long>> pools, Posting posting, Pool pool, long amount) {
        pools.computeIfAbsent(posting.account(), account -> new EnumMap<>(Pool.class))
                .merge(pool, amount, Long::sum);
    }

    /** What was read at an instant is what is said of that instant later. */
    void requireSamePast(BlockingLedger calls) {
        for (int i = 0; i < balances.size(); i += 1 + balances.size() / SAMPLES) {
            Balance then = balances.get(i);
            assertThat(calls.read(new Query.BalanceAsOf(then.account(), then.asOf())))
                    .isEqualTo(then);
        }
    }

    static void requireUsage(BlockingLedger calls, ModelLedger model, Instant now) {
        Instant from = now.minus(Duration.ofDays(399));
        for (AccountPath path : calls.accounts()) {
            HourlyUsage usage = calls.usage(path, from, now.plus(Duration.ofHours(1)));
            long first = usage.start().getEpochSecond() / 3_600;
            for (int i = 0; i < usage.hours(); i++) {
                long micros = usage.micros(i);
                if (micros != 0 || i % 100 == 0) {
                    assertThat(micros)
                            .as("usage of %s in hour %s", path, i)
                            .isEqualTo(model.account(path).usedIn(first + i));
                }
            }
        }
    }
}
