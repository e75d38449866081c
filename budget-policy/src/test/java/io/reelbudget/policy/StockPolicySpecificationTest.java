package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is done about an account, branch by branch: with each stock policy and where none is set, with time to
 * exhaustion above, at and under the threshold, with and without a queue; for a threshold that is a time, a share of
 * the budget, or a probability. It is read off the hooks.
 */
@DisplayName("Before a budget runs out")
class StockPolicySpecificationTest {

    private static final AccountPath ROOT = AccountPath.of("acme");
    private static final int JOBS = 20;

    private static final Optional<ScalingPolicy> NONE_SET = Optional.empty();
    private static final Map<String, Optional<ScalingPolicy>> POLICIES = Map.of(
            "prioritise quality", Optional.of(ScalingPolicy.prioritiseQuality()),
            "prioritise availability", Optional.of(ScalingPolicy.prioritiseAvailability()),
            "reduce quality", Optional.of(ScalingPolicy.reduceQuality(QualityLadder.standard(), Jobs.PRICING)),
            "no policy set", NONE_SET);

    private final SettableClock clock = new SettableClock();
    private final NoteLedger ledger = new NoteLedger(clock);
    private final Forecasts.Settable forecaster = new Forecasts.Settable();
    private final FakeHooks hooks = new FakeHooks();
    private final RunwayMonitor monitor = RunwayMonitor.builder(ledger, forecaster, Jobs.PRICING, clock)
            .hooks(hooks.hooks())
            .committedWork(CommittedWork.onProcessors(2))
            .build();

    /** Where an account stands to its threshold. */
    private enum Where {
        ABOVE,
        AT,
        UNDER
    }

    /** A kind of threshold and the three places to be around it. */
    private enum Kind {
        STANDARD,
        TIME,
        SHARE,
        PROBABILITY;

        Optional<Threshold> threshold() {
            return switch (this) {
                case STANDARD -> Optional.empty();
                case TIME -> Optional.of(Threshold.of(Duration.ofHours(2)));
                case SHARE -> Optional.of(Threshold.ofShareLeft(0.1));
                case PROBABILITY -> Optional.of(Threshold.ofProbability(0.25));
            };
        }

        /**
         * The median time to exhaustion. With that of 59,040 minutes 20.5 days, the rest, have a probability of 0.25.
         */
        Duration median(Where where) {
            return switch (this) {
                case STANDARD -> minutes(where, 31, 30, 29);
                case TIME -> minutes(where, 121, 120, 119);
                case SHARE -> Duration.ofDays(4);
                case PROBABILITY -> minutes(where, 59_041, 59_040, 59_039);
            };
        }

        /** What is posted of 100 USD. */
        String posted(Where where) {
            return this != SHARE ? "90" : where == Where.ABOVE ? "89.99" : where == Where.AT ? "90" : "90.01";
        }

        private static Duration minutes(Where where, int above, int at, int under) {
            return Duration.ofMinutes(where == Where.ABOVE ? above : where == Where.AT ? at : under);
        }
    }

