package io.reelbudget.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.reelbudget.account.AccountPath;
import io.reelbudget.telemetry.AccountStanding;
import io.reelbudget.telemetry.AccountStanding.Alarm;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * How accounts stand: how many are in trouble and how soon the first runs out; where meters are kept apart by accounts,
 * each of them, too. Only accounts in trouble and those with meters of their own are remembered.
 *
 * <p>This class is thread-safe.
 */
final class AccountMeters {

    private static final double MICROS = 1e6;

    /** A look takes milliseconds; one that took a minute waited behind hooks that hung. */
    private static final Duration[] LAGS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer lags;
    private final Map<AccountPath, AccountStanding> inTrouble = new ConcurrentHashMap<>();
    private final Map<String, AccountStanding> own = new ConcurrentHashMap<>();

    AccountMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        this.lags = Timer.builder(BudgetMeter.LOOK_LAG.meterName())
                .description(BudgetMeter.LOOK_LAG.meaning())
                .serviceLevelObjectives(LAGS)
                .tags(tags)
                .register(registry);
        for (Alarm alarm : Alarm.values()) {
            if (alarm != Alarm.NONE) {
                gauge(
                        BudgetMeter.ACCOUNTS,
                        tags.and("alarm", alarm.name().toLowerCase(Locale.ROOT)),
                        () -> count(alarm));
            }
        }
        gauge(BudgetMeter.SHORTEST_RUNWAY, tags, this::shortestRunway);
    }

    /**
     * Takes note of a look.
     *
     * @param tag by what the account is kept apart, if it is; its own gauges are those of the account of that very name
     */
    void looked(AccountStanding standing, Optional<String> tag) {
        lags.record(standing.lag());
        if (standing.alarm() == Alarm.NONE) {
            inTrouble.remove(standing.account());
        } else {
            inTrouble.put(standing.account(), standing);
        }
        tag.filter(standing.account().toString()::equals).ifPresent(account -> {
            if (own.put(account, standing) == null) {
                Tags mine = tags.and(AccountTags.KEY, account);
                gauge(
                        BudgetMeter.ACCOUNT_AVAILABLE,
                        mine.and("unit", standing.available().unit().toString()),
                        () -> available(account));
                gauge(BudgetMeter.ACCOUNT_RUNWAY, mine, () -> runway(Optional.ofNullable(own.get(account))));
            }
        });
    }

    private double count(Alarm alarm) {
        return inTrouble.values().stream()
                .filter(standing -> standing.alarm() == alarm)
                .count();
    }

    private double shortestRunway() {
        return inTrouble.values().stream()
                .map(Optional::of)
                .mapToDouble(AccountMeters::runway)
                .filter(seconds -> !Double.isNaN(seconds))
                .min()
                .orElse(Double.NaN);
    }

    private double available(String account) {
        AccountStanding standing = own.get(account);
        return standing == null ? Double.NaN : standing.available().micros() / MICROS;
    }

    /** Returns seconds; not a number while an account is more likely than not to last until its renewal. */
    private static double runway(Optional<AccountStanding> standing) {
        return standing.flatMap(AccountStanding::runway)
                .map(runway -> (double) runway.toSeconds())
                .orElse(Double.NaN);
    }

    private void gauge(BudgetMeter meter, Tags all, DoubleSupplier now) {
        Gauges.register(registry, meter, all, now);
    }
}
