package io.reelbudget.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Verification;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A ledger given random commands")
class RandomCommandsTest {

    private static final int COMMANDS = 300;

    static LongStream seeds() {
        return Seeds.of(80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answers_and_stands_as_the_model_does_after_each(long seed) {
        ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");
        Workload workload = new Workload(new SplittableRandom(seed), clock, Workload.Time.WITH_SETBACKS);
        ModelLedger model = new ModelLedger();
        try (Ledger real = Ledger.inMemory(clock)) {
            BlockingLedger calls = real.blocking();
            for (int step = 0; step < COMMANDS; step++) {
                Command<?> command = workload.next();
                String expected = model.submit(command, clock.instant());

                String outcome = submit(calls, command, model, workload);

                String where = "seed " + seed + ", step " + step + ", " + command;
                assertThat(outcome).as(where).isEqualTo(expected);
                for (AccountPath path : calls.accounts()) {
                    Outcome.Seen seen = Outcome.describe(calls, path);
                    assertThat(seen.line()).as(where).isEqualTo(model.describe(path, clock.instant()));
                    model.learn(path, seen.live(), seen.announced(), seen.pending());
                    workload.saw(path, seen.live(), seen.announced(), seen.pending());
                }
            }
            Verification verification = calls.verify();
            assertThat(verification.differences()).as("seed " + seed).isEmpty();
        }
    }

    private static String submit(BlockingLedger calls, Command<?> command, ModelLedger model, Workload workload) {
        try {
            Result result = (Result) calls.submit(command);
            model.learn(command, result);
            workload.told(command, result);
            return Outcome.of(result);
        } catch (RuntimeException refusal) {
            return Outcome.of(refusal);
        }
    }
}
