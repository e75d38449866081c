package io.reelbudget.policy;

import static io.reelbudget.policy.Shop.ACME;
import static io.reelbudget.policy.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.sales.Purchase.Phase;
import io.reelbudget.policy.sales.Quote;
import io.reelbudget.policy.sales.TestPaymentGateway.Payers;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PurchaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A cashier whose process dies")
class CashierCrashTest {

    @TempDir
    Path temporary;

    /** One more moment each time, until it lives to the end; the journal is opened anew after each death. */
    @Test
    void between_any_two_steps_takes_the_money_once_and_grants_once() {
        for (int moment = 0; ; moment++) {
            SettableClock clock = new SettableClock();
            Path directory = temporary.resolve("moment-" + moment);
            Ledger first = Ledger.openJournal(directory, clock);
            first.blocking().open(ACME, Plan.prepaid(Unit.USD, ZoneOffset.UTC));
            try (Shop shop = new Shop(clock, first)) {
                Quote quote = shop.quote("10");
                shop.restart(new DyingProcess(moment));
                boolean died = dies(() -> shop.cashier.buy(quote.id())) || shop.process.isDead();
                shop.ledger.close();
                shop.ledger = Ledger.openJournal(directory, clock);
                shop.restart(DyingProcess.immortal());
                shop.cashier.work(ACME);

                // Only at the very first moment nothing was recorded: the quote is still to be used.
                if (shop.cashier.find(quote.id()).isEmpty()) {
                    assertThat(moment).isZero();
                    shop.cashier.buy(quote.id());
                }
                Purchase purchase = shop.cashier.find(quote.id()).orElseThrow();
                assertThat(purchase.phase()).as("died at moment %s", moment).isEqualTo(Phase.COMPLETED);
                assertThat(shop.grantsOf(purchase)).hasSize(1);
                assertThat(shop.granted()).isEqualTo(usd("10"));
                assertThat(shop.gateway.taken(Unit.USD)).isEqualTo(usd("9.50"));
                if (!died) {
                    assertThat(moment).isGreaterThan(10);
                    return;
                }
            }
        }
    }

    @Test
    void for_longer_than_keys_are_remembered_grants_once() {
        try (Shop shop = new Shop()) {
            Quote quote = shop.quote("10");
            int grant = momentsOf(shop, quote);
            shop.pass(Duration.ofDays(60));
            shop.restart(DyingProcess.immortal());

            shop.cashier.work(ACME);

            assertThat(shop.now(shop.cashier.find(quote.id()).orElseThrow()).phase())
                    .isEqualTo(Phase.COMPLETED);
            assertThat(shop.granted()).as("died after moment %s", grant).isEqualTo(usd("10"));
        }
    }

    /** Dies just after the grant, before that is noted: the grant is the last deed but one. */
    private static int momentsOf(Shop shop, Quote quote) {
        for (int moment = 0; ; moment++) {
            shop.restart(new DyingProcess(moment));
            dies(() -> shop.cashier.buy(quote.id()));
            dies(() -> shop.cashier.work(ACME));
            if (shop.granted().equals(usd("10"))) {
                return moment;
            }
            shop.pass(Duration.ofSeconds(1));
        }
    }

    private static boolean dies(Runnable deed) {
        try {
            deed.run();
            return false;
        } catch (DyingProcess.Death death) {
            return true;
        }
    }

    /** At most one grant a purchase, and the price of what was granted is what was taken and not given back. */
    @Test
    void amid_callbacks_deadlines_and_duplicates_in_any_order_keeps_money_and_grants_equal() {
        Map<Phase, Integer> ends = new EnumMap<>(Phase.class);
        int deaths = 0;
        for (long seed = 1; seed <= 60; seed++) {
            RandomTrade trade = new RandomTrade(seed);
            trade.run();
            trade.ends.forEach((phase, count) -> ends.merge(phase, count, Integer::sum));
            deaths += trade.deaths;
        }

        // A test of nothing would pass, too.
        assertThat(ends.keySet()).contains(Phase.COMPLETED, Phase.DECLINED, Phase.VOIDED);
        assertThat(ends.get(Phase.COMPLETED)).isGreaterThan(60);
        assertThat(deaths).isGreaterThan(60);
    }

