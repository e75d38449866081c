package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a ledger ought to do, written from its documentation and sharing no code with it: slow, in memory, and as plain
 * as possible. Outcomes are strings, see {@link Outcome}.
 */
final class ModelLedger {

    private record Known(Command<?> command, String outcome, Instant at) {}

    private static final class ModelHold {
        long amount;

        /** Once it expired: when. */
        Instant leaseEnd;
    }

    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(400);

    private final Map<String, ModelAccount> accounts = new TreeMap<>();
    private final Map<HoldId, ModelHold> holds = new LinkedHashMap<>();
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<String, Instant> times = new LinkedHashMap<>();

    private int carriedOut;

    /** Returns how many commands had an effect of their own, or an answer to be remembered. */
    int carriedOut() {
        return carriedOut;
    }

    String submit(Command<?> command, Instant clock) {
        String root = command.account().root().toString();
        String scopedKey = root + " " + command.key();
        Known before = known.get(scopedKey);
        if (before != null) {
            return before.command().equals(command) ? before.outcome() : "IdempotencyConflictException";
        }
        boolean opensRoot = command instanceof Command.OpenAccount
                && command.account().parent().isEmpty();
        if (!accounts.containsKey(root) && !opensRoot) {
            return "UnknownAccountException";
        }
        Instant now = timeOf(command.account(), clock);
        String outcome = decide(command, now);
        if (!outcome.endsWith("Exception")) {
            forgetOlderThan(now.minus(RETENTION));
            known.put(scopedKey, new Known(command, outcome, now));
            carriedOut++;
        }
        return outcome;
    }

    /** Each root has a time of its own: what is behind a younger one stays until that has gone. */
    private void forgetOlderThan(Instant time) {
        Iterator<Known> oldest = known.values().iterator();
        while (oldest.hasNext() && oldest.next().at().isBefore(time)) {
            oldest.remove();
        }
    }

    boolean remembers(Command<?> command) {
        Known before = known.get(command.account().root() + " " + command.key());
        return before != null && before.command().equals(command);
    }

    private Instant timeOf(AccountPath account, Instant exact) {
        Instant clock = exact.truncatedTo(ChronoUnit.MICROS);
        return times.merge(account.root().toString(), clock, (last, now) -> now.isAfter(last) ? now : last);
    }

    private String decide(Command<?> command, Instant now) {
        String root = command.account().root().toString();
        holds.entrySet()
                .removeIf(hold -> hold.getKey().account().root().toString().equals(root)
                        && hold.getValue().amount == 0
                        && hold.getValue().leaseEnd.isBefore(now.minus(KEPT_AFTER_EXPIRY)));
        if (command instanceof Command.OpenAccount open) {
            return open(open, now);
        }
        if (!accounts.containsKey(command.account().toString())) {
            return "UnknownAccountException";
        }
        levels(command.account()).forEach(level -> level.bringUpTo(now));
        if (command instanceof Command.PlaceHold place) {
            return place(place, now);
        } else if (command instanceof Command.TopUp topUp) {
            accounts.get(topUp.account().toString())
                    .grant(
                            topUp.amount().micros(),
                            topUp.kind(),
                            topUp.offer().expiry().orElse(Instant.MAX));
            return "granted " + topUp.amount().micros();
        } else if (command instanceof Command.Renew renew) {
            return renew(renew, now);
        } else if (command instanceof Command.Note) {
            return "noted";
        }
        return decideOnHold(command, now);
    }

    private String decideOnHold(Command<?> command, Instant now) {
        if (command instanceof Command.ExtendHold extend) {
            return extend(extend, now);
        }
        HoldId id = command instanceof Command.CaptureHold capture
                ? capture.hold()
                : ((Command.ReleaseHold) command).hold();
        ModelHold hold = holds.remove(id);
        if (hold == null) {
            return "UnknownHoldException";
        }
        levels(id.account()).forEach(level -> level.held -= hold.amount);
        if (command instanceof Command.CaptureHold capture) {
            long amount = capture.amount().micros();
            String paid = "";
            for (ModelAccount level : levels(id.account())) {
                paid = level.post(amount);
            }
            return "captured " + amount + " beyond " + Math.max(0, amount - hold.amount) + " "
                    + (hold.amount > 0 ? "OPEN " : "EXPIRED ") + paid;
        }
        return "released " + hold.amount;
    }

