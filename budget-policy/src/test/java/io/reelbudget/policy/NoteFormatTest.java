package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.Step.Consent;
import io.reelbudget.policy.spi.QualityLadder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What stands in ledgers is read for years: these files are never changed, only added to. */
@DisplayName("The format of a decision's note")
class NoteFormatTest {

    private final NoteLedger ledger = new NoteLedger(new SettableClock());
    private final DecisionLog log = new DecisionLog(blocking(), 1 << 20);

    private BlockingLedger blocking() {
        ledger.set(ACCOUNT, "100", "95", "0");
        return ledger.blocking();
    }

    static String golden(String name) {
        try (InputStream in = NoteFormatTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void is_written_as_it_is_recorded_here() {
        ScalingPolicy policy = ScalingPolicy.graduated(
                "gentle",
                List.of(
                        Step.slowingDown(2, Threshold.ofShareLeft(0.4)),
                        Step.of(Measure.DRAIN, Threshold.ofShareLeft(0.2)).consent(Consent.ASK_FIRST)),
                QualityLadder.standard(),
                Jobs.PRICING);
        DecisionInputs inputs =
                DecisionInputs.of(new Drill(policy).situation("15"), Backoff.NONE, FailureMode.closed());
        Decision decision = inputs.decide(policy);
        Stance stance = inputs.change(policy).after(decision);
        PendingAction pending = new PendingAction(decision.actions().get(0), new IdempotencyKey(10, 11));

        String note = DecisionNote.ofDecision(
                inputs.situation(),
                decision,
                new InputNotes.Place(List.of(7L, 8L), "0123", 20_000),
                new Memory(stance, List.of(pending), 3),
                0);

        assertThat(note).isEqualTo(golden("decision-2.json"));
        log.record(ACCOUNT, 0, note);
        assertThat(log.restore(ACCOUNT).stance()).isEqualTo(stance);
        assertThat(log.restore(ACCOUNT).pending()).containsExactly(pending);
    }

    @Test
    void that_had_neither_steps_nor_inputs_is_still_read() {
        log.record(ACCOUNT, 0, golden("decision-1.json"));

        Memory memory = log.restore(ACCOUNT);

        assertThat(memory.stance())
                .isEqualTo(new Stance(
                        Mode.PAUSED,
                        Situations.NOW,
                        24_322,
                        "prioritise-availability",
                        Instances.NONE,
                        List.of(),
                        List.of("5a7c63d6d5a0d3cf0e2bbce5ad2c6e11")));
        assertThat(memory.pending())
                .containsExactly(new PendingAction(
                        new Action.PauseNewJobs("The budget of acme/video runs out: new jobs are paused."),
                        new IdempotencyKey(10, 11)));
        RecordedDecision recorded =
                DecisionHistory.of(ledger).newest(ACCOUNT, 10).get(0);
        assertThat(recorded.why().code()).isEqualTo(ReasonCode.NEW_JOBS_PAUSED);
        assertThat(recorded.situation()).isEmpty();
        assertThat(recorded.digest()).isEmpty();
    }

    @Test
    void of_inputs_is_written_as_it_is_recorded_here() {
        DecisionInputs inputs = DecisionInputs.of(
                new Drill(ScalingPolicy.prioritiseAvailability()).situation("15"), Backoff.NONE, FailureMode.closed());

        assertThat(ValueJson.parse(golden("inputs-2.json"), DecisionInputs.class))
                .isEqualTo(inputs);
        assertThat(ValueJson.text(inputs)).isEqualTo(golden("inputs-2.json"));
    }

    @Test
    void of_inputs_that_an_older_version_wrote_is_refused_and_says_what_it_lacks() {
        assertThat(catchThrowable(() -> ValueJson.parse(golden("inputs-1.json"), DecisionInputs.class)))
                .hasMessage("Recorded value at instances.confirmed is missing; it was recorded by an older version that"
                        + " did not know it.");
    }

    @Test
    void of_inputs_refuses_what_it_does_not_know() {
        String newer = golden("inputs-2.json").replace("\"failures\":0", "\"failures\":0,\"mood\":\"good\"");
        String older = golden("inputs-2.json").replace("\"failures\":0,", "");

        assertThat(catchThrowable(() -> ValueJson.parse(newer, DecisionInputs.class)))
                .hasMessage(
                        "Recorded value at DecisionInputs.mood is unknown; replay it by the version that wrote it.");
        assertThat(catchThrowable(() -> ValueJson.parse(older, DecisionInputs.class)))
                .hasMessage("Recorded value at DecisionInputs.failures is missing; it was recorded by an older version"
                        + " that did not know it.");
    }
}
