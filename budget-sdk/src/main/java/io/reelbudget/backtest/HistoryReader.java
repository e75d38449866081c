package io.reelbudget.backtest;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.History.Opening;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.PastCommand;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.DecisionHistory;
import io.reelbudget.policy.DecisionHistory.Adoption;
import io.reelbudget.policy.RecordedDecision;
import io.reelbudget.policy.scaling.FleetSlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads a history from a ledger and from what is kept of jobs beside it. This class is for one thread. */
final class HistoryReader {

    private static final int PAGE = 5_000;
    private static final int MOST_DECISIONS = 100_000;

    private final BlockingLedger ledger;
    private final DecisionHistory decided;
    private final JobHistoryFile.Kept kept;
    private final Instant since;
    private final List<PastCommand> commands = new ArrayList<>();
    private final Map<AccountPath, Opening> openings = new TreeMap<>(Comparator.comparing(AccountPath::toString));
    private final List<Adoption> adoptions = new ArrayList<>();
    private final List<RecordedDecision> decisions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Instant until;

    private HistoryReader(Ledger ledger, JobHistoryFile.Kept kept, Instant since) {
        this.ledger = ledger.blocking();
        this.decided = DecisionHistory.of(ledger);
        this.kept = kept;
        this.since = since;
        this.until = since;
    }

    static History read(Ledger ledger, JobHistoryFile.Kept kept) {
        Instant since = kept.since()
                .orElseThrow(() -> new IllegalStateException("Nothing is kept of this ledger's jobs but something must"
                        + " be, from which to replay them; keep the ledger in a directory, or give rows."));
        return new HistoryReader(ledger, kept, since).read();
    }

    private History read() {
        ledger.accounts().forEach(this::readAccount);
        commands.sort(Comparator.comparing(PastCommand::time));
        adoptions.sort(Comparator.comparing(Adoption::at));
        if (kept.lost() > 0) {
            notes.add(kept.lost() + " events of jobs are missing: the disk was slower than they were.");
        }
        return new History(since, until, kept.events(), commands, openings, adoptions, decisions, notes);
    }

    private void readAccount(AccountPath account) {
        Balance now = ledger.balance(account);
        until = now.asOf().isAfter(until) ? now.asOf() : until;
        List<PastCommand> own = ledger.read(new Query.CommandsOf(account, since, Command.END_OF_TIME)).stream()
                .filter(HistoryReader::counts)
                .toList();
        boolean opensLater = own.stream().anyMatch(each -> each.command() instanceof Command.OpenAccount);
        if (!opensLater) {
            Balance then = ledger.balanceAsOf(account, since);
            openings.put(account, new Opening(planAt(account), then.available().plus(then.held())));
            notes.add("'" + account + "' was open before " + since
                    + ": it begins with what it had then, and without its hours of usage.");
        }
        commands.addAll(own);
        adoptions.addAll(decided.adoptions(account));
        decisions.addAll(decided.newest(account, MOST_DECISIONS).stream()
                .filter(each -> !each.at().isBefore(since))
                .toList());
        if (account.parent().isEmpty()) {
            readCharges(account);
        }
    }

    /** Of notes, approvals alone: the others are what the monitor writes, which a replay's monitor does again. */
    private static boolean counts(PastCommand past) {
        return !(past.command() instanceof Command.Note note) || note.kind().equals("approval");
    }

    private Plan planAt(AccountPath account) {
        return ledger.read(new Query.CommandsOf(account, since, Command.END_OF_TIME)).stream()
                        .filter(each -> each.command() instanceof Command.ChangePlan)
                        .findFirst()
                        .isPresent()
                ? planBefore(account)
                : ledger.read(new Query.PlanOf(account));
    }

    private Plan planBefore(AccountPath account) {
        Plan plan = ledger.read(new Query.PlanOf(account));
        for (PastCommand past : ledger.read(new Query.CommandsOf(account, Instant.EPOCH, since))) {
            if (past.command() instanceof Command.OpenAccount open) {
                plan = open.plan();
            } else if (past.command() instanceof Command.ChangePlan change) {
                plan = change.plan();
            }
        }
        return plan;
    }

