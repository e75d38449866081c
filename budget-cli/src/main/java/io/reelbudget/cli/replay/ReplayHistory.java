package io.reelbudget.cli.replay;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.History;
import io.reelbudget.cli.ledger.OpenLedger;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobEventCsv;
import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.PastCommand;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the history that is to be replayed. */
final class ReplayHistory {

    private ReplayHistory() {}

    /**
     * Reads a copy of a ledger's directory; nothing of it is touched.
     *
     * @throws IllegalArgumentException if it is none, or nothing is kept of its jobs
     */
    static History ofLedger(Path directory) {
        OpenLedger.requireJournal(directory);
        if (!Files.exists(directory.resolve(JobHistoryFile.NAME))) {
            throw new IllegalArgumentException("Ledger '" + directory + "' had no " + JobHistoryFile.NAME
                    + " but must have one, from which jobs are replayed; 'Reelbudget.at' writes it as jobs ask.");
        }
        try {
            return History.ofDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Ledger '" + directory + "' cannot be copied: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a table of jobs.
     *
     * @param allowances what its accounts get each month of UTC, as decimals
     * @throws IllegalArgumentException if a line is illegible, or an account has no allowance
     */
    static History ofFile(Path file, Map<String, String> allowances, Unit unit) {
        List<JobEvent> rows = JobEventCsv.parseAll(lines(file));
        Map<AccountPath, Plan> plans = new TreeMap<>(Comparator.comparing(AccountPath::toString));
        allowances.forEach((account, amount) ->
                plans.put(AccountPath.of(account), Plan.monthly(Amount.parse(amount, unit), ZoneOffset.UTC)));
        for (JobEvent row : rows) {
            if (!plans.containsKey(row.account())) {
                throw new IllegalArgumentException("Account '" + row.account() + "' of '" + file
                        + "' had no plan but must have one; give it by --plan " + row.account() + "=AMOUNT.");
            }
        }
        return History.ofRows(rows, plans);
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("History '" + file
                    + "' was no file but must be a table of jobs, as job-history.csv is; check the path, or give a"
                    + " ledger's directory with --ledger.");
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.startsWith("#") ? "" : line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("History '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the plans that accounts have at the history's end. */
    static Map<AccountPath, Plan> plans(History history) {
        Map<AccountPath, Plan> plans = new TreeMap<>(Comparator.comparing(AccountPath::toString));
        history.openings().forEach((account, opening) -> plans.put(account, opening.plan()));
        for (PastCommand past : history.commands()) {
            if (past.command() instanceof Command.OpenAccount open) {
                plans.put(open.account(), open.plan());
            } else if (past.command() instanceof Command.ChangePlan change) {
                plans.put(change.account(), change.plan());
            }
        }
        return plans;
    }
}
