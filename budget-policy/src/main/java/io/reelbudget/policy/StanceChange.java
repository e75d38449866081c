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
import java.util.List;

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
                    return news.isEmpty() ? repeated(act) : new Act(act.level(), news, act.why());
                },
                recover -> {
                    List<Action> news =
                            recover.actions().stream().filter(this::isNews).toList();
                    boolean idle = news.isEmpty() && !stance().hasActed();
                    return idle ? new Proceed(recover.why()) : new Recover(news, recover.why());
                });
    }

    /** Returns what is in force once a decision is carried out. */
    Stance after(Decision decision) {
        return decision.fold(proceed -> stance(), this::acted, this::recovered);
    }

    private Stance acted(Act act) {
        Mode mode = stance().mode() == Mode.PAUSED ? Mode.PAUSED : Mode.ACTED;
        Instances instances = stance().instances();
        List<String> told = new ArrayList<>(stance().told());
        List<String> carried = new ArrayList<>(isInForce() ? stance().carried() : List.of());
        for (Action action : act.actions()) {
            if (action instanceof Action.PauseNewJobs) {
                mode = Mode.PAUSED;
            } else if (action instanceof Action.ResumeNewJobs) {
                mode = Mode.ACTED;
            } else if (action instanceof Action.ProvisionInstances more) {
                instances = new Instances(instances.asked() + more.count(), instances.started() + more.count());
            } else if (action instanceof Action.ReturnInstances) {
                instances = Instances.NONE;
            } else if (action instanceof SendNotice send) {
                told.add(Stance.fingerprint(send.notice().dedupeKey()));
            }
            carried.add(fingerprint(action));
        }
        return new Stance(mode, since(mode), period(), policy, instances, told, carried);
    }

    private Stance recovered(Recover recover) {
        List<String> told = new ArrayList<>(stance().told());
        Mode mode = stance().mode() == Mode.PAUSED ? Mode.PAUSED : Mode.NORMAL;
        Instances instances = new Instances(0, stance().instances().started());
        for (Action action : recover.actions()) {
            if (action instanceof Action.ResumeNewJobs) {
                mode = Mode.NORMAL;
            } else if (action instanceof Action.ReturnInstances) {
                instances = Instances.NONE;
            } else if (action instanceof SendNotice send) {
                told.add(Stance.fingerprint(send.notice().dedupeKey()));
            }
        }
        return new Stance(mode, since(mode), stance().period(), policy, instances, told, List.of());
    }

    private boolean isNews(Action action) {
        return action.fold(new Cases<>(
                provision -> !wasCarried(provision),
                giveBack -> stance().instances().started() > 0,
                pause -> stance().mode() != Mode.PAUSED,
                resume -> stance().mode() == Mode.PAUSED,
                reduce -> replacements.isOver(situation.now()),
                restore -> replacements.isOver(situation.now()),
                send -> !stance().hasTold(send.notice().dedupeKey())));
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
                provision -> "provision " + provision.count() + " " + provision.reason(),
                giveBack -> "return " + giveBack.count() + " " + giveBack.reason(),
                pause -> "pause",
                resume -> "resume",
                reduce -> "reduce " + jobs(reduce.replacements()),
                restore -> "restore " + jobs(restore.replacements()),
                send -> "send " + send.notice().dedupeKey())));
    }
}
