package io.reelbudget.cli.replay;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AmountSchedule;
import io.reelbudget.account.Plan;
import io.reelbudget.backtest.Setting;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.price.PriceBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes settings of what the user names; each adds a change to another setting. */
final class Settings {

    private final Map<AccountPath, Plan> plans;
    private final CostEstimator estimator;
    private final Instant from;

    /**
     * @param plans those that accounts have
     * @param estimator says what a policy expects of jobs
     * @param from when settings begin to count
     */
    Settings(Map<AccountPath, Plan> plans, CostEstimator estimator, Instant from) {
        this.plans = plans;
        this.estimator = estimator;
        this.from = from;
    }

    /**
     * Returns the change to another allowance, each period.
     *
     * @param text {@code AMOUNT}, for all accounts without one above them, or {@code ACCOUNT=AMOUNT}
     */
    UnaryOperator<Setting> limit(String text) {
        int at = text.lastIndexOf('=');
        if (at >= 0) {
            AccountPath account = AccountPath.of(text.substring(0, at));
            Plan plan = plans.get(account);
            if (plan == null) {
                throw new IllegalArgumentException("Account of limit '" + text + "' was '" + account
                        + "' but must be one of the history, " + plans.keySet() + ".");
            }
            return setting -> setting.withPlan(account, limited(plan, text.substring(at + 1)));
        }
        return setting -> {
            Setting changed = setting;
            for (Map.Entry<AccountPath, Plan> each : plans.entrySet()) {
                if (each.getKey().parent().isEmpty()) {
                    changed = changed.withPlan(each.getKey(), limited(each.getValue(), text));
                }
            }
            return changed;
        };
    }

    private static Plan limited(Plan plan, String amount) {
        return plan.withAllowance(
                AmountSchedule.always(Amount.parse(amount, plan.allowance().unit())));
    }

    /** Returns the change to no picture larger than a size, by its shorter side. */
    static UnaryOperator<Setting> picture(int side) {
        return setting -> setting.withPicturesUpTo(side);
    }

    /** Returns the change to a policy in a JSON file, at its own threshold; it expects jobs to cost by a book. */
    UnaryOperator<Setting> policy(Path file, PriceBook book) {
        AccountPolicy policy =
                PolicyDocument.parse(text(file)).policy(QualityLadder.standard(), JobPricing.of(estimator, book, from));
        return setting ->
                setting.withTerms(had -> had.withPolicy(policy.policy()).withThreshold(policy.threshold()));
    }

    /** Returns the change to other prices. */
    static UnaryOperator<Setting> prices(PriceBook book) {
        return setting -> setting.withPrices(PricingEngine.of(book));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Policy '" + file + "' cannot be read: " + e.getMessage() + "; check it.", e);
        }
    }
}
