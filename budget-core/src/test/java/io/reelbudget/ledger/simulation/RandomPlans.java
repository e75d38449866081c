package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.DebtCarry;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Renewal;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.simulation.Swarm.Trait;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random plans with the traits of a swarm. */
final class RandomPlans {

    /** Zones whose offsets, half hours and daylight saving differ. */
    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kolkata"), ZoneId.of("America/New_York"));

    private static final Instant ANCHOR = Instant.parse("2026-01-05T07:30:00Z");

    private final SplittableRandom random;
    private final Swarm swarm;

    RandomPlans(SplittableRandom random, Swarm swarm) {
        this.random = random;
        this.swarm = swarm;
    }

    Plan next() {
        boolean unlimited = swarm.has(Trait.UNLIMITED) && random.nextInt(4) == 0;
        Plan plan = unlimited
                ? Plan.unlimited(Unit.USD, ZoneOffset.UTC)
                : Plan.each(periods(), usd(0)).withAllowance(allowance());
        if (swarm.has(Trait.RENEWALS)) {
            plan = plan.withRenewal(List.of(Renewal.values()).get(random.nextInt(3)));
        }
        if (swarm.has(Trait.ROLLOVER)) {
            plan = plan.withRollover(rollover());
        }
        if (random.nextInt(3) == 0) {
            plan = plan.withOverdraftLimit(usd(random.nextLong(swarm.largest())));
        }
        if (swarm.has(Trait.TERMS)) {
            plan = plan.withTerms(
                    plan.terms().withCarriedDebt(debtCarry()).withReissue(Duration.ofDays(random.nextInt(3) * 10L)));
        }
        for (int i = swarm.has(Trait.LIMITS) ? random.nextInt(3) : 0; i > 0; i--) {
            plan = plan.withLimit(limit());
        }
        return swarm.has(Trait.AUTO_TOP_UP) && !unlimited && random.nextBoolean()
                ? plan.withAutoTopUp(autoTopUp())
                : plan;
    }

    private AmountSchedule allowance() {
        Amount first = usd(random.nextInt(4) == 0 ? 0 : random.nextLong(10 * swarm.largest()));
        return schedule(first);
    }

    private AmountSchedule schedule(Amount first) {
        return switch (swarm.has(Trait.SCHEDULES) ? random.nextInt(3) : 0) {
            case 1 -> AmountSchedule.listed(List.of(first, usd(random.nextLong(swarm.largest())), first.plus(first)));
            case 2 -> AmountSchedule.growing(first, random.nextInt(200) - 100, first.plus(first));
            default -> AmountSchedule.always(first);
        };
    }

    private Periods periods() {
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        return switch (swarm.has(Trait.OTHER_PERIODS) ? random.nextInt(6) : 0) {
            case 1 -> Periods.days(zone);
            case 2 -> Periods.weeks(zone, DayOfWeek.of(1 + random.nextInt(7)));
            case 3 -> Periods.quarters(zone);
            case 4 -> Periods.every(Duration.ofHours(24 + random.nextInt(800)), ANCHOR);
            case 5 -> Periods.until(ANCHOR.plus(Duration.ofDays(200 + random.nextInt(900))));
            default -> new CalendarMonths(zone, 1 + random.nextInt(31));
        };
    }

    /** A limit's window must not end for good. */
    private static Periods recurring(Periods periods) {
        return periods instanceof SinglePeriod ? Periods.years(ZoneOffset.UTC) : periods;
    }

    private Rollover rollover() {
        return switch (random.nextInt(4)) {
            case 0 -> Rollover.none();
            case 1 -> Rollover.all();
            case 2 -> Rollover.upTo(usd(random.nextLong(10 * swarm.largest())));
            default ->
                new Rollover.Carried(
                        Optional.of(usd(random.nextLong(20 * swarm.largest()))),
                        random.nextBoolean() ? 1 + random.nextInt(4) : Rollover.Carried.FOREVER);
        };
    }

    private DebtCarry debtCarry() {
        return switch (random.nextInt(3)) {
            case 0 -> DebtCarry.all();
            case 1 -> DebtCarry.none();
            default -> DebtCarry.upTo(usd(random.nextLong(swarm.largest())));
        };
    }

    private Limit limit() {
        Window window =
                switch (random.nextInt(5)) {
                    case 0 -> Window.trailing(Duration.ofHours(1 + random.nextInt(800)));
                    case 1 -> Window.each(Periods.hours(ZONES.get(random.nextInt(ZONES.size()))));
                    case 2 -> Window.each(Periods.days(ZONES.get(random.nextInt(ZONES.size()))));
                    case 3 -> Window.each(Periods.months(ZoneOffset.UTC));
                    default -> Window.each(recurring(periods()));
                };
        Amount cap = usd(random.nextLong(12 * swarm.largest()));
        boolean each = window instanceof Window.Each;
        return new Limit(
                each ? schedule(cap) : AmountSchedule.always(cap),
                window,
                random.nextInt(4) == 0 ? Limit.Enforcement.SOFT : Limit.Enforcement.HARD);
    }

    private AutoTopUp autoTopUp() {
        long threshold = random.nextLong(3 * swarm.largest());
        return new AutoTopUp(
                usd(threshold),
                usd(threshold + 1 + random.nextLong(5 * swarm.largest())),
                usd(1 + random.nextLong(20 * swarm.largest())),
                Periods.months(ZoneOffset.UTC),
                Duration.ofHours(random.nextInt(3) * 5L),
                List.of(AutoTopUp.Settlement.values()).get(random.nextInt(2)));
    }

    private static Amount usd(long micros) {
        return Amount.ofMicros(micros, Unit.USD);
    }
}
