package io.reelbudget.policy;

import io.reelbudget.policy.Action.AskApproval;
import io.reelbudget.policy.Action.PauseNewJobs;
import io.reelbudget.policy.Action.ResumeNewJobs;
import io.reelbudget.policy.Action.SendNotice;
import io.reelbudget.policy.Response.Remedy;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.Step.Consent;
import io.reelbudget.policy.Step.Rearming;
import io.reelbudget.policy.StepMark.Phase;
import io.reelbudget.policy.spi.ApprovalRequest;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a graduated policy: each step is moved on from where the account stands with it, and what follows
 * from all of them together is done.
 *
 * <p>This class is for one decision and one thread.
 */
final class GraduatedTurn {

    private static final Duration ANSWER_WITHIN = Duration.ofDays(1);

    private final GraduatedPolicy policy;
    private final BudgetSituation situation;
    private final Instant now;
    private final long period;
    private final SortedMap<String, StepMark> marks = new TreeMap<>();
    private final List<Action> actions = new ArrayList<>();
    private @Nullable Step severest; // of those that were taken or asked about in this decision
    private @Nullable Remedy remedy; // what the severest came to

    GraduatedTurn(GraduatedPolicy policy, BudgetSituation situation) {
        this.policy = policy;
        this.situation = situation;
        this.now = situation.now();
        this.period = situation.balance().period().ordinal();
    }

    Decision decide() {
        for (Step step : policy.steps()) {
            StepMark before = situation.stance().steps().get(policy.topic(step));
            StepMark after = moved(step, before);
            if (after != null) {
                marks.put(policy.topic(step), after);
            }
        }
        if (!isAnyInForce(marks) && wasAnyInForce()) {
            return recovery();
        }
        liftWhatNoStepNeeds();
        if (severest != null && remedy != null) {
            return taken(severest, remedy);
        }
        return actions.isEmpty() && marks.equals(before()) ? proceed() : goneOn();
    }

    private @Nullable StepMark moved(Step step, @Nullable StepMark mark) {
        BudgetSituation own = situation.at(step.when());
        boolean isReached = own.isThresholdReached();
        if (mark != null && mark.phase() == Phase.TAKEN) {
            return takenMoved(step, own, mark, isReached);
        }
        if (!isReached || !isArmed(step, mark)) {
            return mark;
        }
        boolean hasYes = mark != null && mark.phase() == Phase.AGREED && mark.counts(now);
        return step.consent() == Consent.AUTOMATIC || hasYes ? take(step, own) : asked(step, own, mark);
    }

    private StepMark takenMoved(Step step, BudgetSituation own, StepMark mark, boolean isReached) {
        if (own.isRecovered() && !mark.counts(now)) {
            return new StepMark(Phase.LIFTED, now, now.plus(step.coolDown()), period);
        }
        if (isReached && step.measure() == Measure.DOWNGRADE) {
            addReduction(reduction(step).remedy(own, Outlook.of(own)));
        }
        return isReached && mark.period() != period ? toldAnew(step, mark) : mark;
    }

    /** What is in force stays so in another period, of which people are told anew. */
    private StepMark toldAnew(Step step, StepMark mark) {
        severest = step;
        remedy = Remedy.none(
                step.measure().code(), step.measure().clause(), step.measure().meaning());
        return new StepMark(Phase.TAKEN, mark.since(), mark.until(), period);
    }

    /** Of several steps that reduce quality, the severest decides how far. */
    private void addReduction(Remedy reduction) {
        if (!reduction.actions().isEmpty()) {
            actions.removeIf(Action.ReduceQuality.class::isInstance);
            actions.addAll(reduction.actions());
        }
    }

    private boolean isArmed(Step step, @Nullable StepMark mark) {
        if (mark == null || mark.phase() != Phase.LIFTED) {
            return true;
        }
        return !mark.counts(now) && (step.rearming() == Rearming.AT_RECOVERY || mark.period() != period);
    }

    private StepMark take(Step step, BudgetSituation own) {
        Remedy taken = remedyOf(step, own);
        if (step.measure() == Measure.DOWNGRADE) {
            addReduction(taken);
        } else {
            taken.actions().stream().filter(action -> !actions.contains(action)).forEach(actions::add);
        }
        severest = step;
        remedy = taken;
        return new StepMark(Phase.TAKEN, now, now.plus(step.coolDown()), period);
    }

    private StepMark asked(Step step, BudgetSituation own, @Nullable StepMark mark) {
        if (mark != null && mark.phase() != Phase.LIFTED && mark.counts(now)) {
            return mark; // asked, or answered with a no
        }
        String reason = new Reasoning(own, Outlook.of(own), policy.name())
                .waiting(ReasonCode.CONSENT_ASKED, "its policy would " + words(step))
                .sentence();
        Instant until = now.plus(ANSWER_WITHIN);
        String id = StepMark.question(policy.topic(step), now);
        actions.add(new AskApproval(new ApprovalRequest(id, situation.account(), now, until, words(step), reason)));
        if (severest == null) {
            severest = step;
            remedy = Remedy.none(ReasonCode.CONSENT_ASKED, "somebody was asked whether to " + words(step), "");
        }
        return new StepMark(Phase.ASKED, now, until, period);
    }

