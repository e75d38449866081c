package io.reelbudget.policy;

import io.reelbudget.job.Target;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Command;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.Replacement;
import io.reelbudget.runway.RunwayForecast;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the notes that a monitor keeps in the ledger, as JSON: what was decided, why, and what is in force from then
 * on. Each note alone is enough to go on from after a restart.
 */
final class DecisionNote {

    private static final String FORMAT = "decision-2";

    /** What each note begins with, by which it is told from the host's own notes. */
    static final String MARK = "{\"reelbudget\":\"" + FORMAT + "\"";

    /** What notes began with before there were steps and inputs; they are read as before. */
    private static final String OLDER_MARK = "{\"reelbudget\":\"decision-1\"";

    /** The note's kind in the ledger. */
    static final String KIND = "decision";

    private static final int MOST_REPLACEMENTS = 20;

    /** Half a pair, which the ledger refuses, as it has no UTF-8 form: a host's text may hold one. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();

    private DecisionNote(String verdict) {
        root.put("reelbudget", FORMAT).put("verdict", verdict);
    }

    /** Returns whether a text is a note of a monitor's, in this format or an older one. */
    static boolean isOne(String text) {
        return text.startsWith(MARK) || text.startsWith(OLDER_MARK);
    }

    /** Returns what two decisions have in common only if they are equal. */
    static String digest(Decision decision) {
        return InputNotes.sha256(
                ValueJson.write(decision, Decision.class).toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the note of a decision, whose inputs stand elsewhere.
     *
     * @param turn that of the host which decided, zero where there are no others: two hosts' notes are never the same
     */
    static String ofDecision(
            BudgetSituation situation, Decision decision, InputNotes.Place inputs, Memory after, long turn) {
        DecisionNote note = new DecisionNote(decision.fold(proceed -> "proceed", act -> "act", recover -> "recover"));
        if (turn > 0) {
            note.root.put("turn", turn);
        }
        note.root.put("digest", digest(decision));
        ObjectNode place = note.root.putObject("inputs");
        inputs.parts().forEach(place.putArray("parts")::add);
        place.put("digest", inputs.digest()).put("characters", inputs.characters());
        Explanation why = decision.why();
        note.root
                .put("policy", after.stance().policy())
                .put("reason", why.code().name())
                .put("sentence", why.sentence())
                .put("counterfactual", why.counterfactual());
        ObjectNode numbers = note.root.putObject("numbers");
        why.numbers().forEach(numbers::put);
        ArrayNode actions = note.root.putArray("actions");
        decision.actions().forEach(action -> actions.add(action.summary()));
        note.replacements(decision.actions());
        note.seen(situation);
        return note.with(after);
    }

    /** Returns the note of what became of calls to hooks. */
    static String ofOutcomes(List<HookOutcome> outcomes, Memory after) {
        DecisionNote note = new DecisionNote("outcome");
        ArrayNode list = note.root.putArray("outcomes");
        for (HookOutcome outcome : outcomes) {
            list.addObject()
                    .put("call", outcome.call())
                    .put("status", outcome.status().name())
                    .put("detail", outcome.detail());
        }
        return note.with(after);
    }

    /** Returns the note of an answer to a question that a policy had asked. */
    static String ofAnswer(String question, StepMark.Phase answer, String by, Memory after) {
        DecisionNote note = new DecisionNote("answer");
        note.root.put("question", question).put("answer", answer.name()).put("by", Wording.oneLine(by));
        return note.with(after);
    }

    /** Returns the note of a policy that was adopted, or given up. */
    static String ofDocument(String by, Memory after) {
        DecisionNote note = new DecisionNote("policy");
        note.root.put("by", Wording.oneLine(by));
        return note.with(after);
    }

    /** Returns a note that only repeats what is in force, so that it is found near the end of the journal. */
    static String ofStance(Memory memory) {
        return new DecisionNote("stance").with(memory);
    }

    private void replacements(List<Action> actions) {
        for (Action action : actions) {
            List<Replacement> replacements = replacements(action);
            if (!replacements.isEmpty()) {
                root.put("replaced", replacements.size());
                ArrayNode list = root.putArray("replacements");
                replacements.stream().limit(MOST_REPLACEMENTS).forEach(each -> list.addObject()
                        .put("job", each.queued().job().id().value())
                        .put("from", summary(each.queued().job().targets().get(0)))
                        .put("to", summary(each.instead().job().targets().get(0)))
                        .put("savedMicros", Math.round(each.savedMicros())));
            }
        }
    }

    private static List<Replacement> replacements(Action action) {
        if (action instanceof Action.ReduceQuality reduce) {
            return reduce.replacements();
        }
        return action instanceof Action.RestoreQuality restore ? restore.replacements() : List.of();
    }

    private static String summary(Target target) {
        return Wording.oneLine(target.summary());
    }

    private void seen(BudgetSituation situation) {
        Balance balance = situation.balance();
        RunwayForecast forecast = situation.forecast();
        ObjectNode seen = root.putObject("seen");
        seen.put("now", situation.now().toString())
                .put("granted", micros(balance.granted()))
                .put("posted", micros(balance.posted()))
                .put("held", micros(balance.held()))
                .put("expired", micros(balance.expired()))
                .put("model", Wording.oneLine(forecast.model()))
                .put("confidence", forecast.confidence().name());
        forecast.exhaustion()
                .ifPresent(when -> seen.put("exhaustionP10", when.p10().toString())
                        .put("exhaustionP50", when.p50().toString())
                        .put("exhaustionP90", when.p90().toString()));
    }

    private String with(Memory memory) {
        root.set("stance", StanceJson.write(JSON, memory.stance()));
        memory.document().ifPresent(document -> root.set("document", JSON.readTree(document)));
        root.set("pending", PendingJson.write(JSON, memory.pending()));
        // What is in force must be recorded at any length of the host's texts; the figures for people give way first.
        for (String dispensable : List.of("", "replacements", "outcomes", "numbers", "seen", "sentence", "pending")) {
            root.remove(dispensable);
            String text = LONE_SURROGATE.matcher(root.toString()).replaceAll("?");
            if (text.length() <= Command.MAX_NOTE) {
                return text;
            }
        }
        throw new IllegalStateException("Decision note had " + root.toString().length()
                + " characters but must have at most " + Command.MAX_NOTE + "; give the policy a shorter name.");
    }

    private static String micros(Amount amount) {
        return Long.toString(amount.micros());
    }
}
