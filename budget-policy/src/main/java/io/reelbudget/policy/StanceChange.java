package io.reelbudget.policy;

import io.reelbudget.policy.Action.Cases;
import io.reelbudget.policy.Action.SendNotice;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.spi.Replacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a decision changes what is in force: first by leaving out what is in force already, then by what is left.
 *
 * @param situation what was decided about; its stance is the one before
 * @param policy the name of the policy that decided
 * @param replacements when queued jobs may be replaced, after the queue failed to
 */
record StanceChange(BudgetSituation situation, String policy, Backoff replacements) {

    /**
     * Returns a decision without the actions that would repeat what was done: a notice sent before, a pause of what is
     * paused, an action equal to one that this policy had carried out in this period and that is in force.
     */
    Decision withoutRepetition(Decision decision) {
        return decision.fold(
                proceed -> proceed,
                act -> {
                    List<Action> news =
                            act.actions().stream().filter(this::isNews).toList();
                    return news.isEmpty() && !changesSteps(act)
                            ? repeated(act)
                            : new Act(act.level(), news, act.why(), act.steps());
                },
                recover -> {
                    List<Action> news =
                            recover.actions().stream().filter(this::isNews).toList();
                    boolean idle = news.isEmpty() && !stance().hasActed() && !changesSteps(recover);
                    return idle ? new Proceed(recover.why()) : new Recover(news, recover.why(), recover.steps());
                });
    }

    private boolean changesSteps(Decision decision) {
        return decision.steps().isPresent() && !decision.steps().get().equals(stance().steps());
    }

    /** Returns what is in force once a decision is carried out. */
    Stance after(Decision decision) {
        return decision.fold(proceed -> stance(), this::acted, this::recovered);
    }

    private Stance acted(Act act) {
        List<String> carried = new ArrayList<>(isInForce() ? stance().carried() : List.of());
        act.actions().forEach(action -> carried.add(fingerprint(action)));
        Mode before = stance().mode() == Mode.PAUSED ? Mode.PAUSED : Mode.ACTED;
        return after(act, before, Mode.ACTED, stance().instances(), period(), carried);
    }

    private Stance recovered(Recover recover) {
        Mode before = stance().mode() == Mode.PAUSED ? Mode.PAUSED : Mode.NORMAL;
        Instances instances = new Instances(0, stance().instances().started());
        return after(recover, before, Mode.NORMAL, instances, stance().period(), List.of());
    }

    /** Follows a decision's actions from a mode, to {@code resumed} where new jobs are taken again. */
    private Stance after(
            Decision decision, Mode before, Mode resumed, Instances ahead, long period, List<String> carried) {
        Mode mode = before;
        Instances instances = ahead;
        Set<Restraint> restraints = new HashSet<>(stance().restraints());
        List<String> told = new ArrayList<>(stance().told());
        for (Action action : decision.actions()) {
            if (action instanceof Action.PauseNewJobs) {
                mode = Mode.PAUSED;
            } else if (action instanceof Action.ResumeNewJobs) {
                mode = resumed;
            } else if (action instanceof Action.ProvisionInstances more) {
                instances = new Instances(
                        instances.asked() + more.count(), instances.started() + more.count(), instances.confirmed());
            } else if (action instanceof Action.ReturnInstances) {
                instances = Instances.NONE;
            } else if (action instanceof SendNotice send) {
                told.add(Stance.fingerprint(send.notice().dedupeKey()));
            } else if (action instanceof QueueOrder order) {
                restrain(restraints, order);
            }
        }
        return new Stance(mode, since(mode), period, policy, instances, told, carried, restraints, steps(decision));
    }

    private static void restrain(Set<Restraint> restraints, QueueOrder order) {
        restraintOf(order).ifPresent(restraint -> {
            if (isLifting(order)) {
                restraints.remove(restraint);
            } else {
                restraints.add(restraint);
            }
        });
    }

    private static Optional<Restraint> restraintOf(QueueOrder order) {
        return switch (order.subject()) {
            case APPROVAL -> Optional.of(Restraint.APPROVAL);
            case SPEED -> Optional.of(Restraint.SLOW);
            case QUEUE -> Optional.of(Restraint.DRAIN);
            case NEW_JOBS, RUNNING_JOBS -> Optional.empty();
        };
    }

    private static boolean isLifting(QueueOrder order) {
        return order instanceof QueueOrder.WaiveApproval
                || order instanceof QueueOrder.FullSpeed
                || order instanceof QueueOrder.StartQueued;
    }

    /** The steps of a policy that has made way for another mean nothing to that one. */
    private SortedMap<String, StepMark> steps(Decision decision) {
        SortedMap<String, StepMark> kept = stance().policy().equals(policy) ? stance().steps() : new TreeMap<>();
        return decision.steps().orElse(kept);
    }

    private boolean isNews(Action action) {
        return action.fold(new Cases<>(
                provision -> !wasCarried(provision),
                giveBack -> stance().instances().started() > 0,
                this::isNews,
                reduce -> replacements.isOver(situation.now()),
                restore -> replacements.isOver(situation.now()),
                send -> !stance().hasTold(send.notice().dedupeKey()),
                ask -> !wasCarried(ask)));
    }

    private boolean isNews(QueueOrder order) {
        if (order.subject() == QueueOrder.Subject.NEW_JOBS) {
            return order instanceof Action.PauseNewJobs != (stance().mode() == Mode.PAUSED);
        }
        Optional<Restraint> restraint = restraintOf(order);
        if (restraint.isEmpty()) {
            return !wasCarried(order);
        }
        boolean isInForce = stance().restraints().contains(restraint.get());
        return isLifting(order)
                ? isInForce
                : !isInForce || (order instanceof QueueOrder.SlowDown && !wasCarried(order));
    }

    private Proceed repeated(Act act) {
        Explanation why = act.why();
        return new Proceed(
                new Explanation(ReasonCode.ALREADY_ACTED, why.sentence(), why.numbers(), why.counterfactual()));
    }

    private boolean wasCarried(Action action) {
        return isInForce() && stance().carried().contains(fingerprint(action));
    }

    private boolean isInForce() {
        return stance().hasActed(period(), policy);
    }

    private Instant since(Mode mode) {
        return mode == stance().mode() ? stance().since() : situation.now();
    }

    private long period() {
        return situation.balance().period().ordinal();
    }

    private Stance stance() {
        return situation.stance();
    }

    private static String jobs(List<Replacement> replacements) {
        return String.join(
                ",",
                replacements.stream()
                        .map(each -> each.instead().job().id().value())
                        .toList());
    }

    private static String fingerprint(Action action) {
        return Stance.fingerprint(action.fold(new Cases<>(
                provision -> "provision " + provision.count() + " " + provision.type() + provision.reason(),
                giveBack -> "return " + giveBack.count() + " " + giveBack.reason(),
                StanceChange::words,
                reduce -> "reduce " + jobs(reduce.replacements()),
                restore -> "restore " + jobs(restore.replacements()),
                send -> "send " + send.notice().dedupeKey(),
                ask -> "ask " + ask.request().id())));
    }

    /** Where orders lift what others impose, the reason makes no difference. */
    private static String words(QueueOrder order) {
        return order.subject() == QueueOrder.Subject.RUNNING_JOBS
                ? order.summary() + " " + order.reason()
                : order.summary();
    }
}
