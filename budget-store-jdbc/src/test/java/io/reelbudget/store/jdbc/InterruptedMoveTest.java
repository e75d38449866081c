package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Verification;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Hosts with old and new routes work on roots while these move, and movers stop dead before any step, race each other,
 * turn each other back. {@code -Dreelbudget.interruptedMoves=N} does N rounds, {@code -Dreelbudget.seed=S} others.
 */
@DisplayName("Moves that are interrupted before any step, with hosts at work")
@RealPostgres
class InterruptedMoveTest {

    private static final int ROUNDS = Integer.getInteger("reelbudget.interruptedMoves", 40);
    private static final long SEED = Long.getLong("reelbudget.seed", 20261123);
    private static final int MOVERS = 2;
    private static final int HOSTS = 2;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<AccountPath> ACCOUNTS =
            List.of(AccountPath.of("acme"), AccountPath.of("acme/ann"), AccountPath.of("zeta"));
    private static final List<String> ROOTS = List.of("acme", "zeta");

    /** Stands for the end of a mover's process. */
    private static final class Dead extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final TwoShards shards = new TwoShards();
    private final Set<MoveStep> diedBefore = ConcurrentHashMap.newKeySet();
    private final AtomicLong captured = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void leave_each_root_in_one_place_with_all_that_was_acknowledged() throws Exception {
        List<ShardedLedger> hosts = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < HOSTS; i++) {
                hosts.add(shards.open(clock));
            }
            openAccounts(hosts.get(0).blocking());
            List<Future<Long>> work = new ArrayList<>();
            for (int i = 0; i < HOSTS; i++) {
                BlockingLedger calls = hosts.get(i).blocking();
                SplittableRandom random = new SplittableRandom(SEED + i);
                work.add(threads.submit(() -> work(calls, random)));
            }
            Future<Long> looking = threads.submit(() -> look(hosts.get(0)));

            List<Future<Long>> movers = new ArrayList<>();
            for (int i = 0; i < MOVERS; i++) {
                SplittableRandom random = new SplittableRandom(SEED + 100 + i);
                movers.add(threads.submit((Callable<Long>) () -> moveAbout(random)));
            }
            for (Future<Long> mover : movers) {
                assertThat(result(mover)).isEqualTo(ROUNDS);
            }
            ROOTS.forEach(shards.moves()::finish);
            done.set(true);

            assertThat(result(looking)).isPositive();
            for (Future<Long> host : work) {
                assertThat(result(host)).isPositive();
            }
            requireAllThere(hosts.get(1));
        } finally {
            done.set(true);
            threads.shutdown();
            hosts.forEach(ShardedLedger::close);
        }
    }

    private static long result(Future<Long> of) throws Exception {
        try {
            return of.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("seed " + SEED, failed.getCause());
        }
    }

    private static void openAccounts(BlockingLedger calls) {
        for (AccountPath account : ACCOUNTS) {
            calls.open(account, Plan.monthly(usd(1_000_000), ZoneOffset.UTC));
        }
    }

    /** Does jobs, each of which must be answered; some keep their hold. */
    private long work(BlockingLedger calls, SplittableRandom random) {
        long jobs = 0;
        while (!done.get()) {
            AccountPath account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
            Result.Held job = (Result.Held) calls.hold(account, IdempotencyKey.random(), usd(2), HOUR);
            if (random.nextInt(50) == 0) {
                held.incrementAndGet();
            } else {
                calls.capture(job.id(), IdempotencyKey.random(), usd(1));
                captured.incrementAndGet();
            }
            jobs++;
        }
        return jobs;
    }

    /** Lists and verifies all the while: no root is ever missing, or there twice. */
    private long look(ShardedLedger ledger) {
        long looks = 0;
        while (!done.get()) {
            assertThat(ledger.blocking().accounts()).containsExactlyElementsOf(ACCOUNTS);
            if (looks % 20 == 0) {
                Verification found = ledger.blocking().verify();
                assertThat(found.differences()).isEmpty();
                assertThat(found.accounts()).isEqualTo(ACCOUNTS.size());
            }
            looks++;
        }
        return looks;
    }

    private long moveAbout(SplittableRandom random) {
        for (int round = 0; round < ROUNDS; round++) {
            String root = ROOTS.get(random.nextInt(ROOTS.size()));
            MoveStep last = List.copyOf(EnumSet.allOf(MoveStep.class)).get(random.nextInt(MoveStep.values().length));
            ShardMoves mover = shards.moves(step -> {
                if (step == last) {
                    diedBefore.add(step);
                    throw new Dead();
                }
            });
            try {
                switch (random.nextInt(4)) {
                    case 0, 1 -> mover.move(root, shards.other(root));
                    case 2 -> mover.finish(root);
                    default -> mover.turnBack(root);
                }
            } catch (Dead stopped) {
                if (random.nextInt(3) > 0) {
                    recover(random, root);
                }
            } catch (IllegalArgumentException | IllegalStateException | LedgerUnavailableException raced) {
                // Somebody else took it elsewhere, or back, meanwhile.
                assertThat(raced)
                        .hasMessageMatching("(?s).*(was on its way to shard|was turned back by another process"
                                + "|is being moved by other processes).*");
            }
        }
        return ROUNDS;
    }

    private void recover(SplittableRandom random, String root) {
        try {
            if (random.nextBoolean()) {
                shards.moves().finish(root);
            } else {
                shards.moves().turnBack(root);
            }
        } catch (LedgerUnavailableException raced) {
            assertThat(raced).hasMessageContaining("is being moved by other processes");
        }
    }

    private void requireAllThere(ShardedLedger ledger) {
        assertThat(shards.moves().onTheirWay()).isEmpty();
        LedgerSql sql = new LedgerSql(shards.settings.schema());
        for (String root : ROOTS) {
            long here = 0;
            for (Map.Entry<String, DataSource> shard : shards.sources.entrySet()) {
                SharedAccounts.Root row = SharedAccounts.of(shard.getValue(), sql, shards.settings)
                        .get(root);
                boolean isHere = row != null && row.state() == RootState.HERE;
                here += isHere ? 1 : 0;
                assertThat(isHere).isEqualTo(shards.moves().shardOf(root).equals(shard.getKey()));
            }
            assertThat(here).as("seed %s: shards that have %s", SEED, root).isOne();
        }
        Balance acme = ledger.blocking().balance(ACCOUNTS.get(0));
        Balance zeta = ledger.blocking().balance(ACCOUNTS.get(2));
        assertThat(acme.posted().plus(zeta.posted())).isEqualTo(usd(captured.get()));
        assertThat(acme.held().plus(zeta.held())).isEqualTo(usd(2 * held.get()));
        List<OpenHold> open = new ArrayList<>();
        ACCOUNTS.forEach(account -> open.addAll(ledger.blocking().openHolds(account)));
        assertThat(open).hasSize((int) held.get());
        assertThat(ledger.blocking().verify().differences()).isEmpty();
        assertThat(diedBefore).as("seed %s", SEED).hasSizeGreaterThan(MoveStep.values().length / 2);
    }

    private static Amount usd(long amount) {
        return Amount.ofMicros(amount * 1_000, Unit.USD);
    }
}