    private String open(Command.OpenAccount open, Instant now) {
        ModelAccount there = accounts.get(open.account().toString());
        if (there != null) {
            there.bringUpTo(now);
            levels(open.account()).forEach(level -> level.bringUpTo(now));
            return there.plan.equals(open.plan()) ? "opened" : "PlanConflictException";
        }
        boolean rootless = open.account().parent().isPresent()
                && !accounts.containsKey(open.account().parent().get().toString());
        if (rootless) {
            return "UnknownAccountException";
        }
        accounts.put(open.account().toString(), new ModelAccount(open.account(), open.plan(), now));
        return "opened";
    }

    private String place(Command.PlaceHold place, Instant now) {
        HoldId id = new HoldId(place.account(), place.key());
        if (holds.containsKey(id)) {
            return "IdempotencyConflictException";
        }
        return setHold(id, place.amount().micros(), now.plus(place.lease()));
    }

    private String extend(Command.ExtendHold extend, Instant now) {
        return holds.containsKey(extend.hold())
                ? setHold(extend.hold(), extend.amount().micros(), now.plus(extend.lease()))
                : "UnknownHoldException";
    }

    private String setHold(HoldId id, long amount, Instant leaseEnd) {
        ModelHold hold = holds.getOrDefault(id, new ModelHold());
        long more = amount - hold.amount;
        for (ModelAccount level : levels(id.account())) {
            if (more > 0 && more > level.holdable()) {
                return "short at " + level.path + " asked " + more + " of " + level.holdable();
            }
        }
        levels(id.account()).forEach(level -> level.held += more);
        hold.amount = amount;
        hold.leaseEnd = leaseEnd;
        holds.put(id, hold);
        return "held " + amount + " until " + leaseEnd;
    }

    private String renew(Command.Renew renew, Instant now) {
        List<HoldId> overdue = new ArrayList<>();
        holds.forEach((id, hold) -> {
            boolean below = (id.account() + "/").startsWith(renew.account() + "/");
            if (below && hold.amount > 0 && !hold.leaseEnd.isAfter(now)) {
                overdue.add(id);
            }
        });
        for (HoldId id : overdue) {
            levels(id.account()).forEach(level -> level.held -= holds.get(id).amount);
            holds.get(id).amount = 0;
            holds.get(id).leaseEnd = now;
        }
        return "renewed " + names(overdue);
    }

    static String names(List<HoldId> holds) {
        return holds.stream()
                .map(HoldId::toString)
                .sorted(Comparator.naturalOrder())
                .toList()
                .toString();
    }

    private List<ModelAccount> levels(AccountPath path) {
        return path.levels().stream()
                .map(level -> accounts.get(level.toString()))
                .toList();
    }

    /** Returns what all accounts have, line by line, after bringing them up to a time. */
    List<String> describe(Instant clock) {
        List<String> lines = new ArrayList<>();
        for (ModelAccount account : accounts.values()) {
            Instant now = timeOf(account.path, clock);
            levels(account.path).forEach(level -> level.bringUpTo(now));
            lines.add(account.describe() + " open " + openOn(account.path));
        }
        return lines;
    }

    private List<String> openOn(AccountPath account) {
        return holds.entrySet().stream()
                .filter(hold -> hold.getKey().account().equals(account) && hold.getValue().amount > 0)
                .map(hold -> keyOf(hold.getKey()) + " " + hold.getValue().amount)
                .sorted()
                .toList();
    }

    private static String keyOf(HoldId hold) {
        IdempotencyKey key = hold.key();
        return key.toString();
    }
}
