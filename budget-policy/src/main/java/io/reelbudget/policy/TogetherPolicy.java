package io.reelbudget.policy;

import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Decision.Proceed;
import io.reelbudget.policy.Decision.Recover;
import io.reelbudget.policy.spi.NoticeLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Several policies as one.
 *
 * @param policies in the order in which their actions are carried out
 */
record TogetherPolicy(List<ScalingPolicy> policies) implements ScalingPolicy {

    TogetherPolicy {
        policies = List.copyOf(policies);
        long names = policies.stream().map(ScalingPolicy::name).distinct().count();
        if (policies.size() < 2 || names < policies.size()) {
            throw new IllegalArgumentException("Policies were "
                    + policies.stream().map(ScalingPolicy::name).toList()
                    + " but must be two or more of different names; override name() where they are alike.");
        }
    }

    @Override
    public String name() {
        return policies.stream().map(ScalingPolicy::name).collect(Collectors.joining("+"));
    }

    @Override
    public Decision decide(BudgetSituation situation) {
        List<Decision> decisions =
                policies.stream().map(policy -> policy.decide(situation)).toList();
        List<Decision> acting = decisions.stream().filter(Act.class::isInstance).toList();
        if (!acting.isEmpty()) {
            return new Act(level(acting), actions(acting), acting.get(0).why(), steps(situation, acting));
        }
        Optional<Decision> holding =
                decisions.stream().filter(TogetherPolicy::isHolding).findFirst();
        if (holding.isPresent()) {
            return holding.get();
        }
        List<Decision> recovering =
                decisions.stream().filter(Recover.class::isInstance).toList();
        return recovering.isEmpty()
                ? decisions.get(0)
                : new Recover(actions(recovering), recovering.get(0).why(), steps(situation, recovering));
    }

    @Override
    public List<Threshold> thresholds(Threshold accounts) {
        return policies.stream()
                .flatMap(policy -> policy.thresholds(accounts).stream())
                .toList();
    }

    private static boolean isHolding(Decision decision) {
        ReasonCode code = decision.why().code();
        return decision instanceof Proceed
                && (code == ReasonCode.NOT_YET_RECOVERED || code == ReasonCode.ALREADY_ACTED);
    }

    private static NoticeLevel level(List<Decision> acting) {
        return acting.stream()
                .map(decision -> ((Act) decision).level())
                .max(Comparator.naturalOrder())
                .orElse(NoticeLevel.WARNING);
    }

    /** The same instances are provisioned, the same jobs reduced once, whoever asks for it. */
    private static List<Action> actions(List<Decision> decisions) {
        Set<Object> seen = new LinkedHashSet<>();
        List<Action> actions = new ArrayList<>();
        for (Decision decision : decisions) {
            for (Action action : decision.actions()) {
                if (seen.add(kind(action))) {
                    actions.add(action);
                }
            }
        }
        return actions;
    }

    private static Object kind(Action action) {
        if (action instanceof Action.SendNotice send) {
            NoticeLevel level = send.notice().level();
            return level == NoticeLevel.RECOVERED ? level : send.notice().dedupeKey();
        }
        return action instanceof Action.AskApproval || action instanceof QueueOrder.SlowDown
                ? action
                : action.getClass();
    }

    private static Optional<SortedMap<String, StepMark>> steps(BudgetSituation situation, List<Decision> decisions) {
        List<SortedMap<String, StepMark>> changed = decisions.stream()
                .flatMap(decision -> decision.steps().stream())
                .toList();
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<String, StepMark> all = new TreeMap<>(situation.stance().steps());
        for (SortedMap<String, StepMark> each : changed) {
            all.putAll(each);
        }
        return Optional.of(all);
    }
}
