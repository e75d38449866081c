package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static io.reelbudget.policy.Situations.situation;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.Decision.Act;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.Replacement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The note of a decision")
class DecisionNoteTest {

    private final NoteLedger ledger = new NoteLedger(new SettableClock());
    private final DecisionLog log = new DecisionLog(blocking(), 1 << 20);

    private BlockingLedger blocking() {
        ledger.set(ACCOUNT, "100", "95", "0");
        return ledger.blocking();
    }

    private static Notice notice(String text, int numbers) {
        TreeMap<String, String> figures = new TreeMap<>();
        for (int i = 0; i < numbers; i++) {
            figures.put("n" + i, "x".repeat(Notice.MAX_NUMBER));
        }
        return new Notice("key", ACCOUNT, NoticeLevel.WARNING, Situations.NOW, "Title", text, text, text, figures);
    }

    private static PendingAction pending(Action action) {
        return new PendingAction(action, IdempotencyKey.named(action.summary()));
    }

    @Test
    void gives_back_all_that_is_in_force_and_all_that_is_pending() {
        Memory memory = new Memory(
                new Stance(
                        Mode.PAUSED,
                        Situations.NOW,
                        24_322,
                        "own \"policy\"\n",
                        new Instances(4, 3),
                        List.of(Stance.fingerprint("a")),
                        List.of(Stance.fingerprint("b"))),
                Stream.of(
                                new Action.ProvisionInstances(2, "Why."),
                                new Action.ReturnInstances(3, "Why."),
                                new Action.PauseNewJobs("Why."),
                                new Action.ResumeNewJobs("Why."),
                                new Action.SendNotice(notice("It happened — “so”.", 2)))
                        .map(DecisionNoteTest::pending)
                        .toList(),
                0);

        long sequence = log.record(ACCOUNT, 0, DecisionNote.ofStance(memory));

        assertThat(log.restore(ACCOUNT)).isEqualTo(memory.at(sequence));
    }

    @Test
    void leaves_figures_out_rather_than_what_is_in_force_where_texts_are_long() {
        List<PendingAction> pending = new ArrayList<>();
        for (int i = 0; i < PendingAction.MOST; i++) {
            pending.add(pending(new Action.SendNotice(notice("y".repeat(Notice.MAX_TEXT), Notice.MAX_NUMBERS))));
        }
        Stance stance = Situations.acted(Mode.PAUSED, "own", Instances.NONE);

        String note = DecisionNote.ofStance(new Memory(stance, pending, 0));
        log.record(ACCOUNT, 0, note);

        assertThat(note).hasSizeLessThanOrEqualTo(Command.MAX_NOTE);
        assertThat(log.restore(ACCOUNT).stance()).isEqualTo(stance);
    }

    @Test
    void lists_what_was_replaced_and_fits_for_ten_thousand_jobs() {
        List<Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            TranscodeJob job = Jobs.job("\ud800\u0001\"" + "j".repeat(120) + i % 7, Jobs.h264(1920, 1080));
            TranscodeJob lower = job.withTargets(List.of(Jobs.h264(1280, 720)));
            replacements.add(
                    new Replacement(Jobs.queued(job), Jobs.queued(job).with(lower, Jobs.PRICING.price(lower))));
        }
        Act act = new Act(
                NoticeLevel.WARNING,
                List.of(new Action.ReduceQuality(replacements)),
                Explanation.ofOwnRule("So.", "Else."));

        String note = DecisionNote.ofDecision(
                situation(Duration.ofMinutes(1), "5", Stance.normal()),
                act,
                new InputNotes.Place(List.of(), "", 0),
                new Memory(Situations.acted(Mode.ACTED, "own", Instances.NONE), List.of(), 0),
                0);

        assertThat(note)
                .hasSizeLessThanOrEqualTo(Command.MAX_NOTE)
                .contains("\"replaced\":10000", "\"to\":\"H264 1280x720 libx264/veryfast\"")
                .doesNotContainPattern("\\p{Cs}");
        log.record(ACCOUNT, 0, note);
        assertThat(log.restore(ACCOUNT).stance().mode()).isEqualTo(Mode.ACTED);
    }

    @Test
    void is_passed_over_where_it_cannot_be_read() {
        Memory memory = new Memory(Situations.acted(Mode.PAUSED, "own", Instances.NONE), List.of(), 0);
        long sequence = log.record(ACCOUNT, 0, DecisionNote.ofStance(memory));
        log.record(ACCOUNT, sequence, DecisionNote.MARK + ",\"stance\":{\"mode\":\"DANCING\"}}");
        log.record(ACCOUNT, sequence + 1, "A note of the host's own.");

        assertThat(log.restore(ACCOUNT)).isEqualTo(memory.at(sequence));
    }

    @Test
    void fits_for_the_longest_account_path() {
        AccountPath deep = new AccountPath(Stream.generate(() -> "ä".repeat(64))
                .limit(AccountPath.MAX_DEPTH)
                .toList());
        Notice long16 = new Notice(
                "k".repeat(Notice.MAX_TITLE),
                deep,
                NoticeLevel.WARNING,
                Situations.NOW,
                "t".repeat(Notice.MAX_TITLE),
                "x".repeat(Notice.MAX_TEXT),
                "x".repeat(Notice.MAX_TEXT),
                "x".repeat(Notice.MAX_TEXT),
                new TreeMap<>());
        Memory memory = new Memory(
                Situations.acted(Mode.ACTED, "own", Instances.NONE),
                List.of(pending(new Action.SendNotice(long16))),
                0);

        log.record(ACCOUNT, 0, DecisionNote.ofStance(memory));

        assertThat(log.restore(ACCOUNT).pending()).isEqualTo(memory.pending());
    }
}
