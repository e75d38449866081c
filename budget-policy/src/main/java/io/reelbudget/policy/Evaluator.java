package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.HookCalls.Effect;
import io.reelbudget.policy.HookLane.Reply;
import io.reelbudget.policy.HookOutcome.Status;
import io.reelbudget.policy.StepMark.Phase;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One evaluation from the first look to the last outcome. Whoever calls it holds the account's turn.
 *
 * @param reader reads the situation
 * @param log keeps the decisions
 * @param calls carries them out
 * @param jobs counts those that run
 */
record Evaluator(SituationReader reader, DecisionLog log, HookCalls calls, JobsBelow jobs) {

    private static final Logger LOG = LoggerFactory.getLogger(RunwayMonitor.class);

    /** Only monitors of other processes can come in between, and each of them stays for one decision. */
    private static final int MOST_CONFLICTS = 5;

    Evaluation evaluate(AccountWatch watch, AccountPolicy policy, HostTurns.Turn turn) {
        return telemetry()
                .time(
                        Step.LOOK,
                        watch.account(),
                        () -> evaluated(watch, policy, turn),
                        evaluation -> outcome(evaluation.decision()));
    }

    private Telemetry telemetry() {
        return reader.telemetry();
    }

    private static Outcome outcome(Decision decision) {
        String name = decision.fold(proceed -> "proceed", act -> "act", recover -> "recover");
        return Outcome.of(name, decision.why().code());
    }

    private Evaluation evaluated(AccountWatch watch, AccountPolicy policy, HostTurns.Turn turn) {
        List<HookOutcome> outcomes = new ArrayList<>();
        List<QueuedJob> queue = queue(watch.account(), outcomes);
        for (int conflict = 0; conflict < MOST_CONFLICTS; conflict++) {
            Memory memory = watch.memory(log);
            BudgetSituation situation = reader.read(watch.account(), queue, policy.threshold(), memory.stance());
            DecisionInputs inputs = DecisionInputs.of(situation, watch.replacements(), policy.failure());
            PriceTape tape = PriceTape.of(List.of());
            Decision decision = telemetry()
                    .time(Step.DECIDE, watch.account(), () -> inputs.decide(policy.policy(), tape), Evaluator::outcome);
            if (decision instanceof Decision.Proceed) {
                repeat(watch, memory.pending(), outcomes, turn);
                keepNear(watch, watch.memory(log));
                return new Evaluation(situation, decision, outcomes);
            }
            if (!turn.holds()) {
                throw new OtherHostsTurnException(watch.account());
            }
            if (isRecorded(watch, memory, inputs.withPrices(tape.prices()), policy.policy(), decision, turn)) {
                repeat(watch, PendingAction.notOvertaken(memory.pending(), decision.actions()), outcomes, turn);
                carryOut(watch, situation.now(), decision.actions(), memory.base(), outcomes, turn);
                return new Evaluation(situation, decision, outcomes);
            }
        }
        throw tooManyConflicts(watch);
    }

    /** Records that a policy was adopted for an account, or given up. */
    void adopt(AccountWatch watch, Optional<PolicyDocument> document, String by) {
        for (int conflict = 0; conflict < MOST_CONFLICTS; conflict++) {
            Memory after = watch.memory(log).withDocument(document.map(PolicyDocument::json));
            if (isRecorded(watch, after, DecisionNote.ofDocument(by, after))) {
                return;
            }
        }
        throw tooManyConflicts(watch);
    }