    private static String words(Step step) {
        return step.mostAtOnce().isPresent()
                ? "run at most " + step.mostAtOnce().getAsInt() + " jobs at once"
                : step.measure().question();
    }

    private Remedy remedyOf(Step step, BudgetSituation own) {
        Measure measure = step.measure();
        if (measure == Measure.DOWNGRADE) {
            return reduction(step).remedy(own, Outlook.of(own));
        }
        String reason = "The budget of " + situation.account() + " runs out, decided at " + now + ".";
        List<Action> orders =
                switch (measure) {
                    case NOTIFY, DOWNGRADE -> List.of();
                    case ASK_APPROVAL -> List.of(new QueueOrder.RequireApproval(reason));
                    case SLOW_DOWN ->
                        List.of(new QueueOrder.SlowDown(step.mostAtOnce().orElseThrow(), reason));
                    case PAUSE_NEW -> List.of(new PauseNewJobs(reason));
                    case DRAIN -> List.of(new QueueOrder.DrainQueue(reason));
                    case CANCEL -> List.of(new QueueOrder.DrainQueue(reason), new QueueOrder.CancelJobs(reason));
                };
        return new Remedy(measure.code(), orders, measure.clause(), measure.meaning());
    }

    private QualityReduction reduction(Step step) {
        QualityLadder ladder = step.neverBelow().isPresent()
                ? policy.ladder().neverBelow(step.neverBelow().getAsInt())
                : policy.ladder();
        return new QualityReduction(ladder, policy.pricing());
    }

    /** Takes back what was in force for steps alone that were taken back in this decision, or are no longer there. */
    private void liftWhatNoStepNeeds() {
        Set<Measure> before = EnumSet.noneOf(Measure.class);
        Set<Measure> after = EnumSet.noneOf(Measure.class);
        for (Step step : policy.steps()) {
            String topic = policy.topic(step);
            if (isTaken(situation.stance().steps().get(topic))) {
                before.add(step.measure());
            }
            if (isTaken(marks.get(topic))) {
                after.add(step.measure());
            }
        }
        boolean isChanged = before().keySet().stream().anyMatch(topic -> !marks.containsKey(topic));
        String reason = "The budget of " + situation.account() + " has recovered in part.";
        if ((isChanged || before.contains(Measure.PAUSE_NEW))
                && !after.contains(Measure.PAUSE_NEW)
                && situation.stance().mode() == Mode.PAUSED) {
            actions.add(new ResumeNewJobs(reason));
        }
        for (Restraint restraint : situation.stance().restraints()) {
            if ((isChanged || needs(before, restraint)) && !needs(after, restraint)) {
                actions.add(Liftings.of(restraint, reason));
            }
        }
        speedUp(reason);
        if (before.contains(Measure.DOWNGRADE) && !after.contains(Measure.DOWNGRADE)) {
            actions.addAll(restoration());
        }
    }

    /** Of several steps that slow down, the strictest that is left counts. */
    private void speedUp(String reason) {
        boolean isLifted = policy.steps().stream()
                .filter(step -> step.measure() == Measure.SLOW_DOWN)
                .anyMatch(step -> isTaken(situation.stance().steps().get(policy.topic(step)))
                        && !isTaken(marks.get(policy.topic(step))));
        if (isLifted && severest == null) {
            policy.steps().stream()
                    .filter(step -> isTaken(marks.get(policy.topic(step))))
                    .filter(step -> step.measure() == Measure.SLOW_DOWN)
                    .mapToInt(step -> step.mostAtOnce().orElseThrow())
                    .min()
                    .ifPresent(most -> actions.add(new QueueOrder.SlowDown(most, reason + " At " + now + ".")));
        }
    }

    private static boolean needs(Set<Measure> taken, Restraint restraint) {
        return switch (restraint) {
            case APPROVAL -> taken.contains(Measure.ASK_APPROVAL);
            case SLOW -> taken.contains(Measure.SLOW_DOWN);
            case DRAIN -> taken.contains(Measure.DRAIN) || taken.contains(Measure.CANCEL);
        };
    }

    private List<Action> restoration() {
        return policy.steps().stream()
                .filter(step -> step.measure() == Measure.DOWNGRADE)
                .findFirst()
                .map(step -> {
                    BudgetSituation own = situation.at(step.when());
                    return reduction(step).restoration(own, Outlook.of(own));
                })
                .orElse(List.of());
    }

