package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger of balances that the test sets, which keeps notes as a real one does. */
final class NoteLedger implements Ledger {

    final List<Entry> entries = new ArrayList<>();
    private final Map<AccountPath, Balance> balances = new HashMap<>();
    private final Map<IdempotencyKey, Command.Note> commands = new HashMap<>();
    private final Map<IdempotencyKey, Result.Noted> results = new HashMap<>();
    private final InstantSource clock;
    private boolean broken;

    NoteLedger(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void set(AccountPath account, String granted, String posted, String held) {
        Balance like = Situations.balance(Situations.usd(granted), Situations.usd(posted), Situations.usd(held));
        balances.put(
                account,
                new Balance(
                        account,
                        clock.instant(),
                        like.granted(),
                        like.posted(),
                        like.held(),
                        like.expired(),
                        like.overdraft(),
                        like.overdraftLimit(),
                        like.period(),
                        like.grantedInPeriod(),
                        like.postedInPeriod()));
    }

    synchronized void breakDown() {
        broken = true;
    }

    /** Adds so many entries that are no notes. */
    synchronized void addHolds(AccountPath account, int count) {
        for (int i = 0; i < count; i++) {
            add(account, Entry.Kind.HELD, IdempotencyKey.named("hold " + entries.size()), "");
        }
    }

    synchronized List<String> notes() {
        return entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.NOTED)
                .map(Entry::text)
                .toList();
    }

    @Override
    public synchronized <R> CompletionStage<R> submit(Command<R> command) {
        try {
            @SuppressWarnings("unchecked") // a note is a Command<Noted>
            R result = (R) note((Command.Note) command);
            return CompletableFuture.completedFuture(result);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public synchronized <R> CompletionStage<R> read(Query<R> query) {
        try {
            @SuppressWarnings("unchecked") // each query's answer is of its own type
            R answer = (R) answer(query);
            return CompletableFuture.completedFuture(answer);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Result.Noted note(Command.Note note) {
        if (broken) {
            throw new LedgerUnavailableException("The disk failed.");
        }
        balance(note.account());
        Command.Note before = commands.putIfAbsent(note.key(), note);
        if (before == null) {
            add(note.account(), Entry.Kind.NOTED, note.key(), note.text());
            results.put(note.key(), new Result.Noted(entries.size()));
        } else if (!before.equals(note)) {
            throw new IdempotencyConflictException(note.key());
        }
        return results.get(note.key());
    }

    private void add(AccountPath account, Entry.Kind kind, IdempotencyKey key, String text) {
        entries.add(new Entry(
                entries.size() + 1L,
                clock.instant(),
                account,
                kind,
                key,
                Optional.empty(),
                List.of(),
                List.of(),
                OptionalLong.empty(),
                Labels.none(),
                text));
    }

    private Object answer(Query<?> query) {
        if (query instanceof Query.BalanceOf of) {
            return balance(of.account());
        }
        if (query instanceof Query.OpenHoldsOf
                || query instanceof Query.GrantsOf
                || query instanceof Query.ScheduledGrantsOf) {
            return List.of();
        }
        if (query instanceof Query.AutoTopUpOf) {
            return Optional.empty();
        }
        if (query instanceof Query.UsageOf of) {
            return HourlyUsage.of(
                    of.from(),
                    balance(of.account()).granted().unit(),
                    new long[(int) Duration.between(of.from(), of.to()).toHours()]);
        }
        if (query instanceof Query.StatementOf of) {
            return statement(of);
        }
        throw new UnsupportedOperationException(
                "This fake was asked " + query + " but answers only what monitors ask.");
    }

    private Statement statement(Query.StatementOf of) {
        Balance balance = balance(of.account());
        long before = of.before().orElse(Long.MAX_VALUE);
        List<Entry> page = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0 && page.size() < of.limit(); i--) {
            Entry entry = entries.get(i);
            if (entry.sequence() < before && entry.account().equals(of.account())) {
                page.add(entry);
            }
        }
        boolean full = page.size() == of.limit();
        return new Statement(
                balance, page, full ? OptionalLong.of(page.get(page.size() - 1).sequence()) : OptionalLong.empty());
    }

    private Balance balance(AccountPath account) {
        Balance balance = balances.get(account);
        if (balance == null) {
            throw new UnknownAccountException(account);
        }
        return balance;
    }

    @Override
    public CompletionStage<Verification> verify() {
        throw new UnsupportedOperationException("This fake cannot verify; use a real ledger.");
    }

    @Override
    public void close() {}
}
