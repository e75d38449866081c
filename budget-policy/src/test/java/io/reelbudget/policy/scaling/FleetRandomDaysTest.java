package io.reelbudget.policy.scaling;

import static io.reelbudget.policy.scaling.FleetWorld.ACCOUNT;
import static io.reelbudget.policy.scaling.FleetWorld.OWNER;
import static io.reelbudget.policy.scaling.FleetWorld.request;
import static io.reelbudget.policy.scaling.FleetWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.scaling.InstanceReport.Event;
import io.reelbudget.policy.scaling.InstanceReport.Outcome;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thirty days of a platform that refuses, loses answers and instances, lets jobs finish, forgets its keys and tells
 * late, while the desk's process is killed, terms change, caps come and go and the money gets short; beside it the bill
 * that the platform would write.
 */
@DisplayName("Whatever happens in thirty days")
class FleetRandomDaysTest {

    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofMinutes(75);
    private static final List<String> PRICES = List.of("1.20", "0.90", "2.40");

    /** What the platform knows of an instance: what it costs, and from when to when. */
    private static final class Bill {
        final InstancePrice price;
        final Instant from;
        Optional<Instant> to = Optional.empty();

        Bill(InstancePrice price, Instant from) {
            this.price = price;
            this.from = from;
        }

        Amount cost(Instant now) {
            Instant end = to.orElse(now);
            return price.cost(Duration.between(from, end.isBefore(from) ? from : end));
        }
    }

    private final FleetWorld world = new FleetWorld("100000");
    private final Map<String, Bill> bills = new HashMap<>();

    /** When a request was first held for: an instance is billed from then on, also where its start took repetitions. */
    private final Map<IdempotencyKey, Instant> ordered = new HashMap<>();

    private final Map<IdempotencyKey, InstancePrice> prices = new HashMap<>();
    private int priced;

