package io.reelbudget.cli.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.output.Listing;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget account}. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        description = "Lists the accounts of a ledger, shows one, and tops one up.",
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget account list -d books --format json",
            "  budget account show -d books acme",
            "  budget account top-up -d books acme 25.00 --key invoice-4711"
        })
public final class AccountCommand implements Runnable {

    // Set by picocli before run().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What to do was missing; name list, show or top-up.");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all accounts with their balances.",
            footer = {
                "",
                "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
                "",
                "Example:",
                "  budget account list -d books --format json"
            })
    int list(@Mixin LedgerDirectory directory, @Mixin OutputOptions output) {
        Listing listing = directory.ask(ledger -> {
            Listing all = balances();
            for (AccountPath account : ledger.accounts()) {
                all = with(all, ledger.balance(account));
            }
            return all;
        });
        output.print(listing, out());
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows an account's balance and its grants, in the order in which they are spent.",
            footer = {
                "",
                "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
                "",
                "Example:",
                "  budget account show -d books acme"
            })
    int show(
            @Mixin LedgerDirectory directory,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "ACCOUNT", description = "Its path, such as acme/video.") String account) {
        AccountPath path = AccountPath.of(account);
        PrintWriter out = out();
        Listing grants = directory.ask(ledger -> {
            output.remark(headline(ledger.balance(path)), out);
            return grants(ledger, path);
        });
        output.print(grants, out);
        return 0;
    }

    @Command(
            name = "top-up",
            mixinStandardHelpOptions = true,
            description = "Grants a bought amount that does not expire. The same key again changes nothing.",
            footer = {
                "",
                "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
                "",
                "Example:",
                "  budget account top-up -d books acme 25.00 --key invoice-4711"
            })
    int topUp(
            @Mixin LedgerDirectory directory,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "ACCOUNT", description = "Its path, such as acme/video.") String account,
            @Parameters(paramLabel = "AMOUNT", description = "In the unit of its plan, such as 25.00.") String amount,
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "KEY",
                            description = "What makes it happen once, such as the invoice's number.")
                    String key,
            @Option(names = "--reason", defaultValue = "by hand", description = "Why. Default: ${DEFAULT-VALUE}.")
                    String reason) {
        AccountPath path = AccountPath.of(account);
        if (key.isBlank()) {
            throw new IllegalArgumentException(
                    "Key was blank but must be what makes the top-up happen once, such as the"
                            + " invoice's number; is a variable of your script empty?");
        }
        Balance after = directory.ask(ledger -> {
            Unit unit = ledger.balance(path).granted().unit();
            Result.Granted granted =
                    ledger.topUp(path, IdempotencyKey.named("top-up " + key), Amount.parse(amount, unit), reason);
            return granted.balance();
        });
        output.print(with(balances(), after), out());
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Listing balances() {
        return Listing.of(
                Listing.text("account", "account"),
                Listing.text("unit", "unit"),
                Listing.decimal("available", "available"),
                Listing.decimal("held", "held"),
                Listing.decimal("posted", "posted"),
                Listing.decimal("granted", "granted"),
                Listing.decimal("overdraft", "overdraft"),
                Listing.text("periodEnds", "period ends"));
    }

    private static Listing with(Listing listing, Balance balance) {
        return listing.with(
                balance.account().toString(),
                balance.granted().unit().toString(),
                balance.available().toDecimalString(),
                balance.held().toDecimalString(),
                balance.posted().toDecimalString(),
                balance.granted().toDecimalString(),
                balance.overdraft().toDecimalString(),
                balance.period().end().equals(Instant.MAX)
                        ? ""
                        : balance.period().end().toString());
    }

    private static String headline(Balance balance) {
        return balance.account() + ": " + balance.available() + " available, " + balance.held() + " held, "
                + balance.posted() + " posted.";
    }

    private static Listing grants(BlockingLedger ledger, AccountPath path) {
        Listing listing = Listing.of(
                Listing.number("grant", "grant"),
                Listing.text("kind", "kind"),
                Listing.decimal("left", "left"),
                Listing.decimal("amount", "of"),
                Listing.text("expires", "expires"));
        for (Grant grant : ledger.grants(path)) {
            listing = listing.with(
                    Long.toString(grant.id()),
                    grant.kind().name().toLowerCase(Locale.ROOT),
                    grant.remaining().toDecimalString(),
                    grant.amount().toDecimalString(),
                    grant.expiry().map(Instant::toString).orElse(""));
        }
        return listing;
    }
}
