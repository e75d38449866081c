package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.runway.SpendForecaster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Watches how long accounts last, and acts before they run out.
 *
 * <p>An evaluation reads the account, asks the forecaster and then the account's policy, records the decision as a note
 * in the ledger, and only then calls the host's hooks: on threads of their own, with a time-out, catching all they
 * throw. What became of the calls is recorded, too. A call of a notifier, of a provisioner or of a queue's pause and
 * resume that failed is made again by later evaluations, with the same key, until it succeeds or is overtaken by its
 * opposite. A decision is carried out once until the account has recovered, and a notice is sent once by account,
 * period, policy and level, and once more after a new grant. What is in force is restored from the ledger's notes when
 * an account is first asked about, so that a restart neither repeats nor forgets.
 *
 * <p>Where hosts share the ledger, each root is looked after by the one whose turn it is, see
 * {@link io.reelbudget.ledger.Ledger#turns}; what it notes is known to the others within a second.
 *
 * <p>All methods are thread-safe. Evaluations of one account wait for each other, those of several do not. A hook may
 * not evaluate: it is refused.
 */
public final class RunwayMonitor implements AutoCloseable {

    private final Evaluator evaluator;
    private final PolicyBook book;
    private final Consumer<AccountPath> toLookAt;
    private final ConcurrentMap<AccountPath, AccountWatch> watches = new ConcurrentHashMap<>();
    private final HostTurns turns;
    private final RootNews news = new RootNews();

    RunwayMonitor(Evaluator evaluator, PolicyBook book, Consumer<AccountPath> toLookAt, HostTurns turns) {
        this.evaluator = evaluator;
        this.book = book;
        this.toLookAt = toLookAt;
        this.turns = turns;
        turns.listen(news);
    }

    /**
     * Returns a builder of a monitor.
     *
     * @param ledger keeps the accounts and the monitor's notes; the monitor does not close it
     * @param forecaster says when an account runs out
     * @param pricing what jobs cost, for the default policy
     * @param clock what time it is
     */
    public static RunwayMonitorBuilder builder(
            Ledger ledger, SpendForecaster forecaster, JobPricing pricing, InstantSource clock) {
        return new RunwayMonitorBuilder(ledger, forecaster, pricing, clock);
    }

    /** Sets what is done about an account and, unless they have their own, those below it. It is not kept. */
    public void setPolicy(AccountPath account, AccountPolicy policy) {
        book.set(account, policy);
        anotherPolicy(account);
    }

    /** Sets the tier of an account and, unless they have their own, of those below it. It is not kept. */
    public void setTier(AccountPath account, String tier) {
        book.setTier(account, tier);
        anotherPolicy(account);
    }

    /** What was never looked at by this monitor is left alone: it is looked at once something happens to it. */
    private void anotherPolicy(AccountPath account) {
        watches.keySet().stream()
                .filter(watched -> watched.levels().contains(account))
                .toList()
                .forEach(toLookAt);
    }

    /**
     * Adopts a policy for an account and, unless they have their own, those below it. It is kept in the ledger, comes
     * before what {@link #setPolicy} says, and counts until another is adopted or it is given up.
     *
     * @param by who decided so, for the record
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot record it
     */
    public void adopt(AccountPath account, PolicyDocument document, String by) {
        adopt(account, Optional.of(document), by);
    }

    /**
     * Gives up the policy that was adopted for an account, if one was.
     *
     * @param by who decided so, for the record
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot record it
     */
    public void giveUp(AccountPath account, String by) {
        adopt(account, Optional.empty(), by);
    }

    private void adopt(AccountPath account, Optional<PolicyDocument> document, String by) {
        refuseHooks(account);
        AccountWatch watch = watch(account);
        watch.turn().lock();
        try {
            evaluator.adopt(watch, document, by);
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            throw unknown;
        } finally {
            watch.turn().unlock();
        }
        anotherPolicy(account);
    }

    /**
     * Returns what is done about an account. From the account upwards, each level is asked for what was adopted for it,
     * what was set for it, and what is done about its tier; then what is done about accounts of its depth, then the
     * default.
     */
    public AccountPolicy policyOf(AccountPath account) {
        return book.policyOf(account, this::adopted);
    }

    /**
     * Returns the policy that was adopted for an account itself and still counts.
     *
     * @throws UnknownAccountException if the account is not open
     */
    public Optional<PolicyDocument> adoptedFor(AccountPath account) {
        AccountWatch watch = watch(account);
        try {
            return watch.memory(evaluator.log()).document().map(PolicyDocument::parse);
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            throw unknown;
        }
    }

    private Optional<AccountPolicy> adopted(AccountPath account) {
        AccountWatch watch = watch(account);
        try {
            return watch.memory(evaluator.log())
                    .document()
                    .flatMap(document -> watch.adopted(document, json -> book.compiled(account, json)));
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            return Optional.empty();
        }
    }

    /**
     * Looks at an account now and does what its policy decides. Returns when the hooks have returned or run out of
     * time.
     *
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot answer; what was not recorded was
     *     not carried out
     * @throws IllegalStateException if a hook calls it
     * @throws OtherHostsTurnException if hosts share the ledger and it is not this one's turn
     */
    public Evaluation evaluate(AccountPath account) {
        refuseHooks(account);
        try (HostTurns.Turn turn = turns.begin(account).orElseThrow(() -> new OtherHostsTurnException(account))) {
            return evaluate(account, turn);
        }
    }

    private Evaluation evaluate(AccountPath account, HostTurns.Turn turn) {
        AccountWatch watch = watch(account);
        watch.turn().lock();
        try {
            watch.refresh(evaluator.log()); // before the policy: another host may have adopted one
            return evaluator.evaluate(watch, policyOf(account), turn);
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            throw unknown;
        } finally {
            watch.turn().unlock();
        }
    }

    /**
     * Returns what an evaluation would look at now, without deciding or doing anything about it. A queue that cannot be
     * read counts as empty, with a warning in the log.
     *
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot answer
     * @throws IllegalStateException if a hook calls it
     */
    public BudgetSituation look(AccountPath account) {
        refuseHooks(account);
        return evaluator.look(account, policyOf(account).threshold(), stance(account));
    }

    /**
     * Returns how many instances an account has use for, those that run included: one for each job that has a hold, and
     * as many as the queue's deadlines need; while the policy's action is in force, the run-out counts as a deadline.
     * Empty where the queue cannot be read: then nobody knows.
     *
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot answer
     * @throws IllegalStateException if a hook calls it
     */
    public OptionalInt instancesNeeded(AccountPath account, FleetTerms terms) {
        refuseHooks(account);
        return evaluator.instancesNeeded(account, policyOf(account).threshold(), stance(account), terms);
    }

    /**
     * Returns when an account has to be looked at again after a look, even if nothing happens to it: at its renewal,
     * when a grant starts or expires, when a step's cool-down ends, and when its forecast says that a threshold will be
     * reached as time passes. Whoever evaluates accounts when something happens to them evaluates them then, too.
     *
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot answer
     */
    public Optional<Instant> nextLook(Evaluation evaluation) {
        ScalingPolicy policy = policyOf(evaluation.situation().account()).policy();
        return new NextLook(evaluator.reader().ledger()).after(evaluation, policy);
    }

    /**
     * Returns whether new jobs of an account are to be refused: it, or one above it, is paused or drained. Answers from
     * memory, except for the first question about an account, which reads its notes.
     *
     * @throws UnknownAccountException if the account is not open
     */
    public boolean admissionPaused(AccountPath account) {
        return admissionGate(account) == AdmissionGate.CLOSED;
    }

    /**
     * Returns whether new jobs of an account are taken: the strictest of what is in force about it and those above it.
     * Answers from memory, except for the first question about an account, which reads its notes.
     *
     * @throws UnknownAccountException if the account is not open
     */
    public AdmissionGate admissionGate(AccountPath account) {
        AdmissionGate strictest = AdmissionGate.OPEN;
        for (AccountPath level : account.levels()) {
            AdmissionGate gate = stance(level).admission();
            strictest = gate.compareTo(strictest) > 0 ? gate : strictest;
        }
        return strictest;
    }

    /**
     * Records somebody's yes to what a policy asked about an account. The next evaluation acts on it.
     *
     * @param question the question's id, from {@link io.reelbudget.policy.spi.ApprovalRequest#id()}
     * @param by who said so, for the record
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot record it
     */
    public Answered approve(AccountPath account, String question, String by) {
        return answer(account, question, StepMark.Phase.AGREED, by);
    }

    /**
     * Records somebody's no to what a policy asked about an account.
     *
     * @param question the question's id, from {@link io.reelbudget.policy.spi.ApprovalRequest#id()}
     * @param by who said so, for the record
     * @throws UnknownAccountException if the account is not open
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot record it
     */
    public Answered refuse(AccountPath account, String question, String by) {
        return answer(account, question, StepMark.Phase.REFUSED, by);
    }

    private Answered answer(AccountPath account, String question, StepMark.Phase answer, String by) {
        refuseHooks(account);
        AccountWatch watch = watch(account);
        Answered answered;
        watch.turn().lock();
        try {
            answered = evaluator.answer(watch, question, answer, by);
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            throw unknown;
        } finally {
            watch.turn().unlock();
        }
        if (answered == Answered.RECORDED) {
            toLookAt.accept(account);
        }
        return answered;
    }

    /**
     * Returns what was done about an account and is still in force.
     *
     * @throws UnknownAccountException if the account is not open
     */
    public Stance stance(AccountPath account) {
        AccountWatch watch = watch(account);
        try {
            return watch.memory(evaluator.log()).stance();
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            throw unknown;
        }
    }

    /**
     * Returns whether something was decided about an account that is still in force or not known to be done: whoever
     * takes its turn from another host looks at it then.
     *
     * @throws UnknownAccountException if the account is not open
     */
    public boolean hasOpenBusiness(AccountPath account) {
        AccountWatch watch = watch(account);
        try {
            Memory memory = watch.memory(evaluator.log());
            return memory.stance().hasActed() || !memory.pending().isEmpty();
        } catch (UnknownAccountException unknown) {
            watches.remove(account, watch);
            throw unknown;
        }
    }

    /** Interrupts the hooks that still run and gives up the threads. Closing again does nothing. */
    @Override
    public void close() {
        evaluator.calls().close();
    }

    /**
     * Waits, once this is closed, until the hooks that it interrupted have returned.
     *
     * @return whether none of them runs any more; one that ignores interrupts may
     */
    public boolean awaitHooks(Duration patience) {
        return evaluator.calls().awaitEnd(patience);
    }

    private static void refuseHooks(AccountPath account) {
        if (HookLane.isHookThread()) {
            throw new IllegalStateException("Evaluation of " + account
                    + " was asked for by a hook but must come from outside; return from the hook first.");
        }
    }

    private AccountWatch watch(AccountPath account) {
        AccountWatch known = watches.get(account); // computeIfAbsent locks even where the key is there
        return known != null ? known : watches.computeIfAbsent(account, this::newWatch);
    }

    private AccountWatch newWatch(AccountPath account) {
        return new AccountWatch(account, news.of(account));
    }
}