    /** Which instance of which request each is. */
    private final Map<String, String> slots = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = 20_261_123)
    void posted_is_the_platforms_bill_and_held_is_within_the_caps(long seed) {
        Random random = new Random(seed);
        Instant end = world.now.plus(Duration.ofDays(30));
        Provisioner watched = new Watched();
        FleetDesk desk = world.desk(world.ledger, watched);
        for (int step = 0; world.now.isBefore(end); step++) {
            world.now = world.now.plusSeconds(60 + random.nextInt((int) MOST_BETWEEN_LOOKS.toSeconds() - 60));
            trouble(random);
            if (random.nextInt(40) == 0) {
                priced = random.nextInt(PRICES.size());
            }
            Optional<Amount> cap = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(usd("12"));
            world.terms = Optional.of(terms(cap));
            boolean dies = random.nextInt(20) == 0;
            FleetDesk acting = dies ? world.desk(new DyingLedger(world.ledger, random.nextInt(6)), watched) : desk;
            Amount before = world.held();
            try {
                act(acting, random, step);
            } catch (IllegalStateException | LedgerUnavailableException failed) {
                assertThat(failed.getMessage())
                        .isIn(
                                "The connection broke.",
                                "InstanceLimitExceeded",
                                "The list was away.",
                                "The connection broke before.",
                                "The process was killed.");
            }
            desk = dies ? world.desk(world.ledger, watched) : desk;
            desk.look(ACCOUNT, OptionalInt.empty());
            assertWithinCap(cap, before, seed, step);
            if (random.nextInt(100) == 0) {
                world.platform.receipts.clear();
            }
        }
        settle(desk, seed);
    }

    private FleetTerms terms(Optional<Amount> cap) {
        FleetTerms open = FleetTerms.of(List.of(Fleets.offer("node-" + priced, 2, 1, PRICES.get(priced), 60, 8)), 6);
        return cap.map(open::cappedAt).orElse(open);
    }

    private void trouble(Random random) {
        FakePlatform platform = world.platform;
        platform.answersGetLost = random.nextInt(12) == 0;
        platform.cannotList = random.nextInt(12) == 0;
        platform.cannotStop = random.nextInt(12) == 0;
        platform.isBusy = random.nextInt(12) == 0;
        platform.drains = random.nextInt(3) == 0;
        platform.quota = random.nextInt(4) == 0 ? random.nextInt(4) : 6;
    }

    private void act(FleetDesk desk, Random random, int step) {
        switch (random.nextInt(8)) {
            case 0, 1 -> order(desk, random, step);
            case 2 ->
                desk.giveBack(
                        new InstanceRequest(ACCOUNT, 1, IdempotencyKey.named("back " + step), "A test gives back."));
            case 3 ->
                any(random).ifPresent(id -> {
                    vanish(id);
                    if (desk.report(new InstanceReport(ACCOUNT, id, Event.LOST, world.now)) == Outcome.COUNTED) {
                        bills.get(id).to = Optional.of(world.now);
                    }
                });
            case 4 -> any(random).ifPresent(this::vanish);
            case 5 -> world.platform.finishDraining();
            default -> desk.look(ACCOUNT, OptionalInt.of(random.nextInt(5)));
        }
    }

    private void order(FleetDesk desk, Random random, int step) {
        String name = "order " + (random.nextInt(3) == 0 ? random.nextInt(step + 1) : step);
        IdempotencyKey key = IdempotencyKey.named(name);
        if (random.nextInt(10) == 0) {
            world.platform.refused.add(key);
        }
        InstanceRequest request = request(name, 1 + random.nextInt(3), Duration.ofMinutes(10 + random.nextInt(300)));
        if (!ordered.containsKey(key)) {
            ordered.put(key, world.now);
            prices.put(
                    key,
                    Fleets.offer("node-" + priced, 2, 1, PRICES.get(priced), 60, 8)
                            .price());
            desk.provision(request);
        }
    }

    private Optional<String> any(Random random) {
        List<String> alive = new ArrayList<>(world.platform.alive.keySet());
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(random.nextInt(alive.size())));
    }

    private void vanish(String id) {
        world.platform.alive.remove(id);
        world.platform.draining.remove(id);
    }

    private void assertWithinCap(Optional<Amount> cap, Amount before, long seed, int step) {
        Amount held = world.ledger.blocking().balance(OWNER).held();
        cap.ifPresent(most -> assertThat(held.isGreaterThan(most.max(before)))
                .as("seed %d, step %d: held %s, before %s, of %s", seed, step, held, before, most)
                .isFalse());
    }

    /** The last looks, on a platform that is well again. */
    private void settle(FleetDesk desk, long seed) {
        FakePlatform platform = world.platform;
        platform.answersGetLost = platform.cannotList = platform.cannotStop = platform.isBusy = platform.drains = false;
        world.platform.finishDraining();
        for (int look = 0; look < 5; look++) {
            world.now = world.now.plus(Duration.ofMinutes(10));
            desk.look(ACCOUNT, OptionalInt.empty());
        }
        assertThat(desk.fleet(ACCOUNT))
                .as("seed %d", seed)
                .extracting(FleetSlot::name)
                .containsExactlyInAnyOrderElementsOf(platform.alive.keySet());
        platform.alive.clear();
        desk.look(ACCOUNT, OptionalInt.empty());
        assertThat(world.held().isZero()).as("seed %d", seed).isTrue();
        Map<String, Amount> owed = new HashMap<>();
        bills.forEach((id, bill) -> owed.put(id, bill.cost(world.now)));
        assertThat(posted()).as("seed %d", seed).isEqualTo(owed);
        assertThat(bills).as("seed %d", seed).hasSizeGreaterThan(100);
        assertThat(world.ledger.blocking().verify().differences()).isEmpty();
        world.close();
    }

    /** What was posted for each instance, as the statement says by the labels of its holds. */
    private Map<String, Amount> posted() {
        Map<String, String> names = new HashMap<>();
        slots.forEach((id, slot) -> names.put(slot, id));
        Map<String, Amount> posted = new HashMap<>();
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = world.ledger.blocking().read(new Query.StatementOf(ACCOUNT, before, 10_000));
            for (Entry entry : page.entries()) {
                Map<String, String> labels = entry.labels().values();
                String id = names.getOrDefault(
                        labels.get(FleetSlot.LABEL_REQUEST) + "/" + labels.get(FleetSlot.LABEL_NUMBER), "nobody");
                entry.postings().stream()
                        .filter(posting -> posting.account().equals(ACCOUNT) && posting.to() == Pool.POSTED)
                        .forEach(posting -> posted.merge(id, posting.amount(), Amount::plus));
            }
            before = page.next();
        } while (before.isPresent());
        return posted;
    }

    /** Sees what the platform tells the desk: an instance ends for the bill when the desk could first know it. */
    private final class Watched implements Provisioner {

        @Override
        public InstanceReceipt provision(InstanceRequest request) {
            try {
                return world.platform.provision(request);
            } finally {
                List<String> ids = world.platform
                        .receipts
                        .getOrDefault(request.key(), new InstanceReceipt(0, ""))
                        .ids();
                for (int number = 0; number < ids.size(); number++) {
                    slots.putIfAbsent(ids.get(number), request.key() + "/" + number);
                }
                world.platform.alive.forEach((id, key) -> bills.computeIfAbsent(
                        id,
                        each -> new Bill(
                                prices.getOrDefault(key, FleetWorld.OFFER.price()),
                                ordered.getOrDefault(key, world.now))));
            }
        }

        @Override
        public InstanceReceipt giveBack(InstanceRequest request) {
            return world.platform.giveBack(request);
        }

        @Override
        public Optional<List<RunningInstance>> running(AccountPath account) {
            Optional<List<RunningInstance>> listed = world.platform.running(account);
            Set<String> alive = new HashSet<>();
            listed.orElseThrow().forEach(each -> alive.add(each.id()));
            bills.forEach((id, bill) -> {
                if (!alive.contains(id) && bill.to.isEmpty()) {
                    bill.to = Optional.of(world.now);
                }
            });
            return listed;
        }

        @Override
        public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
            return world.platform.stop(account, ids, key, reason);
        }
    }
}
