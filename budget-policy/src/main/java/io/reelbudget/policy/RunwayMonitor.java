package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.runway.SpendForecaster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches how long accounts last, and acts before they run out.
 *
 * <p>An evaluation reads the account, asks the forecaster and then the account's policy, records the decision as a note
 * in the ledger, and only then calls the host's hooks: on threads of their own, with a time-out, catching all they
 * throw. What became of the calls is recorded, too. A call of a notifier, a provisioner or of a queue's pause and
 * resume that failed is made again by later evaluations, with the same key, until it succeeds or is overtaken by its
 * opposite. A decision is carried out once until the account has recovered, and a notice is sent once by account,
 * period, policy and level, and once more after a new grant. What is in force is restored from the ledger's notes when
 * an account is first asked about, so that a restart neither repeats nor forgets.
 *
 * <p>All methods are thread-safe. Evaluations of one account wait for each other, those of several do not. A hook may
 * not evaluate: it is refused.
 */
public final class RunwayMonitor implements AutoCloseable {

    private RunwayMonitor() {}

    /**
     * Returns a builder of a monitor.
     *
     * @param ledger keeps the accounts and the monitor's notes; the monitor does not close it
     * @param forecaster says when an account runs out
     * @param pricing what jobs cost, for the default policy
     * @param clock what time it is
     */
    public static Builder builder(Ledger ledger, SpendForecaster forecaster, JobPricing pricing, InstantSource clock) {
        return new Builder();
    }

    /** Sets what is done about an account and, unless they have their own, those below it. */
    public void setPolicy(AccountPath account, AccountPolicy policy) {
        throw new UnsupportedOperationException();
    }

    /** Returns what is done about an account: its own, that of the nearest account above that has one, the default. */
    public AccountPolicy policyOf(AccountPath account) {
        throw new UnsupportedOperationException();
    }

    /**
     * Looks at an account now and does what its policy decides. Returns when the hooks have returned or run out of
     * time.
     *
     * @throws io.reelbudget.ledger.UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot answer; nothing was carried out
     * @throws IllegalStateException if a hook calls it
     */
    public Evaluation evaluate(AccountPath account) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns whether new jobs of an account are to be refused: it, or one above it, is paused. Answers from memory,
     * except for the first question about an account, which reads its notes.
     *
     * @throws io.reelbudget.ledger.UnknownAccountException if the account is not open
     */
    public boolean admissionPaused(AccountPath account) {
        throw new UnsupportedOperationException();
    }

    /** Returns what was done about an account and is still in force. */
    public Stance stance(AccountPath account) {
        throw new UnsupportedOperationException();
    }

    /** Interrupts the hooks that still run and gives up the threads. Closing again does nothing. */
    @Override
    public void close() {}

    /** Settings of a monitor; each has a default. */
    public static final class Builder {

        private final Map<AccountPath, AccountPolicy> policies = new ConcurrentHashMap<>();

        private Builder() {}

        /** Sets the hooks; {@link Hooks#standard()} unless set. */
        public Builder hooks(Hooks hooks) {
            return this;
        }

        /** Sets what is done about accounts without a policy of their own; reduced quality at 30 minutes unless set. */
        public Builder defaultPolicy(AccountPolicy policy) {
            return this;
        }

        /** Sets what is done about an account and, unless they have their own, those below it. */
        public Builder policy(AccountPath account, AccountPolicy policy) {
            policies.put(account, policy);
            return this;
        }

        /** Sets how running and queued jobs spend; on as many processors as this machine has, unless set. */
        public Builder committedWork(CommittedWork work) {
            return this;
        }

        /** Sets how much history the forecaster gets, 1 hour to 3,650 days; 28 days unless set. */
        public Builder history(Duration history) {
            return this;
        }

        /** Sets how long a call of a hook may take, more than zero; 5 seconds unless set. */
        public Builder hookTimeout(Duration timeout) {
            return this;
        }

        /** Returns the monitor. */
        public RunwayMonitor build() {
            return new RunwayMonitor();
        }
    }
}
