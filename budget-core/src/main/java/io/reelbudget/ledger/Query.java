package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a ledger can be asked. An answer never shows what is not yet durable.
 *
 * <p>All queries are immutable and thread-safe.
 *
 * @param <R> what the ledger answers
 */
public sealed interface Query<R> {

    /** The most entries in one page of a statement. */
    int MAX_PAGE = 10_000;

    /** The most hours in one answer: about ten years. */
    int MAX_HOURS = 88_000;

    /** Asks for all open accounts, sorted by path. */
    record Accounts() implements Query<List<AccountPath>> {}

    /** Asks for an account's plan. */
    record PlanOf(AccountPath account) implements Query<Plan> {}

    /** Asks what an account has now. */
    record BalanceOf(AccountPath account) implements Query<Balance> {}

    /** Asks for the grants of an account that have something left, in burn-down order. */
    record GrantsOf(AccountPath account) implements Query<List<Grant>> {}

    /**
     * Asks what an account had at an instant that is past, from the entries up to then; today's balance for one that is
     * not.
     */
    record BalanceAsOf(AccountPath account, Instant instant) implements Query<Balance> {}

    /** Asks how much of each of its plan's limits an account has used, in the order of the plan. */
    record LimitsOf(AccountPath account) implements Query<List<LimitState>> {}

    /** Asks for the grants of an account that are announced and do not count yet, the soonest first. */
    record ScheduledGrantsOf(AccountPath account) implements Query<List<Grant>> {}

    /** Asks for the automatic top-ups of an account that wait for their payment, the oldest first. */
    record PendingTopUpsOf(AccountPath account) implements Query<List<PendingTopUp>> {}

    /** Asks how far an account's automatic top-up is; empty where its plan has none. */
    record AutoTopUpOf(AccountPath account) implements Query<Optional<AutoTopUpState>> {}

    /**
     * Asks what was charged on an account, and below it, in each full hour of UTC, for each text of a label, such as
     * {@code codec}; charges without it are under the empty text. It reads all entries of the span. A label with so
     * many texts that they times the hours are more than {@value #MAX_SUMS} is refused with an
     * {@link IllegalArgumentException}: ask for fewer hours.
     *
     * @param label the label's name
     * @param from when the first hour begins, cut to the hour
     * @param to the first instant that no longer counts, cut to the hour; not before {@code from}, and at most
     *     {@value Query#MAX_HOURS} hours later
     */
    record UsageByLabel(AccountPath account, String label, Instant from, Instant to)
            implements Query<Map<String, HourlyUsage>> {

        /** How many sums an answer may have, those of hours without charges included: 32 MiB. */
        public static final int MAX_SUMS = 1 << 22;

        public UsageByLabel {
            UsageOf span = new UsageOf(account, from, to);
            from = span.from();
            to = span.to();
        }
    }

    /**
     * Asks for the commands about an account's own money and terms, the oldest first; see {@link PastCommand}. It reads
     * all entries of the account from {@code from} on.
     *
     * @param from the first instant that counts; one before 1970 counts as that
     * @param to the first instant that no longer counts, not before {@code from}; one after 9999 counts as that
     */
    record CommandsOf(AccountPath account, Instant from, Instant to) implements Query<List<PastCommand>> {
        public CommandsOf {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("Commands were asked from " + from + " to " + to
                        + " but must be of a span that ends no earlier than it begins; exchange the two.");
            }
            from = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
            to = to.isAfter(Command.END_OF_TIME) ? Command.END_OF_TIME : to;
        }
    }

    /**
     * Asks what a command was answered that was sent under a key, such as one whose answer was lost; nothing where no
     * such command is remembered.
     *
     * @param account any account under the same root as that of the command
     */
    record OutcomeOf(AccountPath account, IdempotencyKey key) implements Query<Optional<Result>> {}

    /** Asks for the seal of the newest entry of an account's root; a ledger in memory computes it from all entries. */
    record SealOf(AccountPath account) implements Query<ChainSeal> {}

    /** Asks for the open holds that were placed on an account itself, the oldest first. */
    record OpenHoldsOf(AccountPath account) implements Query<List<OpenHold>> {}

    /**
     * Asks for a page of the entries that touched an account, the newest first.
     *
     * @param before only entries with a smaller number; the newest, where empty
     * @param limit how many at most, 1 to {@value Query#MAX_PAGE}
     */
    record StatementOf(AccountPath account, OptionalLong before, int limit) implements Query<Statement> {
        public StatementOf {
            if (limit < 1 || limit > MAX_PAGE) {
                throw new IllegalArgumentException(
                        "Page was of " + limit + " entries but must be of 1 to " + MAX_PAGE + "; ask for pages.");
            }
        }
    }

    /**
     * Asks what was captured on an account, and below it, in each full hour of UTC. Hours are kept for at least 400
     * days; an answer begins later than asked where the first ones are no longer kept.
     *
     * @param from when the first hour begins, cut to the hour
     * @param to the first instant that no longer counts, cut to the hour; not before {@code from}, and at most
     *     {@value Query#MAX_HOURS} hours later
     */
    record UsageOf(AccountPath account, Instant from, Instant to) implements Query<HourlyUsage> {
        public UsageOf {
            from = within(from).truncatedTo(ChronoUnit.HOURS);
            to = within(to).truncatedTo(ChronoUnit.HOURS);
            if (to.isBefore(from) || Duration.between(from, to).toHours() > MAX_HOURS) {
                throw new IllegalArgumentException("Usage was asked from " + from + " to " + to
                        + " but must be of 0 to " + MAX_HOURS + " hours; ask for a shorter span.");
            }
        }

        private static Instant within(Instant instant) {
            Instant least = instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
            return least.isAfter(Command.END_OF_TIME) ? Command.END_OF_TIME : least;
        }
    }
}
