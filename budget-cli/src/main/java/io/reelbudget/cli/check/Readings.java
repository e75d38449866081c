package io.reelbudget.cli.check;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.forecast.LedgerOutlook;
import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.ModelCard;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.BudgetSituation;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.CpuTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Measures what conditions may name. */
final class Readings {

    private Readings() {}

    /** Returns what a job will take and cost. */
    static List<Reading> ofJob(String name, TranscodeJob job, CostEstimator estimator, PriceBook book, Instant now) {
        Quantiles cpu = estimator.estimate(job).cpuSeconds();
        return List.of(
                price(Measure.P10, name, job, cpu.p10(), book, now),
                price(Measure.P50, name, job, cpu.p50(), book, now),
                price(Measure.P90, name, job, cpu.p90(), book, now),
                Reading.of(Measure.CPU_P10, name, cpu.p10()),
                Reading.of(Measure.CPU_P50, name, cpu.p50()),
                Reading.of(Measure.CPU_P90, name, cpu.p90()));
    }

    private static Reading price(
            Measure measure, String name, TranscodeJob job, double seconds, PriceBook book, Instant now) {
        return amount(
                measure, name, book.price(job, CpuTime.ofSeconds(seconds), now).total());
    }

    /** Returns what an account has, and when it runs out. */
    static List<Reading> ofAccount(Ledger ledger, AccountPath account, InstantSource clock) {
        BudgetSituation situation = LedgerOutlook.situation(ledger, account, clock);
        String name = account.toString();
        Optional<BigDecimal> runway = situation.forecast().runway().map(Readings::seconds);
        Amount shortfall = Amount.ofMicros(
                Math.round(situation.forecast().expectedShortfallMicros()),
                situation.remaining().unit());
        List<Reading> readings = new ArrayList<>();
        readings.add(amount(Measure.AVAILABLE, name, situation.balance().available()));
        readings.add(amount(Measure.HELD, name, situation.balance().held()));
        readings.add(amount(Measure.POSTED, name, situation.balance().posted()));
        readings.add(amount(Measure.SHORTFALL, name, shortfall));
        readings.add(Reading.of(Measure.SHARE_LEFT, name, situation.shareLeft()));
        readings.add(Reading.of(Measure.RUN_OUT, name, situation.forecast().probabilityBeforeRenewal()));
        readings.add(new Reading(Measure.RUNWAY, name, runway, Optional.empty()));
        return readings;
    }

    /** Returns how well a model did on what it had not seen, by encoder. */
    static List<Reading> ofModel(ModelCard card) {
        List<Reading> readings = new ArrayList<>();
        for (Map.Entry<String, HeldOutMetrics> each : new TreeMap<>(card.metrics()).entrySet()) {
            String name = card.name() + " " + card.version() + ", " + each.getKey();
            HeldOutMetrics metrics = each.getValue();
            readings.add(Reading.of(Measure.MODEL_P90_COVERAGE, name, metrics.p90Coverage()));
            readings.add(Reading.of(Measure.MODEL_MEDIAN_ERROR, name, metrics.medianError()));
            readings.add(Reading.of(Measure.MODEL_TOTAL_ERROR, name, metrics.totalError()));
        }
        return readings;
    }

    private static Reading amount(Measure measure, String name, Amount amount) {
        return new Reading(measure, name, Optional.of(amount.toBigDecimal()), Optional.of(amount.unit()));
    }

    private static BigDecimal seconds(Duration span) {
        return BigDecimal.valueOf(span.toMillis(), 3);
    }
}
