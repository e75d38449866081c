package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads decisions back from the ledger, and decides them again.
 *
 * <p>This class is thread-safe and has no effects.
 */
public final class DecisionHistory {

    private static final int PAGE = 1_000;

    /**
     * That a policy was adopted for an account, or given up.
     *
     * @param at when
     * @param account for which
     * @param document the policy; empty where it was given up
     * @param by who decided so
     */
    public record Adoption(Instant at, AccountPath account, Optional<PolicyDocument> document, String by) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BlockingLedger ledger;
    private final InputNotes inputs;

    private DecisionHistory(BlockingLedger ledger) {
        this.ledger = ledger;
        this.inputs = new InputNotes(ledger, 0);
    }

    /** Returns the decisions in a ledger. */
    public static DecisionHistory of(Ledger ledger) {
        return new DecisionHistory(ledger.blocking());
    }

    /**
     * Returns an account's newest decisions, the newest first.
     *
     * @param most how many at most, one or more
     * @throws io.reelbudget.ledger.UnknownAccountException if the account is not open
     * @throws IllegalArgumentException if one of them cannot be read: the journal was dropped in part, or changed
     */
    public List<RecordedDecision> newest(AccountPath account, int most) {
        List<RecordedDecision> decisions = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = ledger.read(new Query.StatementOf(account, before, PAGE));
            for (Entry entry : page.entries()) {
                if (decisions.size() < most && isNote(account, entry)) {
                    read(account, entry).ifPresent(decisions::add);
                }
            }
            before = page.next();
        } while (before.isPresent() && decisions.size() < most);
        return decisions;
    }

    /**
     * Returns the policies that were adopted for an account and given up, the oldest first.
     *
     * @throws io.reelbudget.ledger.UnknownAccountException if the account is not open
     */
    public List<Adoption> adoptions(AccountPath account) {
        List<Adoption> adoptions = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = ledger.read(new Query.StatementOf(account, before, PAGE));
            for (Entry entry : page.entries()) {
                if (isNote(account, entry)) {
                    adoption(entry).ifPresent(adoptions::add);
                }
            }
            before = page.next();
        } while (before.isPresent());
        Collections.reverse(adoptions);
        return adoptions;
    }

    private static Optional<Adoption> adoption(Entry entry) {
        JsonNode note = JSON.readTree(entry.text());
        if (!note.required("verdict").stringValue().equals("policy")) {
            return Optional.empty();
        }
        Optional<PolicyDocument> document =
                Optional.ofNullable(note.get("document")).map(json -> PolicyDocument.parse(json.toString()));
        return Optional.of(new Adoption(
                entry.time(), entry.account(), document, note.path("by").asString("")));
    }

    /** Returns the decision of a policy about what a recorded one was about, beside it. */
    public Replay replay(RecordedDecision recorded, ScalingPolicy policy) {
        Optional<Decision> now = inputsOf(recorded).map(found -> found.decide(policy));
        boolean isSame =
                now.map(DecisionNote::digest).filter(recorded.digest()::equals).isPresent();
        return new Replay(recorded, now, isSame);
    }

    private Optional<DecisionInputs> inputsOf(RecordedDecision recorded) {
        List<Entry> found = ledger.read(
                        new Query.StatementOf(recorded.account(), OptionalLong.of(recorded.sequence() + 1), 1))
                .entries();
        return found.isEmpty()
                ? Optional.empty()
                : inputs(recorded.account(), JSON.readTree(found.get(0).text()));
    }

    private static boolean isNote(AccountPath account, Entry entry) {
        return entry.kind() == Entry.Kind.NOTED && entry.account().equals(account) && DecisionNote.isOne(entry.text());
    }

    private Optional<RecordedDecision> read(AccountPath account, Entry entry) {
        JsonNode note = JSON.readTree(entry.text());
        String verdict = note.required("verdict").stringValue();
        if (!verdict.equals("act") && !verdict.equals("recover")) {
            return Optional.empty();
        }
        List<String> actions = new ArrayList<>();
        note.path("actions").forEach(action -> actions.add(action.stringValue()));
        return Optional.of(new RecordedDecision(
                entry.sequence(),
                entry.time(),
                account,
                verdict,
                note.path("policy").asString(""),
                why(note),
                actions,
                inputs(account, note).map(DecisionInputs::situation),
                note.path("digest").asString("")));
    }

    private static Explanation why(JsonNode note) {
        TreeMap<String, String> numbers = new TreeMap<>();
        note.path("numbers")
                .properties()
                .forEach(each -> numbers.put(each.getKey(), each.getValue().stringValue()));
        return new Explanation(
                ReasonCode.valueOf(note.required("reason").stringValue()),
                note.path("sentence").asString(""),
                numbers,
                note.path("counterfactual").asString(""));
    }

    private Optional<DecisionInputs> inputs(AccountPath account, JsonNode note) {
        List<Long> parts = new ArrayList<>();
        note.path("inputs").path("parts").forEach(part -> parts.add(part.longValue()));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String digest = note.path("inputs").path("digest").asString("");
        return Optional.of(inputs.read(account, new InputNotes.Place(parts, digest, 0)));
    }
}
