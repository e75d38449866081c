package io.reelbudget.console.internal.api;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All accounts with what their list shows, kept in memory: a ledger has no index by runway. Rows are read anew when
 * somebody looks, and forecast a few at a time. Thread-safe.
 */
final class Roster {

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /** Below so many accounts, order is worked out for every request; above, at most every two seconds. */
    private static final int SMALL = 5_000;

    private static final Duration ORDER_KEPT = Duration.ofSeconds(2);
    private static final Duration FORECAST_KEPT = Duration.ofMinutes(5);

    /** In what order rows may be wanted. */
    enum Order {
        ACCOUNT(Comparator.comparing(Row::name)),
        STATE(Comparator.comparing(Row::state)),
        AVAILABLE(Comparator.comparingLong(row -> row.balance().available().micros())),
        SPENT(Comparator.comparingLong(row -> row.balance().postedInPeriod().micros())),
        PACE(Comparator.comparingDouble(row -> row.pace().orElse(-1))),
        RUNWAY(Comparator.comparingDouble(Row::runwaySeconds));

        // An enum may be serialised, its comparator never is.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Comparator<Row> comparator;

        Order(Comparator<Row> comparator) {
            this.comparator = comparator.thenComparing(Row::name);
        }

        Comparator<Row> comparator() {
            return comparator;
        }
    }

    private record Sorted(List<Row> rows, long version, long nanos) {}

    private final Reelbudget budgets;
    private final BlockingLedger ledger;
    private final InstantSource clock;
    private final Consumer<Set<AccountPath>> changed;
    private final Map<AccountPath, Row> rows = new ConcurrentHashMap<>();
    private final Map<Order, Sorted> sorted = new EnumMap<>(Order.class);
    private final ArrayDeque<AccountPath> stale = new ArrayDeque<>();
    private final Set<AccountPath> queued = new LinkedHashSet<>();
    private final AtomicLong version = new AtomicLong();

    /** @param changed told of accounts whose rows changed */
    Roster(Reelbudget budgets, InstantSource clock, Consumer<Set<AccountPath>> changed) {
        this.budgets = budgets;
        this.ledger = budgets.ledger().blocking();
        this.clock = clock;
        this.changed = changed;
    }

    /** Reads all accounts, and has those forecast whose money changed. */
    void refresh() {
        Set<AccountPath> news = new LinkedHashSet<>();
        for (AccountPath account : ledger.accounts()) {
            if (read(account)) {
                news.add(account);
            }
        }
        tell(news);
    }

    /** Reads some accounts, as after a write. */
    void refresh(List<AccountPath> accounts) {
        Set<AccountPath> news = new LinkedHashSet<>();
        for (AccountPath account : accounts) {
            read(account);
            news.add(account);
        }
        tell(news);
    }

    private void tell(Set<AccountPath> news) {
        if (!news.isEmpty()) {
            version.incrementAndGet();
            changed.accept(news);
        }
    }

    /** Returns whether the account's money is not what it was. */
    private boolean read(AccountPath account) {
        Balance balance = ledger.balance(account);
        Row before = rows.get(account);
        Instant now = clock.instant();
        boolean isSame = before != null && isSame(before.balance(), balance);
        if (!isSame) {
            boolean unlimited = ledger.read(new Query.PlanOf(account)).isUnlimited();
            rows.put(account, Row.of(balance, unlimited, days(account, now), before == null ? null : before.outlook()));
        }
        Row.Outlook outlook = before == null ? null : before.outlook();
        if (!isSame || outlook == null || outlook.at().plus(FORECAST_KEPT).isBefore(now)) {
            want(account, false);
        }
        return !isSame;
    }

    private static boolean isSame(Balance one, Balance other) {
        return one.granted().equals(other.granted())
                && one.posted().equals(other.posted())
                && one.held().equals(other.held())
                && one.expired().equals(other.expired())
                && one.overdraftLimit().equals(other.overdraftLimit())
                && one.period().equals(other.period());
    }

    private DaySums days(AccountPath account, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        Instant start = end.minus(Row.DAYS, ChronoUnit.DAYS);
        HourlyUsage usage = ledger.usage(account, start, end);
        long[] days = new long[Row.DAYS];
        int skipped = (int) ChronoUnit.HOURS.between(start, usage.start());
        for (int hour = 0; hour < usage.hours(); hour++) {
            int day = (skipped + hour) / 24;
            if (day >= 0 && day < Row.DAYS) {
                days[day] += usage.micros(hour);
            }
        }
        return new DaySums(days);
    }

    /** Has an account forecast soon. */
    private void want(AccountPath account, boolean first) {
        synchronized (stale) {
            if (queued.add(account)) {
                if (first) {
                    stale.addFirst(account);
                } else {
                    stale.addLast(account);
                }
            }
        }
    }

    /** Forecasts accounts that wait for it, until a time is over. */
    void forecast(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Set<AccountPath> news = new LinkedHashSet<>();
        while (System.nanoTime() < end) {
            AccountPath account;
            synchronized (stale) {
                account = stale.pollFirst();
                if (account == null) {
                    break;
                }
                queued.remove(account);
            }
            if (look(account)) {
                news.add(account);
            }
        }
        tell(news);
    }

    private boolean look(AccountPath account) {
        try {
            Row.Outlook outlook = Row.Outlook.of(budgets.runway(account));
            rows.computeIfPresent(account, (same, row) -> row.with(outlook));
            return true;
        } catch (UnknownAccountException | LedgerUnavailableException gone) {
            return false; // it is told where the list itself is read
        } catch (RuntimeException fault) {
            LOG.warn("Account {} could not be forecast for the list; it shows last week's pace.", account, fault);
            return false;
        }
    }

    /** Returns all rows in an order. */
    List<Row> sorted(Order order) {
        synchronized (sorted) {
            Sorted known = sorted.get(order);
            long now = System.nanoTime();
            if (known != null
                    && (known.version() == version.get()
                            || (rows.size() > SMALL && now - known.nanos() < ORDER_KEPT.toNanos()))) {
                return known.rows();
            }
            long sortedAt = version.get();
            Sorted anew = new Sorted(sortedAnew(order, known), sortedAt, now);
            sorted.put(order, anew);
            return anew.rows();
        }
    }

    /** An order that is nearly right already is soon made right. */
    private List<Row> sortedAnew(Order order, @org.jspecify.annotations.Nullable Sorted known) {
        List<Row> all;
        if (known != null && known.rows().size() == rows.size()) {
            all = new ArrayList<>(rows.size());
            for (Row old : known.rows()) {
                Row row = rows.get(old.account());
                all.add(row == null ? old : row);
            }
        } else {
            all = new ArrayList<>(rows.values());
        }
        all.sort(order.comparator());
        return all;
    }

    /** Forecasts rows that are about to be shown, as far as that is soon done; the others come by events. */
    List<Row> forShow(List<Row> some, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        List<Row> shown = new ArrayList<>();
        for (Row row : some) {
            if (row.outlook() == null) {
                if (System.nanoTime() < end && look(row.account())) {
                    version.incrementAndGet();
                } else {
                    want(row.account(), true);
                }
            }
            shown.add(rows.getOrDefault(row.account(), row));
        }
        return shown;
    }

    int size() {
        return rows.size();
    }
}
