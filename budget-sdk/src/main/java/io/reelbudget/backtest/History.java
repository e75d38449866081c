package io.reelbudget.backtest;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.PastCommand;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.DecisionHistory.Adoption;
import io.reelbudget.policy.RecordedDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened to accounts and their jobs, from an instant on.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param since from when on it is known
 * @param until up to when
 * @param jobs what happened to jobs, in the order in which it did
 * @param commands what happened to accounts otherwise, likewise
 * @param openings the accounts that were open before, by path
 * @param adoptions the policies that were adopted and given up
 * @param decisions what the accounts' policies decided
 * @param notes what of it is not known, or not replayed, in sentences for people
 */
public record History(
        Instant since,
        Instant until,
        List<JobEvent> jobs,
        List<PastCommand> commands,
        Map<AccountPath, Opening> openings,
        List<Adoption> adoptions,
        List<RecordedDecision> decisions,
        List<String> notes) {

    /**
     * An account that was open when the history begins.
     *
     * @param plan its plan
     * @param spendable what was available, what was held included
     */
    public record Opening(Plan plan, Amount spendable) {}

    public History {
        jobs = List.copyOf(jobs);
        commands = List.copyOf(commands);
        openings = Map.copyOf(openings);
        adoptions = List.copyOf(adoptions);
        decisions = List.copyOf(decisions);
        notes = List.copyOf(notes);
    }

    /**
     * Reads the history of a facade's ledger and of the jobs beside it.
     *
     * @throws IllegalStateException if nothing is kept of jobs: the ledger is in memory
     */
    public static History of(Reelbudget budgets) {
        return HistoryReader.read(budgets.ledger(), budgets.jobHistory());
    }

    /** Returns what of this happened to an account's root and the accounts below that: they share their money. */
    public History under(AccountPath account) {
        AccountPath root = account.root();
        return new History(
                since,
                until,
                jobs.stream().filter(each -> each.account().root().equals(root)).toList(),
                commands.stream()
                        .filter(each -> each.command().account().root().equals(root))
                        .toList(),
                openings.entrySet().stream()
                        .filter(each -> each.getKey().root().equals(root))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                adoptions.stream()
                        .filter(each -> each.account().root().equals(root))
                        .toList(),
                decisions.stream()
                        .filter(each -> each.account().root().equals(root))
                        .toList(),
                notes);
    }

    /** Reads the history of a ledger and of jobs that are kept elsewhere. */
    public static History of(Ledger ledger, JobHistoryFile.Kept jobs) {
        return HistoryReader.read(ledger, jobs);
    }

    /**
     * Reads the history of a ledger that is not open, such as a copy from another machine. The directory is not
     * touched: it is copied to a temporary one, which is deleted afterwards.
     *
     * @throws IOException if it cannot be read or copied
     * @throws io.reelbudget.ledger.CorruptJournalException if the journal is damaged, or was being written
     */
    public static History ofDirectory(Path directory) throws IOException {
        return LedgerCopy.read(directory);
    }

    /**
     * Returns the history that rows tell, such as those of a CSV file: no ledger is needed.
     *
     * @param rows see {@link io.reelbudget.history.JobEventCsv}; sorted by time here
     * @param plans the accounts and their plans, those above them too; they count from the first row on
     * @throws IllegalArgumentException if there is no row
     */
    public static History ofRows(List<JobEvent> rows, Map<AccountPath, Plan> plans) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "History had no rows but must have one at least; give it what happened.");
        }
        List<JobEvent> sorted =
                rows.stream().sorted(Comparator.comparing(JobEvent::at)).toList();
        Instant since = sorted.get(0).at();
        return new History(
                since,
                sorted.get(sorted.size() - 1).at(),
                sorted,
                HistoryReader.openings(plans, since),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
