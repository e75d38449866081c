package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.GrantUse;
import io.reelbudget.ledger.LimitState;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.PendingTopUp;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Says in the words of {@link ModelLedger} what a real ledger answered and what its accounts have. */
final class Outcome {

    private Outcome() {}

    static String of(Result result) {
        if (result instanceof Result.Held held) {
            return "held " + held.amount().micros() + " until " + ModelAccount.micros(held.leaseEnd()) + " "
                    + sheet(held.balance());
        } else if (result instanceof Result.Shortfall shortfall) {
            return "short at " + shortfall.level() + " asked "
                    + shortfall.asked().micros() + " of "
                    + shortfall.available().micros() + " for "
                    + shortfall.limit().map(Object::toString).orElse("grants");
        } else if (result instanceof Result.Captured captured) {
            return "captured " + captured.amount().micros() + " beyond "
                    + captured.overrun().micros() + " " + captured.found() + " " + paid(captured.paidBy()) + " "
                    + sheet(captured.balance());
        } else if (result instanceof Result.Released released) {
            return "released " + released.amount().micros() + " " + sheet(released.balance());
        } else if (result instanceof Result.Renewed renewed) {
            return "renewed " + ModelHolds.names(renewed.expiredHolds()) + " " + sheet(renewed.balance());
        } else if (result instanceof Result.Noted) {
            return "noted";
        } else if (result instanceof Result.Opened opened) {
            return "opened " + sheet(opened.balance());
        }
        return ofGrants(result);
    }

    private static String ofGrants(Result result) {
        if (result instanceof Result.Granted granted) {
            return "granted " + granted.grant().remaining().micros() + " " + sheet(granted.balance());
        } else if (result instanceof Result.Voided voided) {
            return "voided " + voided.amount().micros() + " " + sheet(voided.balance());
        } else if (result instanceof Result.Charged charged) {
            return "charged " + charged.amount().micros() + " " + paid(charged.paidBy()) + " "
                    + sheet(charged.balance());
        } else if (result instanceof Result.Corrected corrected) {
            return "corrected " + corrected.difference().micros() + " to "
                    + corrected.charged().micros() + " " + sheet(corrected.balance());
        } else if (result instanceof Result.WrittenOff writtenOff) {
            return "written off " + writtenOff.amount().micros() + " " + sheet(writtenOff.balance());
        } else if (result instanceof Result.TopUpCancelled cancelled) {
            return "cancelled " + sheet(cancelled.balance());
        }
        Result.PlanChanged changed = (Result.PlanChanged) result;
        return "plan changed at " + ModelAccount.micros(changed.effective()) + " " + sheet(changed.balance());
    }

    private static String paid(List<GrantUse> uses) {
        return uses.stream()
                .map(use -> use.kind() + " " + use.amount().micros())
                .toList()
                .toString();
    }

    static String of(RuntimeException refusal) {
        Throwable cause = refusal instanceof CompletionException ? refusal.getCause() : refusal;
        return cause.getClass().getSimpleName();
    }

    private static String sheet(Balance balance) {
        return balance.granted().micros() + "-" + balance.posted().micros() + "-"
                + balance.held().micros() + "-" + balance.expired().micros() + " owes "
                + balance.overdraft().micros() + " may owe "
                + balance.overdraftLimit().micros() + " in "
                + ModelAccount.micros(balance.period().start()) + ": "
                + balance.grantedInPeriod().micros() + "-"
                + balance.postedInPeriod().micros();
    }

    static List<String> describe(BlockingLedger ledger) {
        List<String> lines = new ArrayList<>();
        for (AccountPath path : ledger.accounts()) {
            lines.add(describe(ledger, path).line());
        }
        return lines;
    }

    /** What an account has, in words and with the numbers that the words leave out. */
    record Seen(String line, Balance balance, List<Grant> live, List<Grant> announced, List<PendingTopUp> pending) {}

    static Seen describe(BlockingLedger ledger, AccountPath path) {
        Balance balance = ledger.balance(path);
        List<Grant> live = ledger.grants(path);
        List<Grant> announced = ledger.read(new Query.ScheduledGrantsOf(path));
        List<PendingTopUp> pending = ledger.read(new Query.PendingTopUpsOf(path));
        StringBuilder line = new StringBuilder(path.toString())
                .append(' ')
                .append(sheet(balance))
                .append(" grants");
        live.forEach(grant -> line.append(", ").append(describe(grant)));
        line.append(" announced");
        announced.forEach(grant -> line.append(", ").append(describe(grant)));
        line.append(" limits");
        for (LimitState limit : ledger.read(new Query.LimitsOf(path))) {
            line.append(", ").append(limit.cap().micros()).append(' ');
            line.append(limit.posted().micros()).append(' ').append(limit.held().micros());
        }
        line.append(" pending");
        pending.forEach(request -> line.append(' ').append(request.amount().micros()));
        List<String> open = new ArrayList<>();
        for (OpenHold hold : ledger.openHolds(path)) {
            open.add(hold.id().key() + " " + hold.amount().micros() + " until " + ModelAccount.micros(hold.leaseEnd()));
        }
        open.sort(null);
        return new Seen(line.append(" open ").append(open).toString(), balance, live, announced, pending);
    }

    private static String describe(Grant grant) {
        return grant.kind() + " " + grant.remaining().micros()
                + (grant.scope().values().isEmpty()
                        ? ""
                        : " for " + grant.scope().values()) + " until "
                + grant.expiry().map(ModelAccount::micros).map(Object::toString).orElse("ever");
    }
}
