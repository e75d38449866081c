package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Decides where a command about holds goes: to the host's own ledger or the shared one. A hold that goes to the shared
 * ledger leaves a trace of its key in the host's own first, so that the same command goes the same way again, whatever
 * the slice has by then.
 *
 * <p>This class is thread-safe.
 */
final class Routes {

    private static final String SENT_ON = "escrow.sent.on";

    private final Ledger local;
    private final Ledger shared;
    private final Slices slices;
    private volatile boolean closed;

    Routes(Ledger local, Ledger shared, Slices slices) {
        this.local = local;
        this.shared = shared;
        this.slices = slices;
    }

    void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerUnavailableException("Ledger with slices was closed but must be open; open it anew.");
        }
    }

    CompletionStage<Result.HoldResult> place(Command.PlaceHold place) {
        requireOpen();
        Rounds rounds = slices.of(place.account());
        Slice slice = rounds.slice();
        if (!slice.isFor(place)) {
            return sendOn(rounds, place);
        }
        slice.demand.asked(place.amount().micros());
        if ((slice.mayPlace(place) && slice.hasRoom(place)) || !slice.mayTake()) {
            return decide(rounds, place);
        }
        // Whoever waits for the slice to grow asks the shared ledger for less than whoever goes there.
        return rounds.soon(Settlement.Aim.KEEP)
                .exceptionally(later -> null)
                .thenCompose(grown -> decide(rounds, place));
    }

    private CompletionStage<Result.HoldResult> decide(Rounds rounds, Command.PlaceHold place) {
        Slice slice = rounds.slice();
        if (!slice.mayPlace(place)) {
            return sendOn(rounds, place);
        }
        return flat(local.submit(slice.inward(place)).handle((answer, failed) -> {
            if (failed != null) {
                return isConflict(failed) ? again(rounds, place, failed) : failed(failed);
            }
            return placed(rounds, place, answer);
        }));
    }

    private CompletionStage<Result.HoldResult> placed(
            Rounds rounds, Command.PlaceHold place, Result.HoldResult answer) {
        Slice slice = rounds.slice();
        if (answer instanceof Result.Held held) {
            slice.held(place.key(), place.labels());
            slice.free(held.balance().available().micros());
            if (slice.isLow(held)) {
                slice.demand.ranLow();
                rounds.begin(Settlement.Aim.KEEP);
            }
            return confirmed(rounds, held, place.lease());
        }
        slice.demand.ranLow();
        CompletionStage<Result.HoldResult> there = placeThere(rounds, place);
        rounds.begin(Settlement.Aim.KEEP);
        return there;
    }

    /**
     * Goes to the shared ledger. Where that has too little without what is free here, it goes back first: no job is
     * refused for what this host has put by.
     */
    private CompletionStage<Result.HoldResult> placeThere(Rounds rounds, Command.PlaceHold place) {
        if (rounds.slice().lease() == null) {
            return shared.submit(place);
        }
        return isShort(place)
                .thenCompose(isShort -> isShort
                        ? rounds.soon(Settlement.Aim.EMPTY).exceptionally(later -> null)
                        : CompletableFuture.completedFuture(null))
                .thenCompose(ready -> shared.submit(place));
    }

    private CompletionStage<Boolean> isShort(Command.PlaceHold place) {
        CompletionStage<Boolean> isShort = CompletableFuture.completedFuture(false);
        for (AccountPath level : place.account().levels()) {
            isShort = isShort.thenCombine(
                    shared.read(new Query.BalanceOf(level)),
                    (above, balance) ->
                            above || holdable(balance) < place.amount().micros());
        }
        return isShort;
    }

    private static long holdable(Balance balance) {
        return balance.available().micros() + balance.overdraftLimit().micros();
    }

    /** The key came before with other content: as the trace of a command that was sent on, or by mistake. */
    private CompletionStage<Result.HoldResult> again(Rounds rounds, Command.PlaceHold place, Throwable conflict) {
        return local.read(new Query.OutcomeOf(rounds.slice().journal.name(), place.key()))
                .thenCompose(outcome ->
                        outcome.filter(Result.Noted.class::isInstance).isPresent()
                                ? shared.submit(place)
                                : failed(conflict));
    }

    /** Leaves a trace and goes to the shared ledger, unless the command was decided here before. */
    private CompletionStage<Result.HoldResult> sendOn(Rounds rounds, Command.PlaceHold place) {
        Slice slice = rounds.slice();
        Command.Note trace = new Command.Note(slice.journal.name(), place.key(), SENT_ON, "");
        return flat(local.submit(trace).handle((noted, failed) -> {
            if (failed == null) {
                return placeThere(rounds, place);
            } else if (!isConflict(failed)) {
                return failed(failed);
            }
            return local.submit(slice.inward(place)).thenCompose(answer -> placed(rounds, place, answer));
        }));
    }

    /**
     * Tells a hold to who asked for it once the slice's lease lasts as long: a host that slept since it looked finds
     * that here. One that is over is told as it was.
     */
    private CompletionStage<Result.HoldResult> confirmed(Rounds rounds, Result.Held held, Duration lease) {
        Slice slice = rounds.slice();
        if (slice.covers(lease) || slice.isPast(held.leaseEnd())) {
            return CompletableFuture.completedFuture(slice.outward(held));
        }
        return rounds.soon(Settlement.Aim.RENEW).thenCompose(renewed -> {
            if (slice.covers(lease)) {
                return CompletableFuture.completedFuture(slice.outward(held));
            }
            return failed(new LedgerUnavailableException("Hold " + held.id().key() + " on '" + slice.account
                    + "' was to last " + lease + " but the lease of this host's slice may end before; send it again"
                    + " later, or ask for less."));
        });
    }

    CompletionStage<Result.Captured> capture(Command.CaptureHold capture) {
        Rounds rounds = slices.find(capture.account());
        if (rounds == null) {
            return shared.submit(capture);
        }
        Unreported.Flight flight = rounds.slice().unreported.enter();
        if (flight == null) {
            slices.drop(rounds);
            return capture(capture);
        }
        return capture(rounds, flight, capture);
    }

    private CompletionStage<Result.Captured> capture(
            Rounds rounds, Unreported.Flight flight, Command.CaptureHold capture) {
        Slice slice = rounds.slice();
        return flat(submitted(slice.inward(capture)).handle((captured, failed) -> {
            try {
                if (captured != null) {
                    slice.captured(capture, captured);
                } else if (isUnknown(failed)) {
                    slice.doubt(capture);
                }
            } finally {
                slice.unreported.leave(flight);
            }
            if (failed != null) {
                return isUnknownHold(failed) ? shared.submit(capture) : failed(failed);
            }
            if (slice.lease() == null) {
                rounds.begin(Settlement.Aim.KEEP);
            }
            return CompletableFuture.completedFuture(slice.outward(captured));
        }));
    }

    /** A refusal at once is one like any other: whoever waits for the capture hears of it. */
    private CompletionStage<Result.Captured> submitted(Command.CaptureHold inward) {
        try {
            return local.submit(inward);
        } catch (RuntimeException refused) {
            return failed(refused);
        }
    }

    CompletionStage<Result.Released> release(Command.ReleaseHold release) {
        Rounds rounds = slices.find(release.account());
        if (rounds == null) {
            return shared.submit(release);
        }
        Slice slice = rounds.slice();
        HoldId hold = slice.inward(release.hold());
        return elsewhere(
                local.submit(new Command.ReleaseHold(hold, release.key(), release.reason())), release, released -> {
                    slice.ended(release.hold().key());
                    return CompletableFuture.completedFuture(slice.outward(released));
                });
    }

    CompletionStage<Result.HoldResult> renewLease(Command.RenewLease renew) {
        requireOpen();
        Rounds rounds = slices.find(renew.account());
        if (rounds == null) {
            return shared.submit(renew);
        }
        HoldId hold = rounds.slice().inward(renew.hold());
        return elsewhere(
                local.submit(new Command.RenewLease(hold, renew.key(), renew.lease())),
                renew,
                answer -> changed(rounds, answer, renew.lease()));
    }

    CompletionStage<Result.HoldResult> extend(Command.ExtendHold extend) {
        requireOpen();
        Rounds rounds = slices.find(extend.account());
        if (rounds == null) {
            return shared.submit(extend);
        }
        Slice slice = rounds.slice();
        HoldId hold = slice.inward(extend.hold());
        return elsewhere(
                local.submit(new Command.ExtendHold(hold, extend.key(), extend.amount(), extend.lease())),
                extend,
                answer -> {
                    if (answer instanceof Result.Held) {
                        return changed(rounds, answer, extend.lease());
                    }
                    // Under a key of its own, so that what comes again goes the same way.
                    Command.ExtendHold second = new Command.ExtendHold(
                            hold, SliceNames.derived(extend.key(), "once more"), extend.amount(), extend.lease());
                    slice.demand.needs(((Result.Shortfall) answer).asked().micros());
                    return rounds.soon(Settlement.Aim.KEEP)
                            .thenCompose(taken -> local.submit(second))
                            .thenCompose(later -> changed(rounds, later, extend.lease()));
                });
    }

    private CompletionStage<Result.HoldResult> changed(Rounds rounds, Result.HoldResult answer, Duration lease) {
        if (answer instanceof Result.Held held) {
            return confirmed(rounds, held, lease);
        }
        return CompletableFuture.completedFuture(rounds.slice().outward((Result.Shortfall) answer));
    }

    /** Expires holds here and there. */
    CompletionStage<Result.Renewed> renew(Command.Renew renew) {
        return shared.submit(renew).thenApply(there -> {
            List<HoldId> expired = new ArrayList<>(there.expiredHolds());
            for (Rounds rounds : slices.all()) {
                Slice slice = rounds.slice();
                if (isWithin(slice, renew)) {
                    Result.Renewed here = slice.journal.renew(renew.key());
                    here.expiredHolds().forEach(hold -> expired.add(new HoldId(slice.account, hold.key())));
                }
            }
            return new Result.Renewed(there.balance(), expired);
        });
    }

    private static boolean isWithin(Slice slice, Command.Renew renew) {
        return slice.account.levels().contains(renew.account());
    }

    /** Returns the holds that are open here in place of what the slice holds for them. */
    CompletionStage<List<OpenHold>> openHolds(Query.OpenHoldsOf query) {
        Rounds rounds = slices.find(query.account());
        if (rounds == null) {
            return shared.read(query);
        }
        Slice slice = rounds.slice();
        return shared.read(query).thenApply(there -> {
            List<OpenHold> here = slice.journal.openHolds();
            Amount held = here.stream().map(OpenHold::amount).reduce(slice.journal.amount(0), Amount::plus);
            List<OpenHold> all = new ArrayList<>();
            for (OpenHold hold : there) {
                if (!slices.isOwn(hold)) {
                    all.add(hold);
                } else if (hold.amount().isGreaterThan(held)) {
                    Amount rest = hold.amount().minus(held);
                    all.add(new OpenHold(hold.id(), rest, hold.placed(), hold.leaseEnd(), hold.labels()));
                }
            }
            here.forEach(hold -> all.add(slice.outward(hold)));
            return List.copyOf(all);
        });
    }

    CompletionStage<Optional<Result>> outcome(Query.OutcomeOf query) {
        Rounds rounds = slices.find(query.account());
        if (rounds == null) {
            return shared.read(query);
        }
        Slice slice = rounds.slice();
        return local.read(new Query.OutcomeOf(slice.journal.name(), query.key()))
                .thenCompose(here -> {
                    Optional<Result> outcome = here.flatMap(result -> outward(slice, result));
                    return outcome.isPresent() ? CompletableFuture.completedFuture(outcome) : shared.read(query);
                });
    }

    /** What was sent on, or short here, has its outcome in the shared ledger. */
    private static Optional<Result> outward(Slice slice, Result result) {
        if (result instanceof Result.Held held) {
            return Optional.of(slice.outward(held));
        } else if (result instanceof Result.Captured captured) {
            return Optional.of(slice.outward(captured));
        } else if (result instanceof Result.Released released) {
            return Optional.of(slice.outward(released));
        }
        return Optional.empty();
    }

    /** Goes on with what the host's own ledger answered, or to the shared one where that knows no such hold. */
    private <R> CompletionStage<R> elsewhere(
            CompletionStage<R> here, Command<R> command, Function<R, CompletionStage<R>> next) {
        return flat(here.handle((answer, failed) -> {
            if (failed == null) {
                return next.apply(answer);
            }
            return isUnknownHold(failed) ? shared.submit(command) : failed(failed);
        }));
    }

    private static <R> CompletionStage<R> flat(CompletionStage<CompletionStage<R>> nested) {
        return nested.thenCompose(Function.identity());
    }

    private static <R> CompletionStage<R> failed(Throwable failure) {
        return CompletableFuture.failedFuture(cause(failure));
    }

    private static boolean isConflict(Throwable failure) {
        return cause(failure) instanceof IdempotencyConflictException;
    }

    private static boolean isUnknownHold(Throwable failure) {
        return cause(failure) instanceof UnknownHoldException;
    }

    /** Returns whether a command may have been recorded for all that one knows. */
    private static boolean isUnknown(Throwable failure) {
        return !isUnknownHold(failure) && !isConflict(failure) && !(cause(failure) instanceof IllegalArgumentException);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