    /** Charges of holds that no kept job explains are posted as they were. */
    private void readCharges(AccountPath root) {
        Set<List<String>> known = new HashSet<>();
        for (JobEvent event : kept.events()) {
            if (event instanceof JobEvent.Asked asked && asked.isAdmitted()) {
                known.add(List.of(asked.account().toString(), asked.id().value()));
            }
        }
        List<Entry> unexplained = new ArrayList<>();
        Set<HoldId> ofInstances = new HashSet<>();
        OptionalLong before = OptionalLong.empty();
        boolean goesOn = true;
        while (goesOn) {
            Statement page = ledger.read(new Query.StatementOf(root, before, PAGE));
            for (Entry entry : page.entries()) {
                goesOn &= !entry.time().isBefore(since);
                if (goesOn && entry.kind() == Entry.Kind.CAPTURED && !known.contains(jobOf(entry))) {
                    unexplained.add(entry);
                }
                if (entry.kind() == Entry.Kind.HELD && entry.labels().values().containsKey(FleetSlot.LABEL_OFFER)) {
                    entry.hold().ifPresent(ofInstances::add);
                }
            }
            before = page.next();
            goesOn &= before.isPresent();
        }
        int others = 0;
        int instances = 0;
        for (Entry entry : unexplained) {
            boolean isInstance = entry.hold().filter(ofInstances::contains).isPresent();
            int posted = charge(entry, isInstance);
            instances += isInstance ? posted : 0;
            others += isInstance ? 0 : posted;
        }
        if (others > 0) {
            notes.add(others + " charges under '" + root
                    + "' are of jobs that are not described: they are posted as they were, whatever is changed.");
        }
        if (instances > 0) {
            notes.add(
                    instances + " charges under '" + root + "' are of instances that were provisioned: they are posted"
                            + " as they were, also where another policy would have provisioned others or none; a setting"
                            + " withoutInstances() leaves them out.");
        }
    }

    private static List<String> jobOf(Entry entry) {
        String account =
                entry.hold().map(HoldId::account).orElse(entry.account()).toString();
        return List.of(account, entry.labels().values().getOrDefault("job", ""));
    }

    static boolean isOfInstance(Command<?> command) {
        return command instanceof Command.RecordUsage usage
                && usage.labels().values().containsKey(FleetSlot.LABEL_OFFER);
    }

    private static Labels labelled(Labels labels) {
        Map<String, String> values = new TreeMap<>(labels.values());
        values.putIfAbsent(FleetSlot.LABEL_OFFER, "instance");
        return new Labels(values);
    }

    private int charge(Entry entry, boolean isInstance) {
        AccountPath account = entry.hold().map(HoldId::account).orElse(entry.account());
        long micros =
                entry.paidBy().stream().mapToLong(use -> use.amount().micros()).sum();
        if (micros <= 0) {
            return 0;
        }
        Amount amount = Amount.ofMicros(micros, entry.paidBy().get(0).amount().unit());
        IdempotencyKey key = IdempotencyKey.named("charge " + entry.sequence());
        commands.add(new PastCommand(
                entry.sequence(),
                entry.time(),
                new Command.RecordUsage(
                        account, key, amount, entry.time(), isInstance ? labelled(entry.labels()) : entry.labels())));
        return 1;
    }

    /** Returns what opens accounts, those above others first. */
    static List<PastCommand> openings(Map<AccountPath, Plan> plans, Instant at) {
        List<PastCommand> commands = new ArrayList<>();
        plans.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().toString()))
                .forEach(each -> commands.add(new PastCommand(
                        commands.size() + 1L,
                        at,
                        new Command.OpenAccount(
                                each.getKey(), IdempotencyKey.named("open " + each.getKey()), each.getValue()))));
        return commands;
    }
}
