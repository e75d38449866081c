package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.LimitState;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a host asks of the shared ledger about its slice of one account. */
final class SharedSide {

    private static final int PAGE = 1_000;

    private final BlockingLedger shared;
    private final AccountPath account;
    private final Labels labels;

    SharedSide(BlockingLedger shared, AccountPath account, Labels labels) {
        this.shared = shared;
        this.account = account;
        this.labels = labels;
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

    /** Returns the least that this account and those above it have available. */
    long available() {
        long least = Long.MAX_VALUE;
        for (AccountPath level : account.levels()) {
            least = Math.min(least, shared.balance(level).available().micros());
        }
        return least;
    }

    /**
     * Returns until when hard limits of this account and those above it count a hold that is placed or raised now; an
     * hour early where they trail, since they count by the hour. Never, where there are none.
     */
    Instant countsUntil() {
        Instant until = Command.END_OF_TIME;
        for (AccountPath level : account.levels()) {
            for (LimitState state : shared.limits(level)) {
                if (state.limit().isHard()) {
                    Instant end = state.limit().window() instanceof Window.Trailing trailing
                            ? state.end().plus(trailing.length()).minus(Duration.ofHours(1))
                            : state.end();
                    until = end.isBefore(until) ? end : until;
                }
            }
        }
        return until;
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
     * @param since a time before it was taken
     */
    End endOf(HoldId slice, Instant since) {
        Optional<Result> outcome = shared.read(new Query.OutcomeOf(account, SliceNames.writeOff(slice)));
        if (outcome.isPresent()) {
            return outcome.get() instanceof Result.Captured captured
                    ? new Charged(captured.entry())
                    : new GivenBack();
        }
        return endByStatement(slice, since);
    }

    /** Looks through the entries: keys are forgotten after a week. */
    private End endByStatement(HoldId slice, Instant since) {
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = shared.read(new Query.StatementOf(account, before, PAGE));
            for (Entry entry : page.entries()) {
                if (entry.kind() == Entry.Kind.CAPTURED && entry.key().equals(SliceNames.writeOff(slice))) {
                    return new Charged(entry.sequence());
                } else if (entry.time().isBefore(since)
                        || (entry.hold().filter(slice::equals).isPresent() && endsSearch(entry.kind()))) {
                    return new GivenBack();
                }
            }
            before = page.next();
        } while (before.isPresent());
        return new GivenBack();
    }

    private static boolean endsSearch(Entry.Kind kind) {
        return kind == Entry.Kind.HELD || kind == Entry.Kind.RELEASED;
    }

    List<OpenHold> openHolds() {
        return shared.openHolds(account);
    }
}
