package io.reelbudget.forecast;

import io.reelbudget.runway.AutoTopUp;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.FundsChange;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.RunwayTerm;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** What a forecast is made of, part by part, in words that people are shown. */
final class RunwayTerms {

    private static final double MICROS = 1e6;

    /** More than so many are not looked at one by one; they are the least likely. */
    private static final int MOST_TOP_UPS = 1_000;

    private final RunwayQuestion question;
    private final SpendOutlook outlook;
    private final double hours;

    private RunwayTerms(RunwayQuestion question, SpendOutlook outlook, double hours) {
        this.question = question;
        this.outlook = outlook;
        this.hours = hours;
    }

    /** Returns the parts until so many hours from now; those of funding only where there is any. */
    static List<RunwayTerm> of(RunwayQuestion question, SpendOutlook outlook, double hours) {
        return new RunwayTerms(question, outlook, hours).all();
    }

    private List<RunwayTerm> all() {
        List<RunwayTerm> terms = new ArrayList<>();
        terms.add(known("holds", Kind.HOLD));
        terms.add(known("queue", Kind.QUEUE));
        terms.add(known("announced", Kind.ANNOUNCED));
        terms.add(new RunwayTerm("arrivals", outlook.arrivals(hours)));
        terms.add(posted());
        question.funding().topUp().ifPresent(topUp -> terms.add(topUps(topUp)));
        addFunding(terms, "grants starting", FundsChange.Kind.GRANT_STARTS);
        addFunding(terms, "grants expiring", FundsChange.Kind.GRANT_EXPIRES);
        return terms;
    }

    private RunwayTerm posted() {
        return question.funding()
                .allowance()
                .map(allowance -> new RunwayTerm(
                        "posted",
                        (double) allowance.postedMicros(),
                        "since the period began, which has a budget of " + units((double) allowance.micros())))
                .orElseGet(() -> new RunwayTerm(
                        "posted",
                        LongStream.of(question.history().toArray())
                                .asDoubleStream()
                                .sum(),
                        "in the history that was given"));
    }

    private RunwayTerm known(String name, Kind kind) {
        List<CommittedSpend> items = question.committed().stream()
                .filter(item -> item.kind() == kind)
                .toList();
        KnownSpend known = KnownSpend.of(question, kind);
        return new RunwayTerm(name, known.mean(hours), items.isEmpty() ? "" : detail(items, known, kind));
    }

    private String detail(List<CommittedSpend> items, KnownSpend known, Kind kind) {
        Marginal all = new Marginal(known.mean(Double.POSITIVE_INFINITY), known.variance(Double.POSITIVE_INFINITY));
        Instant last = items.stream()
                .map(CommittedSpend::until)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String spread = String.format(
                Locale.ROOT,
                "%s to %s",
                units(all.quantile(-Marginal.NORMAL_P90)),
                units(all.quantile(Marginal.NORMAL_P90)));
        String what =
                items.size() + (kind == Kind.ANNOUNCED ? " announced, " : items.size() == 1 ? " job, " : " jobs, ");
        return what + spread + progress(items, kind) + ", done by " + shown(last);
    }

    private String progress(List<CommittedSpend> items, Kind kind) {
        if (kind == Kind.QUEUE) {
            Instant next = items.stream()
                    .map(CommittedSpend::from)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return ", next starts " + shown(next);
        }
        double over = 0;
        for (CommittedSpend item : items) {
            double whole = Hours.of(Duration.between(item.from(), item.until()));
            double past = Hours.of(Duration.between(item.from(), question.now()));
            over += whole > 0 ? Math.max(0, Math.min(1, past / whole)) : 1;
        }
        return over > 0 ? String.format(Locale.ROOT, ", %.0f %% of their time over", 100 * over / items.size()) : "";
    }

    private RunwayTerm topUps(AutoTopUp topUp) {
        double expected = 0;
        double from = question.remainingMicros() + Changes.started(question) - (double) topUp.belowMicros();
        int counted = Math.min(topUp.times(), MOST_TOP_UPS);
        for (int i = 0; i < counted; i++) {
            expected += topUp.micros() * outlook.exceeds(Math.max(0, from + i * (double) topUp.micros()), hours);
        }
        return new RunwayTerm(
                "top-ups",
                expected,
                "of " + units((double) topUp.micros()) + " below " + units((double) topUp.belowMicros()) + ", "
                        + topUp.times() + " more at most");
    }

    private void addFunding(List<RunwayTerm> terms, String name, FundsChange.Kind kind) {
        List<FundsChange> changes = question.funding().changes().stream()
                .filter(change -> change.kind() == kind && change.at().isBefore(question.renewal()))
                .sorted(Comparator.comparing(FundsChange::at))
                .toList();
        if (!changes.isEmpty()) {
            terms.add(new RunwayTerm(
                    name,
                    changes.stream().mapToDouble(FundsChange::micros).sum(),
                    changes.size() + ", first " + shown(changes.get(0).at())));
        }
    }

    private static String units(double micros) {
        return String.format(Locale.ROOT, "%.2f", micros / MICROS);
    }

    private static String shown(Instant instant) {
        return instant.isAfter(Instant.parse("9999-01-01T00:00:00Z"))
                ? "the end of time"
                : instant.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
