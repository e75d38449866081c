package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.Action.Cases;
import io.reelbudget.policy.HookLane.Reply;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.spi.ApprovalGate;
import io.reelbudget.policy.spi.ApprovalRequest;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Carries actions out through the host's hooks. This class is thread-safe. */
final class HookCalls implements AutoCloseable {

    private static final String DONE = "";
    private static final String CANNOT = "cannot: ";

    private final Hooks hooks;
    private final HookLane readLane; // what the queue cannot do must not hide what waits in it
    private final HookLane queueLane;
    private final HookLane notifierLane;
    private final HookLane provisionerLane;
    private final HookLane approvalLane;
    private final Telemetry telemetry;

    HookCalls(Hooks hooks, Duration timeout, InstantSource clock) {
        this(hooks, timeout, clock, HookLane.Place.OWN_THREADS, Telemetry.none());
    }

    HookCalls(Hooks hooks, Duration timeout, InstantSource clock, HookLane.Place place, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.hooks = hooks;
        this.readLane = new HookLane("queue-reader", timeout, clock, place);
        this.queueLane = new HookLane("queue", timeout, clock, place);
        this.notifierLane = new HookLane("notifier", timeout, clock, place);
        this.provisionerLane = new HookLane("provisioner", timeout, clock, place);
        this.approvalLane = new HookLane("approval", timeout, clock, place);
    }

    /**
     * What an action came to.
     *
     * @param outcome for the record
     * @param count how many instances the provisioner started or stopped, how many jobs the queue replaced; empty for
     *     other actions and where the hook did not answer
     */
    record Effect(HookOutcome outcome, Optional<Integer> count) {
        boolean isDone() {
            return outcome.status() == Status.DONE;
        }

        /** Returns whether it was not done but another call may do it. */
        boolean mayComeTrue() {
            return !isDone() && outcome.status() != Status.NO_HOOK && outcome.status() != Status.UNSUPPORTED;
        }
    }

    Reply<List<QueuedJob>> queued(AccountPath account) {
        return telemetry.time(
                Step.HOOK_QUEUE_READ,
                account,
                () -> readLane.call(() -> List.copyOf(hooks.queue().queued(account))),
                reply -> Outcome.of(reply.status()));
    }

    Effect run(AccountPath account, Action action, IdempotencyKey key) {
        return telemetry.time(
                step(action),
                account,
                () -> called(account, action, key),
                effect -> Outcome.of(effect.outcome().status()));
    }

    private Step step(Action action) {
        return action.fold(new Cases<>(
                provision -> Step.HOOK_PROVISIONER,
                giveBack -> Step.HOOK_PROVISIONER,
                order -> Step.HOOK_QUEUE,
                reduce -> Step.HOOK_QUEUE,
                restore -> Step.HOOK_QUEUE,
                send -> Step.HOOK_NOTIFIER,
                ask -> hooks.approvals().isPresent() ? Step.HOOK_APPROVAL : Step.HOOK_NOTIFIER));
    }

    private Effect called(AccountPath account, Action action, IdempotencyKey key) {
        return action.fold(new Cases<>(
                provision -> instances(
                        action,
                        "started",
                        provision.count(),
                        provisioner -> provisioner.provision(new InstanceRequest(
                                account,
                                provision.count(),
                                key,
                                provision.reason(),
                                provision.type(),
                                provision.expected()))),
                giveBack -> instances(
                        action,
                        "stopped",
                        giveBack.count(),
                        provisioner -> provisioner.giveBack(
                                new InstanceRequest(account, giveBack.count(), key, giveBack.reason()))),
                order -> ordered(order, account, key),
                reduce -> replaced(account, action, reduce.replacements(), key),
                restore -> replaced(account, action, restore.replacements(), key),
                send -> plain(action, notifierLane, () -> hooks.notifier().send(send.notice())),
                ask -> ask(action, ask.request())));
    }

    /** A queue may say that it cannot obey, of the orders that it need not implement: no use in asking it again. */
    private Effect ordered(QueueOrder order, AccountPath account, IdempotencyKey key) {
        Reply<String> reply = queueLane.call(() -> {
            try {
                order.giveTo(hooks.queue(), account, key);
                return DONE;
            } catch (UnsupportedOperationException cannot) {
                if (order.isOptional()) {
                    return CANNOT + cannot.getMessage();
                }
                throw cannot;
            }
        });
        Status status = reply.answer().orElse(DONE).startsWith(CANNOT) ? Status.UNSUPPORTED : reply.status();
        String detail = Wording.oneLine(reply.answer().orElse(reply.detail()));
        return new Effect(new HookOutcome(order.summary(), status, detail), Optional.empty());
    }

    private Effect ask(Action action, ApprovalRequest request) {
        Optional<ApprovalGate> gate = hooks.approvals();
        return gate.isPresent()
                ? plain(action, approvalLane, () -> gate.get().ask(request))
                : plain(action, notifierLane, () -> hooks.notifier().send(request.asNotice()));
    }

    private Effect plain(Action action, HookLane lane, Runnable hook) {
        Reply<String> reply = lane.call(() -> {
            hook.run();
            return DONE;
        });
        return new Effect(new HookOutcome(action.summary(), reply.status(), reply.detail()), Optional.empty());
    }

    private Effect instances(Action action, String verb, int asked, Wish wish) {
        Optional<Provisioner> provisioner = hooks.provisioner();
        if (provisioner.isEmpty()) {
            String detail = "there is no provisioner; hand one to the monitor or name one in META-INF/services";
            return new Effect(new HookOutcome(action.summary(), Status.NO_HOOK, detail), Optional.empty());
        }
        Reply<InstanceReceipt> reply = provisionerLane.call(() -> wish.of(provisioner.get()));
        return effect(
                action,
                reply,
                receipt -> receipt.instances(),
                receipt ->
                        Wording.oneLine(verb + " " + receipt.instances() + " of " + asked + " " + receipt.reference()));
    }

    private Effect replaced(AccountPath account, Action action, List<Replacement> replacements, IdempotencyKey key) {
        Callable<List<JobId>> call = () -> List.copyOf(hooks.queue().replace(account, replacements, key));
        return effect(
                action,
                queueLane.call(call),
                List::size,
                ids -> "replaced " + ids.size() + " of " + replacements.size() + " jobs");
    }

    private static <T> Effect effect(
            Action action, Reply<T> reply, Function<T, Integer> count, Function<T, String> detail) {
        return new Effect(
                new HookOutcome(
                        action.summary(),
                        reply.status(),
                        reply.answer().map(detail).orElse(reply.detail())),
                reply.answer().map(count));
    }

    @Override
    public void close() {
        readLane.close();
        queueLane.close();
        notifierLane.close();
        provisionerLane.close();
        approvalLane.close();
    }

    boolean awaitEnd(Duration patience) {
        return HookLane.awaitEnd(patience, readLane, queueLane, notifierLane, provisionerLane, approvalLane);
    }

    /** What is asked of a provisioner. */
    private interface Wish {
        InstanceReceipt of(Provisioner provisioner);
    }
}
