package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.CalendarMonths;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.GrantKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An account as simply as it can be written, for plans in UTC. */
final class ModelAccount {

    static final class ModelGrant {
        final GrantKind kind;
        final Instant expiry;
        long left;

        ModelGrant(GrantKind kind, Instant expiry, long left) {
            this.kind = kind;
            this.expiry = expiry;
            this.left = left;
        }
    }

    final AccountPath path;
    final Plan plan;
    final List<ModelGrant> grants = new ArrayList<>();
    long granted;
    long posted;
    long held;
    long expired;
    long debt;
    long grantedInPeriod;
    long postedInPeriod;
    private Instant periodEnd;

    ModelAccount(AccountPath path, Plan plan, Instant now) {
        this.path = path;
        this.plan = plan;
        this.periodEnd = endOfPeriod(now);
        grantAllowance(now);
    }

    long available() {
        return granted - posted - held - expired;
    }

    long holdable() {
        return available() + plan.terms().overdraftLimit().orElseThrow().micros();
    }

    void bringUpTo(Instant now) {
        while (true) {
            Optional<ModelGrant> expiring = grants.stream().min(Comparator.comparing(grant -> grant.expiry));
            boolean grantExpires = expiring.isPresent()
                    && !expiring.get().expiry.isAfter(now)
                    && !expiring.get().expiry.isAfter(periodEnd);
            if (grantExpires) {
                expired += expiring.get().left;
                grants.remove(expiring.get());
            } else if (!periodEnd.isAfter(now)) {
                Instant start = periodEnd;
                periodEnd = endOfPeriod(start);
                grantedInPeriod = 0;
                postedInPeriod = 0;
                grantAllowance(start);
            } else {
                return;
            }
        }
    }

    private void grantAllowance(Instant ignored) {
        if (plan.allowance().at(0).micros() > 0) {
            grant(plan.allowance().at(0).micros(), GrantKind.ALLOWANCE, periodEnd);
        }
    }

    void grant(long amount, GrantKind kind, Instant expiry) {
        granted += amount;
        grantedInPeriod += amount;
        long repaid = Math.min(debt, amount);
        debt -= repaid;
        if (amount > repaid) {
            grants.add(new ModelGrant(kind, expiry, amount - repaid));
        }
    }

    /** Posts an amount and says who paid. */
    String post(long amount) {
        posted += amount;
        postedInPeriod += amount;
        List<String> paid = new ArrayList<>();
        long rest = amount;
        for (ModelGrant grant : inBurnDownOrder()) {
            long part = Math.min(rest, grant.left);
            if (part > 0) {
                grant.left -= part;
                rest -= part;
                paid.add(grant.kind.name().toLowerCase(Locale.ROOT) + " " + part);
            }
        }
        grants.removeIf(grant -> grant.left == 0);
        if (rest > 0) {
            debt += rest;
            paid.add("overdraft " + rest);
        }
        return paid.toString();
    }

    List<ModelGrant> inBurnDownOrder() {
        List<ModelGrant> sorted = new ArrayList<>(grants);
        // Stable: grants alike in both stay in the order in which they came.
        sorted.sort(Comparator.comparing((ModelGrant grant) -> grant.expiry)
                .thenComparing(grant -> grant.kind == GrantKind.PAID));
        return sorted;
    }

    private Instant endOfPeriod(Instant now) {
        LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate edge = edgeIn(day);
        LocalDate end = edge.isAfter(day) ? edge : edgeIn(day.withDayOfMonth(1).plusMonths(1));
        return end.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private LocalDate edgeIn(LocalDate month) {
        return month.withDayOfMonth(Math.min(((CalendarMonths) plan.periods()).anchorDay(), month.lengthOfMonth()));
    }

    String describe() {
        StringBuilder lines = new StringBuilder(path + ": granted " + granted + " posted " + posted + " held " + held
                + " expired " + expired + " in period " + grantedInPeriod + "/" + postedInPeriod + " grants");
        inBurnDownOrder()
                .forEach(grant ->
                        lines.append(' ').append(grant.kind).append(' ').append(grant.left));
        return lines.toString();
    }
}