    /** Records an answer to a question that a policy had asked; what follows from it is for the next evaluation. */
    Answered answer(AccountWatch watch, String question, Phase answer, String by) {
        for (int conflict = 0; conflict < MOST_CONFLICTS; conflict++) {
            Memory memory = watch.memory(log);
            SortedMap<String, StepMark> steps = new TreeMap<>(memory.stance().steps());
            Instant now = reader.clock().instant();
            Optional<Map.Entry<String, StepMark>> asked = steps.entrySet().stream()
                    .filter(each -> question.equals(
                            StepMark.question(each.getKey(), each.getValue().since())))
                    .findFirst();
            if (asked.isEmpty()) {
                return Answered.NOT_ASKED;
            }
            StepMark mark = asked.get().getValue();
            if (mark.phase() != Phase.ASKED) {
                return mark.phase() == answer ? Answered.KNOWN : Answered.NOT_ASKED;
            }
            if (!mark.counts(now)) {
                return Answered.TOO_LATE;
            }
            steps.put(asked.get().getKey(), mark.answered(answer));
            Memory after = memory.with(memory.stance().withSteps(steps), memory.pending());
            if (isRecorded(watch, after, DecisionNote.ofAnswer(question, answer, by, after))) {
                return Answered.RECORDED;
            }
        }
        throw tooManyConflicts(watch);
    }

    private static IllegalStateException tooManyConflicts(AccountWatch watch) {
        return new IllegalStateException("Decisions about " + watch.account() + " met " + MOST_CONFLICTS
                + " of other monitors in a row but must come through; let one process evaluate an account.");
    }

    BudgetSituation look(AccountPath account, Threshold threshold, Stance stance) {
        return reader.read(account, queue(account, new ArrayList<>()), threshold, stance);
    }

    OptionalInt instancesNeeded(AccountPath account, Threshold threshold, Stance stance, FleetTerms terms) {
        List<HookOutcome> unread = new ArrayList<>();
        List<QueuedJob> queue = queue(account, unread);
        return unread.isEmpty()
                ? OptionalInt.of(FleetNeed.of(reader.read(account, queue, threshold, stance), jobs.of(account), terms))
                : OptionalInt.empty();
    }

    private List<QueuedJob> queue(AccountPath account, List<HookOutcome> outcomes) {
        Reply<List<QueuedJob>> reply = calls.queued(account);
        if (reply.status() != Status.DONE) {
            HookOutcome unread = new HookOutcome("read the queue", reply.status(), reply.detail());
            outcomes.add(unread);
            LOG.warn("The queue of {} counts as empty: {} ({}).", account, unread.detail(), unread.status());
        }
        return reply.answer().orElse(List.of());
    }

    private boolean isRecorded(
            AccountWatch watch,
            Memory memory,
            DecisionInputs inputs,
            ScalingPolicy policy,
            Decision decision,
            HostTurns.Turn turn) {
        List<Action> actions = decision.actions();
        List<PendingAction> pending = new ArrayList<>(PendingAction.notOvertaken(memory.pending(), actions));
        for (int i = 0; i < actions.size(); i++) {
            if (PendingAction.isRepeatable(actions.get(i))) {
                pending.add(new PendingAction(actions.get(i), key(watch.account(), memory.base(), i)));
            }
        }
        while (pending.size() > PendingAction.MOST) {
            LOG.error(
                    "Gave up to {} for {}: its hook failed too often.",
                    pending.remove(0).action().summary(),
                    watch.account());
        }
        Memory after = memory.with(inputs.change(policy).after(decision), pending);
        InputNotes.Place place = log.inputs().record(watch.account(), memory.base(), inputs);
        String note = DecisionNote.ofDecision(inputs.situation(), decision, place, after, turn.number());
        return isRecorded(watch, after, note);
    }

    private void carryOut(
            AccountWatch watch,
            Instant now,
            List<Action> actions,
            long base,
            List<HookOutcome> outcomes,
            HostTurns.Turn turn) {
        List<HookOutcome> own = new ArrayList<>();
        List<Settlement> over = new ArrayList<>();
        try {
            for (int i = 0; i < actions.size() && mayAct(watch, turn); i++) {
                PendingAction action = new PendingAction(actions.get(i), key(watch.account(), base, i));
                own.add(carryOut(watch, now, action, over));
            }
        } finally { // also where nobody knew whose turn it is: what is left is for another look
            outcomes.addAll(own);
            if (!own.isEmpty()) {
                recordOutcomes(watch, own, over);
            }
        }
    }