    private Decision taken(Step step, Remedy of) {
        Reasoning reasoning = reasoning(step);
        NoticeLevel level = situation.spendable().isPositive() ? NoticeLevel.WARNING : NoticeLevel.CRITICAL;
        if (of.code() != ReasonCode.CONSENT_ASKED) {
            Reasoning named =
                    new Reasoning(situation.at(step.when()), Outlook.of(situation.at(step.when())), policy.topic(step));
            actions.add(new SendNotice(named.warning(level, of)));
        }
        return new Decision.Act(level, actions, reasoning.acting(of), Optional.of(marks));
    }

    /** Something goes on, or was taken back, without a step being taken. */
    private Decision goneOn() {
        boolean isBack = actions.stream().noneMatch(Action.ReduceQuality.class::isInstance);
        Step step = decisive();
        Explanation why = isBack
                ? reasoning(step).waiting(ReasonCode.STEPS_TAKEN_BACK, "steps that are no longer needed are taken back")
                : reasoning(step).waiting(ReasonCode.QUALITY_REDUCED, Measure.DOWNGRADE.clause());
        return new Decision.Act(NoticeLevel.WARNING, actions, why, Optional.of(marks));
    }

    private Decision proceed() {
        Step step = decisive();
        Reasoning reasoning = reasoning(step);
        if (!isAnyInForce(marks)) {
            return new Decision.Proceed(waiting().orElseGet(reasoning::lasting));
        }
        return new Decision.Proceed(
                situation.at(step.when()).isThresholdReached()
                        ? reasoning.waiting(ReasonCode.ALREADY_ACTED, "what its steps say is in force")
                        : reasoning.waiting(ReasonCode.NOT_YET_RECOVERED, "what was done stays in force"));
    }

    /** Returns why a step is not taken though its threshold is reached, if there is one. */
    private Optional<Explanation> waiting() {
        for (Step step : policy.steps()) {
            StepMark mark = marks.get(policy.topic(step));
            if (mark != null && situation.at(step.when()).isThresholdReached()) {
                return Optional.of(
                        switch (mark.phase()) {
                            case REFUSED ->
                                reasoning(step)
                                        .waiting(ReasonCode.CONSENT_REFUSED, "somebody said no to " + words(step));
                            case LIFTED ->
                                reasoning(step)
                                        .waiting(
                                                ReasonCode.STEP_NOT_ARMED,
                                                "step '" + step.name() + "' was taken back and is not armed yet");
                            case ASKED, AGREED, TAKEN ->
                                reasoning(step).waiting(ReasonCode.CONSENT_ASKED, "an answer is waited for");
                        });
            }
        }
        return Optional.empty();
    }

    private Decision recovery() {
        Reasoning reasoning = reasoning(policy.steps().get(0));
        actions.clear();
        actions.addAll(Liftings.of(situation.stance(), "The budget of " + situation.account() + " has recovered."));
        actions.addAll(restoration());
        String undone = actions.isEmpty()
                ? "nothing had to be taken back"
                : String.join(", ", actions.stream().map(Action::summary).toList());
        if (situation.stance().hasActed()) {
            actions.add(new SendNotice(reasoning.recovered(undone)));
        }
        return new Decision.Recover(actions, reasoning.recovering(undone), Optional.of(marks));
    }

    /** The severest step that is in force or asked about, else the mildest, which comes next. */
    private Step decisive() {
        Step last = policy.steps().get(0);
        for (Step step : policy.steps()) {
            StepMark mark = marks.get(policy.topic(step));
            if (isTaken(mark)) {
                last = step;
            }
        }
        return last;
    }

    private Reasoning reasoning(Step step) {
        BudgetSituation own = situation.at(step.when());
        return new Reasoning(own, Outlook.of(own), policy.name());
    }

    /** What another policy left is taken back, too, once no threshold of this one's is near. */
    private boolean wasAnyInForce() {
        boolean ofOwn = isAnyInForce(before());
        boolean isCalm = policy.steps().stream()
                .allMatch(step -> situation.at(step.when()).isRecovered());
        return severest == null
                && (ofOwn
                        || (isCalm
                                && (situation.stance().hasActed()
                                        || !restoration().isEmpty())));
    }

    /** Where the account stood with this policy's steps; a policy beside it may have some, too. */
    private SortedMap<String, StepMark> before() {
        SortedMap<String, StepMark> own = new TreeMap<>(situation.stance().steps());
        own.keySet().removeIf(topic -> !topic.startsWith(policy.name() + ":"));
        return own;
    }

    private static boolean isAnyInForce(SortedMap<String, StepMark> of) {
        return of.values().stream().anyMatch(GraduatedTurn::isTaken);
    }

    private static boolean isTaken(@Nullable StepMark mark) {
        return mark != null && mark.phase() == Phase.TAKEN;
    }
}
