package io.reelbudget.spring;

import io.reelbudget.Reelbudget;
import io.reelbudget.ReelbudgetBuilder;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.spring.ReelbudgetProperties.Account;
import io.reelbudget.spring.ReelbudgetProperties.Model;
import io.reelbudget.spring.ReelbudgetProperties.Renewal;
import io.reelbudget.spring.ReelbudgetProperties.Store;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings of properties, and says which property is wrong.
 *
 * @param properties as they were bound
 */
record SettingsReader(ReelbudgetProperties properties) {

    /**
     * Returns a builder with all that properties say of it.
     *
     * @param shared the application's database, where there is one that can keep budgets
     */
    ReelbudgetBuilder builder(Optional<SharedLedger> shared) {
        ReelbudgetBuilder builder =
                switch (store(shared)) {
                    case MEMORY -> Reelbudget.inMemory();
                    case JOURNAL -> Reelbudget.at(directory());
                    case JDBC -> inDatabase(shared);
                };
        checked("reelbudget.housekeeping", () -> builder.housekeeping(properties.housekeeping()));
        Double processors = properties.processors();
        if (processors != null) {
            checked("reelbudget.processors", () -> builder.processors(processors));
        }
        files("reelbudget.model", properties.model()).ifPresent(files -> builder.model(files.onnx(), files.card()));
        files("reelbudget.challenger", properties.challenger())
                .ifPresent(files -> builder.challenger(files.onnx(), files.card()));
        return builder;
    }

    private Store store(Optional<SharedLedger> shared) {
        Store said = properties.store();
        if (said != null) {
            return said;
        }
        return shared.isPresent() && properties.directory() == null ? Store.JDBC : Store.JOURNAL;
    }

    private ReelbudgetBuilder inDatabase(Optional<SharedLedger> shared) {
        SharedLedger database = shared.orElseThrow(() -> new BudgetSettingException(
                "reelbudget.store",
                "was 'jdbc' but needs one data source and the module budget-store-jdbc to be so",
                "Add io.reelbudget:budget-store-jdbc and spring.datasource.url; of several data sources mark one"
                        + " @Primary"));
        return Reelbudget.over(clock -> checked("reelbudget.schema", () -> database.open(properties.schema(), clock)));
    }

    private Path directory() {
        String directory = properties.directory();
        if (directory == null || directory.isBlank()) {
            throw new BudgetSettingException(
                    "reelbudget.directory",
                    "was not set but must name the directory in which the ledger is kept",
                    "Set reelbudget.directory=/var/lib/my-service/budgets, say: on a disk that lasts, and this process's"
                            + " alone. For tests set reelbudget.store=memory instead");
        }
        return path("reelbudget.directory", directory);
    }

    private record Files(Path onnx, Path card) {}

    private static Optional<Files> files(String property, Model model) {
        String file = model.file();
        String card = model.card();
        if (file == null && card == null) {
            return Optional.empty();
        }
        if (file == null || card == null) {
            throw new BudgetSettingException(
                    property + (file == null ? ".file" : ".card"),
                    "was not set but must be beside '" + property + (file == null ? ".card" : ".file") + "'",
                    "Set both: the trainer writes the ONNX file and its JSON card side by side");
        }
        return Optional.of(new Files(path(property + ".file", file), path(property + ".card", card)));
    }

    /** Returns the accounts to open, in the order in which they are written. */
    Map<AccountPath, Plan> accounts() {
        Map<AccountPath, Plan> accounts = new LinkedHashMap<>();
        for (int i = 0; i < properties.accounts().size(); i++) {
            String property = "reelbudget.accounts[" + i + "]";
            Account account = properties.accounts().get(i);
            AccountPath path = checked(
                    property + ".path", () -> AccountPath.of(required(property + ".path", account.path(), "acme")));
            if (accounts.put(path, plan(property, account)) != null) {
                throw new BudgetSettingException(
                        property + ".path",
                        "was '" + path + "' but must be another one, since an account before it has that",
                        "Give each account one entry");
            }
        }
        return accounts;
    }

    private static Plan plan(String property, Account account) {
        Unit unit = checked(property + ".unit", () -> unit(account.unit()));
        BigDecimal units = required(property + ".allowance", account.allowance(), "100.00");
        Amount allowance = amount(property + ".allowance", units, unit);
        return checked(
                property + ".allowance",
                () -> account.renewal() == Renewal.ONCE
                        ? Plan.once(allowance)
                        : Plan.monthly(allowance, account.zone()));
    }

    private static Amount amount(String property, BigDecimal units, Unit unit) {
        try {
            return Amount.of(units, unit);
        } catch (ArithmeticException inexact) {
            throw new BudgetSettingException(
                    property,
                    "was '" + units.toPlainString() + "' but must have six decimals at most, and be within the range of"
                            + " amounts",
                    "Round it");
        }
    }

    private static Unit unit(String name) {
        return name.equals(Unit.VCPU_SECONDS.toString()) ? Unit.VCPU_SECONDS : Unit.currency(name);
    }

    private static <T> T required(String property, @Nullable T value, String example) {
        if (value == null) {
            throw new BudgetSettingException(
                    property,
                    "was not set but every account must have it",
                    "Set " + property + "=" + example + ", say");
        }
        return value;
    }

    static Path path(String property, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new BudgetSettingException(
                    property,
                    "was '" + text + "' but must be a path of this platform",
                    "Write it as this platform does");
        }
    }

    /** What the library says of a wrong value names the value and what it must be; this adds where it was set. */
    static <T> T checked(String property, Supplier<T> setting) {
        try {
            return setting.get();
        } catch (BudgetSettingException known) {
            throw known;
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            throw new BudgetSettingException(
                    property,
                    "is wrong: " + withoutEnd(wrong),
                    "Correct it where the application's properties are set");
        }
    }

    private static String withoutEnd(RuntimeException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
