package io.reelbudget.spring;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.PlanConflictException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words why budgets could not be opened, and what to do, in place of a stack trace. */
final class BudgetFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException unused) {
        for (Throwable each = rootFailure; each != null; each = each.getCause()) {
            @Nullable FailureAnalysis analysis = analysis(each);
            if (analysis != null) {
                return analysis;
            }
        }
        return null; // somebody else's failure
    }

    private static @Nullable FailureAnalysis analysis(Throwable failure) {
        if (failure instanceof BudgetSettingException setting) {
            return new FailureAnalysis(setting.getMessage() + ".", setting.action() + ".", setting);
        } else if (failure instanceof LedgerUnavailableException && failure.getCause() instanceof SQLException) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Check spring.datasource and reelbudget.schema, and that PostgresSchema.apply has made the tables"
                            + " there.",
                    failure);
        } else if (failure instanceof LedgerUnavailableException) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Stop the other process that uses reelbudget.directory, or give this one a directory of its own.",
                    failure);
        } else if (failure instanceof CorruptJournalException) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Restore reelbudget.directory from a backup. Nothing in it was changed.",
                    failure);
        } else if (failure instanceof PlanConflictException) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Set reelbudget.accounts to the plan that the account has, or change its plan by"
                            + " budgets.ledger().blocking().changePlan(...).",
                    failure);
        }
        return null; // nothing that is known here
    }
}
