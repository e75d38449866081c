package io.reelbudget.ledger.simulation;

import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.MistakenRules;
import io.reelbudget.ledger.internal.journal.Disk;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Event;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Mistakes that the simulator must find: one that finds none would prove nothing. */
enum PlantedBug {
    /** No mistake. */
    NONE,

    /** A sync that does nothing. */
    SYNC_FORGOTTEN {
        @Override
        Disk disk(Disk disk) {
            return new CarelessDisk(disk, CarelessDisk.Care.NO_SYNC);
        }
    },

    /** A sync that fails and is taken for one that did not. */
    FAILED_SYNC_IGNORED {
        @Override
        Disk disk(Disk disk) {
            return new CarelessDisk(disk, CarelessDisk.Care.FAILED_SYNC_IGNORED);
        }
    },

    /** A write that was done in part and is taken for whole. */
    SHORT_WRITE_TAKEN_FOR_WHOLE {
        @Override
        Disk disk(Disk disk) {
            return new CarelessDisk(disk, CarelessDisk.Care.SHORT_WRITES_IGNORED);
        }
    },

    /** A clock that says seconds where the ledger counts microseconds. */
    COARSE_CLOCK {
        @Override
        InstantSource clock(InstantSource clock) {
            return () -> clock.instant().truncatedTo(ChronoUnit.SECONDS);
        }
    },

    /** A caller that sends a command again under a new key. */
    NEW_KEY_FOR_A_RETRY {
        @Override
        Command<?> sent(Command<?> command, int number) {
            return number % 20 == 0 && command instanceof Command.TopUp topUp
                    ? new Command.TopUp(
                            topUp.account(),
                            IdempotencyKey.named("retry " + number),
                            topUp.amount(),
                            topUp.kind(),
                            topUp.offer(),
                            topUp.reason())
                    : command;
        }
    },

    /** Only the account itself is asked whether it has room, not those above. */
    PARENTS_NOT_ASKED {
        @Override
        MistakenRules rules() {
            return (right, book, command, now) -> {
                List<Event> events = new ArrayList<>(right.decide(command, now));
                if (first(events) instanceof Event.Refused refused
                        && command instanceof Command.PlaceHold place
                        && refused.level() != refused.account()) {
                    events.set(0, held(refused, place, now));
                }
                return events;
            };
        }
    },

    /** Limits do not refuse. */
    LIMITS_NOT_CHECKED {
        @Override
        MistakenRules rules() {
            return (right, book, command, now) -> {
                List<Event> events = new ArrayList<>(right.decide(command, now));
                if (first(events) instanceof Event.Refused refused
                        && command instanceof Command.PlaceHold place
                        && refused.limit() != Event.NO_LIMIT) {
                    events.set(0, held(refused, place, now));
                }
                return events;
            };
        }
    },

    /** A capture beyond its hold is cut to the hold. */
    OVERRUN_CUT {
        @Override
        MistakenRules rules() {
            return (right, book, command, now) -> {
                boolean over = command instanceof Command.CaptureHold
                        && right.decide(command, now).get(0) instanceof Event.Captured captured
                        && captured.amount() > captured.before()
                        && captured.found() == Result.HoldState.OPEN;
                Command<?> cut = command;
                if (over && command instanceof Command.CaptureHold capture) {
                    long before = ((Event.Captured) right.decide(command, now).get(0)).before();
                    cut = new Command.CaptureHold(
                            capture.hold(),
                            capture.key(),
                            io.reelbudget.money.Amount.ofMicros(
                                    before, capture.amount().unit()),
                            capture.labels(),
                            capture.ending());
                }
                return right.decide(cut, now);
            };
        }
    },

    /** Holds expire half an hour before their lease ends. */
    EXPIRED_TOO_EARLY {
        @Override
        MistakenRules rules() {
            long early = Duration.ofMinutes(30).toNanos() / 1_000;
            return (right, book, command, now) ->
                    right.decide(command, command instanceof Command.Renew ? now + early : now);
        }
    },

    /** A partial capture gives back what is left of its hold. */
    PARTIAL_CAPTURE_RELEASES {
        @Override
        MistakenRules rules() {
            return MistakenRules.changing(
                    Event.Captured.class,
                    captured -> new Event.Captured(
                            captured.account(),
                            captured.hold(),
                            captured.before(),
                            captured.found(),
                            captured.amount(),
                            captured.left() > 0 ? 0 : captured.left(),
                            captured.labels(),
                            captured.paidBy()));
        }
    },

    /** A grant does not pay off debt. */
    DEBT_NOT_PAID_OFF {
        @Override
        MistakenRules rules() {
            return MistakenRules.changing(
                    Event.Granted.class,
                    granted -> new Event.Granted(
                            granted.account(), granted.grant(), granted.request(), granted.terms(), 0));
        }
    },

    /** A plan's change forgets when the running period ends, so that its allowance is granted again. */
    RENEWED_TWICE {
        @Override
        MistakenRules rules() {
            return (right, book, command, now) -> {
                List<Event> events = new ArrayList<>(right.decide(command, now));
                if (first(events) instanceof Event.PlanChanged changed) {
                    events.set(0, new Event.PlanChanged(changed.account(), changed.plan(), changed.from(), now, now));
                }
                return events;
            };
        }
    },

    /** What a refund gives back is given to nobody. */
    REFUND_LOST {
        @Override
        MistakenRules rules() {
            return MistakenRules.changing(
                    Event.Returned.class,
                    back -> new Event.Returned(
                            back.account(),
                            back.cause(),
                            0,
                            back.total(),
                            back.amount(),
                            back.at(),
                            back.labels(),
                            back.reason(),
                            back.returns()));
        }
    };

    /** Returns the disk as a ledger with the mistake uses it. */
    Disk disk(Disk disk) {
        return disk;
    }

    InstantSource clock(InstantSource clock) {
        return clock;
    }

    /** Returns what is sent in a command's place. */
    Command<?> sent(Command<?> command, int number) {
        return command;
    }

    /** Returns what decides. */
    MistakenRules rules() {
        return MistakenRules.none();
    }

    Ledger open(EntryLog log, InstantSource clock) {
        return MistakenRules.open(log, clock(clock), rules());
    }

    private static Event first(List<Event> events) {
        return events.isEmpty() ? null : events.get(0);
    }

    private static Event held(Event.Refused refused, Command.PlaceHold place, long now) {
        return new Event.Held(
                refused.account(),
                place.key(),
                place.amount().micros(),
                now + place.lease().toNanos() / 1_000,
                place.labels(),
                List.of(),
                Event.ACCOUNTS_OWN);
    }
}
