package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LimitState;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** What a host asks of the shared ledger about its slice of one account. */
final class SharedSide {

    private static final int PAGE = 1_000;

    private final Ledger ledger;
    private final BlockingLedger shared;
    private final AccountPath account;
    private final Labels labels;

    SharedSide(Ledger ledger, AccountPath account, Labels labels) {
        this.ledger = ledger;
        this.shared = ledger.blocking();
        this.account = account;
        this.labels = labels;
    }

    /** Returns what the account has. */
    Balance balance() {
        return shared.balance(account);
    }

    Result.HoldResult place(HoldId slice, Amount amount, Duration lease) {
        return shared.submit(new Command.PlaceHold(account, slice.key(), amount, lease, labels));
    }

    Result.HoldResult extend(HoldId slice, Amount amount, Duration lease) {
        return shared.extend(slice, IdempotencyKey.random(), amount, lease);
    }

    void release(HoldId slice) {
        shared.release(slice, IdempotencyKey.random(), "slice given back");
    }

    void capture(HoldId slice, IdempotencyKey key, Amount amount, Labels of) {
        shared.submit(new Command.CaptureHold(slice, key, amount, of, Command.Ending.PARTIAL));
    }

    /** Posts what the slice did not cover. */
    void chargeBeyond(IdempotencyKey key, Amount amount, Instant at, Labels of) {
        shared.submit(new Command.RecordUsage(account, key, amount, at, of));
    }

    /** Posts what came after the slice was given back by an operator. */
    void chargeLate(IdempotencyKey key, Amount amount) {
        shared.adjust(account, key, amount, "reported after its slice was written off");
    }

    /** Has what an operator charged for a slice be another total. */
    void correct(long entry, Amount total) {
        shared.submit(new Command.Correct(
                account, IdempotencyKey.random(), entry, total, Labels.none(), "the host says what it spent"));
    }

    /** Returns how much a slice holds now; empty where it is gone. */
    Optional<Amount> held(HoldId slice) {
        return shared.openHolds(account).stream()
                .filter(hold -> hold.id().equals(slice))
                .map(OpenHold::amount)
                .findFirst();
    }

    /** Asks all levels at once how much there is to take. */
    Room room() {
        List<CompletableFuture<Balance>> balances = new ArrayList<>();
        List<CompletableFuture<List<LimitState>>> limits = new ArrayList<>();
        for (AccountPath level : account.levels()) {
            balances.add(ledger.read(new Query.BalanceOf(level)).toCompletableFuture());
            limits.add(ledger.read(new Query.LimitsOf(level)).toCompletableFuture());
        }
        long available = Long.MAX_VALUE;
        Optional<Instant> until = Optional.empty();
        for (int level = 0; level < balances.size(); level++) {
            available =
                    Math.min(available, answer(balances.get(level)).available().micros());
            for (LimitState state : answer(limits.get(level))) {
                if (state.limit().isHard()) {
                    Instant end = countsUntil(state);
                    until = Optional.of(until.filter(end::isAfter).orElse(end));
                }
            }
        }
        return new Room(available, until);
    }

    /** An hour early where the limit trails, since that counts by the hour. */
    private static Instant countsUntil(LimitState state) {
        return state.limit().window() instanceof Window.Trailing trailing
                ? state.end().plus(trailing.length()).minus(Duration.ofHours(1))
                : state.end();
    }

    private static <R> R answer(CompletableFuture<R> stage) {
        try {
            return stage.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** How a slice came to an end that the host did not give back. */
    sealed interface End {}

    /** An operator charged what it held. */
    record Charged(long entry) implements End {}

    /** An operator gave back what it held, or nobody did anything with it. */
    record GivenBack() implements End {}

    /**
     * Says how a slice ended that is gone.
     *
     * @param since a time of the shared ledger before it ended
     */
    End endOf(HoldId slice, Instant since) {
        Optional<Result> outcome = shared.read(new Query.OutcomeOf(account, SliceNames.writeOff(slice)));
        if (outcome.isPresent()) {
            return outcome.get() instanceof Result.Captured captured
                            && !captured.amount().isZero()
                    ? new Charged(captured.entry())
                    : new GivenBack();
        }
        return endByStatement(slice, since);
    }

    /** Looks through the entries: keys are forgotten after a week. */
    private End endByStatement(HoldId slice, Instant since) {
        End[] found = {new GivenBack()};
        look(since, entry -> {
            if (entry.kind() == Entry.Kind.CAPTURED && entry.key().equals(SliceNames.writeOff(slice))) {
                found[0] = isZero(entry) ? new GivenBack() : new Charged(entry.sequence());
                return Search.OVER;
            }
            return isOf(slice, entry) && endsSearch(entry.kind()) ? Search.OVER : Search.GOES_ON;
        });
        return found[0];
    }

    private static boolean isZero(Entry entry) {
        return entry.postings().stream()
                .noneMatch(posting ->
                        posting.to() == Pool.POSTED && !posting.amount().isZero());
    }

    /**
     * Returns which of some keys commands came under, by the entries that they left: those are there for longer than
     * keys are remembered.
     *
     * @param since a time of the shared ledger before all of them
     */
    Set<IdempotencyKey> arrived(Set<IdempotencyKey> keys, HoldId slice, Instant since) {
        Set<IdempotencyKey> arrived = new HashSet<>();
        look(since, entry -> {
            if (keys.contains(entry.key())) {
                arrived.add(entry.key());
            }
            return isOf(slice, entry) && entry.kind() == Entry.Kind.HELD ? Search.OVER : Search.GOES_ON;
        });
        return arrived;
    }

    private enum Search {
        GOES_ON,
        OVER
    }

    /** Goes through entries, the newest first, down to a time. */
    private void look(Instant since, Function<Entry, Search> at) {
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = shared.read(new Query.StatementOf(account, before, PAGE));
            for (Entry entry : page.entries()) {
                if (entry.time().isBefore(since) || at.apply(entry) == Search.OVER) {
                    return;
                }
            }
            before = page.next();
        } while (before.isPresent());
    }

    private static boolean isOf(HoldId slice, Entry entry) {
        return entry.hold().filter(slice::equals).isPresent();
    }

    private static boolean endsSearch(Entry.Kind kind) {
        return kind == Entry.Kind.HELD || kind == Entry.Kind.RELEASED;
    }
}