    /** What failed before comes first, and only where this decision has not overtaken it. */
    private void repeat(
            AccountWatch watch, List<PendingAction> older, List<HookOutcome> outcomes, HostTurns.Turn turn) {
        Instant now = reader.clock().instant();
        Memory before = watch.memory(log);
        List<HookOutcome> own = new ArrayList<>();
        List<Settlement> over = new ArrayList<>();
        try {
            for (PendingAction pending : older) {
                if (watch.backoffOf(pending).isOver(now) && mayAct(watch, turn)) {
                    own.add(carryOut(watch, now, pending, over));
                }
            }
        } finally {
            outcomes.addAll(own);
            if (!watch.memory(log).equals(before)) {
                recordOutcomes(watch, own, over);
            }
        }
    }

    /** What is decided and not done is pending in the ledger: whose turn it is then does it. */
    private static boolean mayAct(AccountWatch watch, HostTurns.Turn turn) {
        boolean holds = turn.holds();
        if (!holds) {
            LOG.warn("Another host looks after {} now; what is decided and not done is left to it.", watch.account());
        }
        return holds;
    }

    /** Where another host has noted something meanwhile, that counts, and what is over is over in it, too. */
    private void recordOutcomes(AccountWatch watch, List<HookOutcome> own, List<Settlement> over) {
        Memory after = watch.memory(log);
        for (int conflict = 0; conflict < MOST_CONFLICTS; conflict++) {
            if (isRecorded(watch, after, DecisionNote.ofOutcomes(own, after))) {
                return;
            }
            after = watch.memory(log);
            for (Settlement each : over) {
                after = each.inAnothers(after);
            }
        }
        LOG.warn(
                "What came of {} calls for {} could not be recorded; they are made again with their keys.",
                own.size(),
                watch.account());
    }

    private HookOutcome carryOut(AccountWatch watch, Instant now, PendingAction action, List<Settlement> over) {
        Effect effect = calls.run(watch.account(), action.action(), action.key());
        HookOutcome outcome = effect.outcome();
        if (!effect.isDone()) {
            LOG.warn(
                    "Could not {} for {}: {} ({}).",
                    outcome.call(),
                    watch.account(),
                    outcome.detail(),
                    outcome.status());
        }
        if (!PendingAction.isRepeatable(action.action())) {
            boolean replaced = effect.count().orElse(0) > 0;
            watch.setReplacements(replaced ? Backoff.NONE : watch.replacements().afterFailure(now));
        } else if (effect.mayComeTrue()) {
            watch.setBackoff(action, watch.backoffOf(action).afterFailure(now));
        } else {
            Settlement settlement = new Settlement(action, effect.count().orElse(0));
            over.add(settlement);
            watch.remember(settlement.in(watch.memory(log)));
        }
        return outcome;
    }

    private void keepNear(AccountWatch watch, Memory memory) {
        boolean matters = memory.stance().hasActed()
                || !memory.pending().isEmpty()
                || memory.document().isPresent();
        if (matters && log.isFarBack(watch.account(), memory)) {
            isRecorded(watch, memory, DecisionNote.ofStance(memory));
        }
    }

    /** Records a note; where another monitor was first, what it noted counts from now on. */
    private boolean isRecorded(AccountWatch watch, Memory after, String note) {
        try {
            long sequence = log.record(watch.account(), after.base(), note);
            watch.recorded(after.at(sequence));
            return true;
        } catch (IdempotencyConflictException other) {
            watch.forget();
            return false;
        }
    }

    private static IdempotencyKey key(AccountPath account, long base, int index) {
        return IdempotencyKey.named("action " + index + " of the decision of " + account + " after " + base);
    }
}
