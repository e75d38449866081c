package io.reelbudget.examples;

import io.reelbudget.AccountTerms;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.Backtest;
import io.reelbudget.backtest.Comparison;
import io.reelbudget.backtest.History;
import io.reelbudget.backtest.Outcome;
import io.reelbudget.backtest.Setting;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobEventCsv;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks what 720p and a higher limit would have done, from rows of a table. The page on backtests shows it. */
public final class AskWhatIf {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");
    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final int JOBS = 20;

    private AskWhatIf() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        History history = History.ofRows(rows(), Map.of(ACCOUNT, monthly("2.00")));
        RateCard card = RateCard.perCpuHour("card-1", Amount.parse("1.00", Unit.USD));
        Backtest backtest = Backtest.of(history, account -> Optional.of(AccountTerms.pricedBy(card)));

        Comparison comparison = backtest.compare(
                history.since(),
                history.until().plusSeconds(1),
                List.of(
                        Setting.named("720p").withPicturesUpTo(720),
                        Setting.named("5 USD").withPlan(ACCOUNT, monthly("5.00"))));

        show(comparison.unchanged());
        comparison.changed().forEach(AskWhatIf::show);
    }

    private static Plan monthly(String amount) {
        return Plan.monthly(Amount.parse(amount, Unit.USD), ZoneOffset.UTC);
    }

    private static void show(Outcome outcome) {
        System.out.println(outcome.setting() + ": " + outcome.admitted() + " of " + outcome.asked() + " admitted, "
                + outcome.degraded() + " degraded");
    }

    /** A host's own books, in the columns of {@link JobEventCsv#HEADER}: ten minutes of processor time a job. */
    private static List<JobEvent> rows() {
        List<String> lines = new ArrayList<>();
        for (int job = 0; job < JOBS; job++) {
            Instant asked = FIRST.plusSeconds(job * 3_600L);
            String id = "acme,job-" + job;
            boolean ran = job < JOBS / 2;
            lines.add(asked + ",asked," + id + ",mov;H264;1920;1080;30;300;8000000;0;UNKNOWN;UNKNOWN,,"
                    + "H264;libx264;medium;1920;1080;30;bps=5000000;mp4;1;,NORMAL,"
                    + (ran ? "ADMITTED,FITS" : "REFUSED,SHORT_OF_FUNDS")
                    + ",,books,500,600,720,606,card-1,166667,200000,,,");
            if (ran) {
                lines.add(asked.plusSeconds(150) + ",finished," + id + ",,,,,,,,,,,,,,,,600,166667,");
            }
        }
        return JobEventCsv.parseAll(lines);
    }
}
