package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Says in the words of {@link ModelLedger} what a real ledger answered and what its accounts have. */
final class Outcome {

    private Outcome() {}

    static String of(Result result) {
        if (result instanceof Result.Held held) {
            return "held " + held.amount().micros() + " until " + held.leaseEnd();
        } else if (result instanceof Result.Shortfall shortfall) {
            return "short at " + shortfall.level() + " asked "
                    + shortfall.asked().micros() + " of "
                    + shortfall.available().micros();
        } else if (result instanceof Result.Captured captured) {
            List<String> paid = captured.paidBy().stream()
                    .map(use -> use.kind() + " " + use.amount().micros())
                    .toList();
            return "captured " + captured.amount().micros() + " beyond "
                    + captured.overrun().micros() + " " + captured.found() + " " + paid;
        } else if (result instanceof Result.Released released) {
            return "released " + released.amount().micros();
        } else if (result instanceof Result.Granted granted) {
            return "granted " + granted.grant().amount().micros();
        } else if (result instanceof Result.Renewed renewed) {
            return "renewed " + ModelLedger.names(renewed.expiredHolds());
        } else if (result instanceof Result.Noted) {
            return "noted";
        }
        return "opened";
    }

    static String of(RuntimeException refusal) {
        Throwable cause = refusal instanceof CompletionException ? refusal.getCause() : refusal;
        return cause.getClass().getSimpleName();
    }

    static List<String> describe(BlockingLedger ledger) {
        List<String> lines = new ArrayList<>();
        for (AccountPath path : ledger.accounts()) {
            Balance balance = ledger.balance(path);
            StringBuilder line = new StringBuilder(path + ": granted "
                    + balance.granted().micros() + " posted " + balance.posted().micros() + " held "
                    + balance.held().micros() + " expired " + balance.expired().micros() + " in period "
                    + balance.grantedInPeriod().micros() + "/"
                    + balance.postedInPeriod().micros() + " grants");
            ledger.grants(path).forEach(grant -> line.append(' ')
                    .append(grant.kind())
                    .append(' ')
                    .append(grant.remaining().micros()));
            List<String> open = ledger.openHolds(path).stream()
                    .map(hold -> hold.id().key() + " " + hold.amount().micros())
                    .sorted()
                    .toList();
            lines.add(line + " open " + open);
        }
        return lines;
    }
}