    static Stream<Arguments> branches() {
        List<Arguments> branches = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Where where : Where.values()) {
                for (int jobs : new int[] {0, JOBS}) {
                    POLICIES.keySet().stream()
                            .sorted()
                            .forEach(policy -> branches.add(Arguments.of(
                                    policy, kind, where, jobs, expected(policy, where == Where.ABOVE, jobs > 0))));
                }
            }
        }
        return branches.stream();
    }

    /** The specification: what is called, in this order. */
    private static List<String> expected(String policy, boolean isAbove, boolean hasQueue) {
        if (isAbove) {
            return List.of();
        }
        return switch (policy) {
            case "prioritise quality" -> hasQueue ? List.of("provision", "send WARNING") : List.of("send WARNING");
            case "prioritise availability" -> List.of("pause", "send WARNING");
            default -> hasQueue ? List.of("replace", "send WARNING") : List.of("send WARNING");
        };
    }

    @BeforeEach
    void open_accounts() {
        ledger.set(ROOT, "1000", "0", "0");
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    @ParameterizedTest(name = "{0}: {1} threshold, {2} it, {3} jobs wait -> {4}")
    @MethodSource("branches")
    void does_what_the_policy_says(String policy, Kind kind, Where where, int jobs, List<String> expected) {
        ledger.set(ACCOUNT, "100", kind.posted(where), "0");
        forecaster.median = kind.median(where);
        for (int i = 0; i < jobs; i++) {
            hooks.waiting.add(Jobs.fullHd("job-" + i));
        }
        set(POLICIES.get(policy), kind.threshold());

        monitor.evaluate(ACCOUNT);

        assertThat(hooks.calls.stream().map(StockPolicySpecificationTest::withoutCount))
                .containsExactlyElementsOf(expected);
        assertThat(monitor.admissionPaused(ACCOUNT)).isEqualTo(expected.contains("pause"));
        assertThat(hooks.waiting.stream().anyMatch(queued -> queued.isReduced()))
                .isEqualTo(expected.contains("replace"));
        assertThat(hooks.waiting).allSatisfy(queued -> assertThat(queued.requested())
                .isEqualTo(Jobs.fullHd(queued.job().id().value()).job()));
        assertThat(hooks.notices).hasSize(expected.isEmpty() ? 0 : 1);
    }

    @Test
    void acts_at_30_minutes_where_no_threshold_is_set() {
        assertThat(monitor.policyOf(ACCOUNT).threshold()).isEqualTo(Threshold.of(Duration.ofMinutes(30), 0.5));
        assertThat(monitor.policyOf(ACCOUNT).policy().name()).isEqualTo("reduce-quality");
    }

    @Test
    void tells_people_what_the_threshold_is_about() {
        monitor.setPolicy(
                ACCOUNT, new AccountPolicy(ScalingPolicy.prioritiseAvailability(), Threshold.ofShareLeft(0.1)));
        ledger.set(ACCOUNT, "100", "92", "0");

        monitor.evaluate(ACCOUNT);

        assertThat(hooks.notices).singleElement().satisfies(notice -> {
            assertThat(notice.level()).isEqualTo(NoticeLevel.WARNING);
            assertThat(notice.title()).isEqualTo("Budget of acme/video is down to 8 %");
            assertThat(notice.happened())
                    .isEqualTo("With 8.00 USD left to spend, the account has 8 % of its budget left: new jobs are"
                            + " paused.");
            // 8 + x is more than a tenth of 100 + x.
            assertThat(notice.advice()).startsWith("Top up 2.2223 USD or more, ");
            assertThat(notice.numbers()).containsEntry("shareLeft", "0.0800").containsEntry("thresholdShare", "0.1000");
        });
    }

    @Test
    void says_what_running_out_before_the_renewal_is_worth() {
        monitor.setPolicy(
                ACCOUNT, new AccountPolicy(ScalingPolicy.prioritiseAvailability(), Threshold.ofProbability(0.25)));
        ledger.set(ACCOUNT, "100", "92", "0");
        forecaster.median = Duration.ofHours(492);

        Evaluation evaluation = monitor.evaluate(ACCOUNT);

        assertThat(evaluation.decision().why().sentence())
                .isEqualTo("acme/video runs out before its renewal with a probability of 50 %; new jobs are paused.");
        assertThat(hooks.notices.get(0).title()).isEqualTo("Budget of acme/video may run out before its renewal");
    }

    private void set(Optional<ScalingPolicy> policy, Optional<Threshold> threshold) {
        Threshold at = threshold.orElseGet(Threshold::standard);
        if (policy.isPresent()) {
            monitor.setPolicy(ACCOUNT, new AccountPolicy(policy.get(), at));
        } else if (threshold.isPresent()) {
            monitor.setPolicy(ACCOUNT, monitor.policyOf(ACCOUNT).withThreshold(at));
        }
    }

    private static String withoutCount(String call) {
        return call.startsWith("send") ? call : call.replaceAll(" .*", "");
    }
}
