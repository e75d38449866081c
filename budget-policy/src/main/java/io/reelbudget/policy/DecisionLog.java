package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notes that a monitor keeps in the ledger.
 *
 * <p>Each note is recorded under a key that names the note before it, so that of two monitors, in two processes, only
 * one can record the next; the other's attempt is refused as a conflict and it reads what the first decided.
 *
 * <p>This class is thread-safe.
 */
final class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger(RunwayMonitor.class);

    private static final int PAGE = 1_000;

    /** So few entries are read first where all before some are known. */
    private static final int FIRST_PAGE = 50;

    /** How far back notes are looked for: 100,000 entries. */
    private static final int MOST_PAGES = 100;

    /**
     * After so many entries of the ledger a stance is noted again. That many of one account's own are read back in half
     * of {@link #MOST_PAGES}, so that what is in force is always found as long as the account is evaluated.
     */
    private static final long NOTE_AGAIN_AFTER = (long) PAGE * MOST_PAGES / 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BlockingLedger ledger;
    private final InputNotes inputs;

    DecisionLog(BlockingLedger ledger, int mostInputs) {
        this.ledger = ledger;
        this.inputs = new InputNotes(ledger, mostInputs);
    }

    /** Returns the notes of what decisions followed from. */
    InputNotes inputs() {
        return inputs;
    }

    /**
     * What the newest note of an account says.
     *
     * @param memory the normal stance where there is none
     * @param through the entry up to which notes were looked for; zero where none were
     */
    record Newest(Memory memory, long through) {
        static final Newest NONE = new Newest(new Memory(Stance.normal(), List.of(), 0), 0);
    }

    /** Returns what the newest note of an account says. */
    Memory restore(AccountPath account) {
        return restore(account, Newest.NONE).memory();
    }

    /** Returns what the newest note of an account says, where it is known what was the newest up to some entry. */
    Newest restore(AccountPath account, Newest known) {
        OptionalLong before = OptionalLong.empty();
        OptionalLong newest = OptionalLong.empty();
        int size = known.through() > 0 ? FIRST_PAGE : PAGE;
        for (int page = 0; page < MOST_PAGES; page++) {
            Statement statement = ledger.read(new Query.StatementOf(account, before, size));
            for (Entry entry : statement.entries()) {
                newest = newest.isPresent() ? newest : OptionalLong.of(entry.sequence());
                if (entry.sequence() <= known.through()) {
                    return new Newest(known.memory(), newest.getAsLong());
                }
                Optional<Memory> found = read(account, entry);
                if (found.isPresent()) {
                    return new Newest(found.get(), newest.getAsLong());
                }
            }
            if (statement.next().isEmpty()) {
                return new Newest(known.memory(), newest.orElse(known.through()));
            }
            before = statement.next();
            size = PAGE;
        }
        LOG.info("No decision is among the last {} entries of {}; nothing is in force.", PAGE * MOST_PAGES, account);
        return new Newest(new Memory(Stance.normal(), List.of(), before.orElse(0)), newest.orElse(0));
    }

    /**
     * Records a note.
     *
     * @return its number
     * @throws io.reelbudget.ledger.IdempotencyConflictException if another monitor has recorded one after {@code base}
     */
    long record(AccountPath account, long base, String text) {
        IdempotencyKey key = IdempotencyKey.named("decision of " + account + " after " + base);
        return ledger.submit(new Command.Note(account, key, DecisionNote.KIND, text))
                .sequence();
    }

    /** Returns whether the newest note is so far back that it should be repeated. */
    boolean isFarBack(AccountPath account, Memory memory) {
        List<Entry> newest = ledger.statement(account, 1).entries();
        return !newest.isEmpty() && newest.get(0).sequence() - memory.base() >= NOTE_AGAIN_AFTER;
    }

    private static Optional<Memory> read(AccountPath account, Entry entry) {
        if (entry.kind() != Entry.Kind.NOTED || !entry.account().equals(account) || !DecisionNote.isOne(entry.text())) {
            return Optional.empty();
        }
        try {
            JsonNode note = JSON.readTree(entry.text());
            JsonNode pending = note.path("pending");
            Optional<String> document =
                    Optional.ofNullable(note.get("document")).map(JsonNode::toString);
            return Optional.of(new Memory(
                    StanceJson.read(note.required("stance")), PendingJson.read(pending), document, entry.sequence()));
        } catch (RuntimeException illegible) {
            LOG.error(
                    "Decision note {} of {} cannot be read; the one before it counts.",
                    entry.sequence(),
                    account,
                    illegible);
            return Optional.empty();
        }
    }
}