    /** A gateway that fails before or after what it does, callbacks in any order, and a process that dies at times. */
    private static final class RandomTrade {

        private final SplittableRandom random;
        private final String seed;
        private final List<Map.Entry<PurchaseId, PaymentReport>> callbacks = new ArrayList<>();
        private final Set<PurchaseId> quotes = new HashSet<>();
        private final Map<Phase, Integer> ends = new EnumMap<>(Phase.class);
        private int deaths;

        RandomTrade(long seed) {
            this.random = new SplittableRandom(seed);
            this.seed = "seed " + seed;
        }

        void run() {
            try (Shop shop = new Shop()) {
                shop.restart(new DyingProcess(random.nextInt(2, 40)));
                for (int step = 0; step < 60; step++) {
                    if (dies(() -> step(shop)) || shop.process.isDead()) {
                        deaths++;
                        shop.restart(new DyingProcess(random.nextInt(2, 40)));
                    }
                    shop.gateway.payments().forEach((id, report) -> callbacks.add(Map.entry(id, report)));
                }
                shop.restart(DyingProcess.immortal());
                for (int round = 0; round < 30 && shop.cashier.work(ACME); round++) {
                    shop.pass(Duration.ofHours(2));
                }
                check(shop);
            }
        }

        private void step(Shop shop) {
            switch (random.nextInt(8)) {
                case 0, 1 -> buy(shop);
                case 2, 3 -> callback(shop);
                case 4 -> decide(shop);
                case 5 -> shop.pass(Duration.ofSeconds(random.nextInt(1, 1_500)));
                case 6 -> shop.cashier.work(ACME);
                default -> any(new ArrayList<>(quotes)).ifPresent(id -> shop.cashier.giveUp(id, "ann"));
            }
        }

        private void buy(Shop shop) {
            shop.gateway.setPayers(List.of(Payers.values()).get(random.nextInt(3)));
            Quote quote = shop.quote(String.valueOf(random.nextInt(1, 50)));
            quotes.add(quote.id());
            shop.cashier.buy(
                    random.nextInt(4) == 0 ? any(new ArrayList<>(quotes)).orElseThrow() : quote.id());
        }

        private void callback(Shop shop) {
            any(callbacks).ifPresent(each -> shop.cashier.confirm(each.getKey(), each.getValue()));
        }

        private void decide(Shop shop) {
            any(new ArrayList<>(shop.gateway.payments().keySet())).ifPresent(id -> {
                if (random.nextBoolean()) {
                    shop.gateway.agree(id);
                } else {
                    shop.gateway.decline(id);
                }
            });
        }

        private <T> Optional<T> any(List<T> list) {
            return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
        }

        private void check(Shop shop) {
            assertThat(shop.cashier.open(ACME)).as(seed).isEmpty();
            Amount sold = Amount.zero(Unit.USD);
            for (PurchaseId id : quotes) {
                Purchase purchase = shop.cashier.find(id).orElse(null);
                if (purchase == null) {
                    continue; // it was never bought by
                }
                ends.merge(purchase.phase(), 1, Integer::sum);
                boolean isCompleted = purchase.phase() == Phase.COMPLETED;
                assertThat(shop.grantsOf(purchase)).as("%s, %s", seed, purchase).hasSize(isCompleted ? 1 : 0);
                sold = isCompleted ? sold.plus(purchase.quote().price()) : sold;
            }
            assertThat(shop.gateway.taken(Unit.USD)).as(seed).isEqualTo(sold);
            assertThat(Shop.price(shop.granted())).as(seed).isEqualTo(sold);
        }
    }
}
