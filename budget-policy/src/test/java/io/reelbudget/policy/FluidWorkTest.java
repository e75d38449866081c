package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static io.reelbudget.policy.Situations.NOW;
import static io.reelbudget.policy.Situations.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.CommittedSpend;
import io.reelbudget.runway.CommittedSpend.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Work on so many processors")
class FluidWorkTest {

    private static final CommittedWork TWO = CommittedWork.onProcessors(2);

    private static OpenHold hold(Labels labels) {
        return new OpenHold(
                new HoldId(ACCOUNT, IdempotencyKey.named("h")),
                usd("4"),
                NOW.minusSeconds(60),
                NOW.plusSeconds(3_600),
                labels);
    }

    private static CommittedSpend spend(Labels labels) {
        return TWO.spending(NOW, List.of(hold(labels)), List.of()).get(0);
    }

    @Test
    void spends_a_hold_as_its_labels_say() {
        Labels labels = Labels.of(CommittedWork.LABEL_P10, "1.5")
                .with(CommittedWork.LABEL_P50, "2")
                .with(CommittedWork.LABEL_P90, "3.25")
                .with(CommittedWork.LABEL_FINISH, NOW.plusSeconds(600).toString());

        assertThat(spend(labels))
                .isEqualTo(new CommittedSpend(
                        Kind.HOLD, new Quantiles(1_500_000, 2_000_000, 3_250_000), NOW, NOW.plusSeconds(600)));
    }

    @Test
    void spends_what_is_held_by_the_end_of_the_lease_where_labels_are_missing_or_illegible() {
        CommittedSpend whole = new CommittedSpend(Kind.HOLD, Quantiles.certain(4_000_000), NOW, NOW.plusSeconds(3_600));
        Labels nonsense = Labels.of(CommittedWork.LABEL_P10, "much")
                .with(CommittedWork.LABEL_P50, "1e999999999")
                .with(CommittedWork.LABEL_P90, "-3")
                .with(CommittedWork.LABEL_FINISH, "soon");
        Labels falling = Labels.of(CommittedWork.LABEL_P10, "3")
                .with(CommittedWork.LABEL_P50, "2")
                .with(CommittedWork.LABEL_P90, "1");

        assertThat(spend(Labels.none())).isEqualTo(whole);
        assertThat(spend(nonsense)).isEqualTo(whole);
        assertThat(spend(falling)).isEqualTo(whole);
    }

    @Test
    void expects_a_job_that_is_late_to_end_at_any_moment() {
        assertThat(spend(Labels.of(
                                CommittedWork.LABEL_FINISH, NOW.minusSeconds(5).toString()))
                        .until())
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void begins_each_queued_job_when_those_before_it_are_done() {
        QueuedJob first = Jobs.fullHd("a");
        QueuedJob second = Jobs.fullHd("b");

        List<CommittedSpend> spending = TWO.spending(NOW, List.of(), List.of(first, second));

        Duration each = Duration.ofMillis(311_040); // 622.08 CPU seconds on two processors
        assertThat(spending)
                .containsExactly(
                        new CommittedSpend(Kind.QUEUE, first.priceMicros(), NOW, NOW.plus(each)),
                        new CommittedSpend(
                                Kind.QUEUE, second.priceMicros(), NOW.plus(each), NOW.plus(each.multipliedBy(2))));
    }

    @Test
    void refuses_processors_that_do_no_work() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommittedWork.onProcessors(0))
                .withMessage("Processors were 0.0 but must be more than zero and finite; give those that work for the"
                        + " account at once.");
    }
}
