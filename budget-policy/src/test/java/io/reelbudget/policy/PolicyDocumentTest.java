package io.reelbudget.policy;

import static io.reelbudget.policy.Situations.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.spi.QualityLadder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A policy in JSON")
class PolicyDocumentTest {

    private static final String HEAD = "{'format':'reelbudget-policy-1',";

    private static PolicyDocument parse(String json) {
        return PolicyDocument.parse(json.replace('\'', '"'));
    }

    private static AccountPolicy policy(String json) {
        return parse(json).policy(QualityLadder.standard(), Jobs.PRICING);
    }

    @Nested
    @DisplayName("says")
    class Says {

        @Test
        void each_stock_policy_at_the_standard_threshold() {
            for (String[] pair : new String[][] {
                {"REDUCE_QUALITY", "reduce-quality"},
                {"PRIORITISE_QUALITY", "prioritise-quality"},
                {"PRIORITISE_AVAILABILITY", "prioritise-availability"}
            }) {
                AccountPolicy policy = policy(HEAD + "'policy':'" + pair[0] + "'}");

                assertThat(policy.policy().name()).isEqualTo(pair[1]);
                assertThat(policy.threshold()).isEqualTo(Threshold.standard());
            }
        }

        @Test
        void each_kind_of_threshold() {
            String head = HEAD + "'policy':'PRIORITISE_AVAILABILITY','when':";

            assertThat(policy(head + "{'within':'PT2H','probability':'0.1','hysteresis':'3'}}")
                            .threshold())
                    .isEqualTo(Threshold.of(Duration.ofHours(2), 0.1).withHysteresis(3));
            assertThat(policy(head + "{'shareLeft':'0.1'}}").threshold()).isEqualTo(Threshold.ofShareLeft(0.1));
            assertThat(policy(head + "{'beforeRenewal':'0.9'}}").threshold()).isEqualTo(Threshold.ofProbability(0.9));
        }

        @Test
        void a_graduated_policy_that_decides_as_the_same_in_java() {
            AccountPolicy read = policy(HEAD + "'policy':'GRADUATED','name':'gentle','steps':["
                    + "{'do':'NOTIFY','when':{'shareLeft':'0.5'}},"
                    + "{'do':'DOWNGRADE','when':{'shareLeft':'0.4'},'neverBelow':720},"
                    + "{'do':'SLOW_DOWN','when':{'shareLeft':'0.3'},'mostAtOnce':2,'coolDown':'PT1H'},"
                    + "{'do':'DRAIN','when':{'shareLeft':'0.2'},'consent':'ASK_FIRST','rearming':'NEXT_PERIOD'}]}");
            ScalingPolicy made = ScalingPolicy.graduated(
                    "gentle",
                    List.of(
                            Step.of(Measure.NOTIFY, Threshold.ofShareLeft(0.5)),
                            Step.of(Measure.DOWNGRADE, Threshold.ofShareLeft(0.4))
                                    .neverBelow(720),
                            Step.slowingDown(2, Threshold.ofShareLeft(0.3)).coolingDown(Duration.ofHours(1)),
                            Step.of(Measure.DRAIN, Threshold.ofShareLeft(0.2))
                                    .consent(Step.Consent.ASK_FIRST)
                                    .rearming(Step.Rearming.NEXT_PERIOD)),
                    QualityLadder.standard(),
                    Jobs.PRICING);
            BudgetSituation situation = new Drill(made).situation("5");

            assertThat(((GraduatedPolicy) read.policy()).steps()).isEqualTo(((GraduatedPolicy) made).steps());
            assertThat(read.policy().decide(situation)).isEqualTo(made.decide(situation));
        }

        @Test
        void policies_together_and_recommendations() {
            AccountPolicy policy = policy(HEAD + "'mode':'RECOMMEND','together':["
                    + "{'policy':'PRIORITISE_QUALITY','instances':{'maximum':8,'processorsEach':'4','boot':'PT1M'}},"
                    + "{'policy':'REDUCE_QUALITY','neverBelow':720,'when':{'shareLeft':'0.1'}}]}");

            assertThat(policy.policy().name()).isEqualTo("prioritise-quality+reduce-quality-recommended");
        }

        @Test
        void the_same_once_it_is_written_and_read_again() {
            PolicyDocument document = parse("  " + HEAD + " 'policy' : 'REDUCE_QUALITY' }");

            assertThat(PolicyDocument.parse(document.json())).isEqualTo(document);
            assertThat(document.json()).isEqualTo(HEAD.replace('\'', '"') + "\"policy\":\"REDUCE_QUALITY\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'policy':'REDUCE'} | $.policy | was \"REDUCE\" but must be one of [REDUCE_QUALITY,",
                "'polcy':'REDUCE_QUALITY'} | $.polcy | is a field that is unknown here but must be one of",
                "'policy':'REDUCE_QUALITY','together':[]} | $ | had [policy, together] of [policy, together] but must",
                "'policy':'REDUCE_QUALITY','steps':[]} | $.steps | is given but means nothing for policy REDUCE_QUALITY",
                "'policy':'PRIORITISE_AVAILABILITY','neverBelow':720} | $.neverBelow | is given but means nothing for",
                "'policy':'REDUCE_QUALITY','neverBelow':1} | $.neverBelow | Floor was 1 pixels but must be 2 to 32768",
                "'policy':'REDUCE_QUALITY','when':{'within':'soon'}} | $.when.within | was \"soon\" but must be a duration",
                "'policy':'REDUCE_QUALITY','when':{'within':'PT0S'}} | $.when | Threshold was PT0S but must be more than",
                "'policy':'REDUCE_QUALITY','when':{'shareLeft':0.1}} | $.when.shareLeft | was 0.1 but must be a decimal",
                "'policy':'REDUCE_QUALITY','when':{'shareLeft':'0.1','probability':'1'}} | $.when.probability | is given",
                "'policy':'REDUCE_QUALITY','when':{}} | $.when | had none of [within, shareLeft, beforeRenewal] but must",
                "'policy':'GRADUATED'} | $.steps | is missing but must be given; add it.",
                "'policy':'GRADUATED','steps':[]} | $ | Steps were 0 but must be 1 to 32",
                "'policy':'GRADUATED','steps':[{'do':'DRAIN'}]} | $.steps[0].when | is missing but must be given; add it.",
                "'policy':'GRADUATED','steps':[{'do':'SLOW_DOWN','when':{'shareLeft':'0.1'}}]} | $.steps[0] | Step's"
                        + " mostAtOnce was missing",
                "'policy':'GRADUATED','steps':[{'do':'DRAIN','when':{'shareLeft':'0.1'}},"
                        + "{'do':'NOTIFY','when':{'shareLeft':'0.1'}}]} | $.steps[1].measure | was NOTIFY after DRAIN but",
                "'policy':'GRADUATED','steps':[{'do':'NOTIFY','when':{'shareLeft':'0.1'}},"
                        + "{'do':'DRAIN','when':{'shareLeft':'0.2'}}]} | $.steps[1].when | was reached before that of the",
                "'together':[{'policy':'REDUCE_QUALITY'}]} | $.together | Policies were [reduce-quality] but must be two",
                "'together':[{'policy':'REDUCE_QUALITY','mode':'ACT'}]} | $.together[0].mode | is a field that is unknown",
                "'policy':'REDUCE_QUALITY','policy':'GRADUATED'} | $ | is no JSON that can be read (Duplicate"
            })
    void is_refused_with_the_path_of_its_mistake(String tail, String path, String complaint) {
        assertThatExceptionOfType(PolicyDocumentException.class)
                .isThrownBy(() -> parse(HEAD + tail.strip()))
                .satisfies(mistake -> {
                    assertThat(mistake.path()).isEqualTo(path);
                    assertThat(mistake.getMessage()).startsWith("At " + path + ": " + complaint);
                });
    }

    @Test
    void is_refused_in_another_format_or_at_too_great_a_length() {
        assertThatExceptionOfType(PolicyDocumentException.class)
                .isThrownBy(() -> parse("{'format':'reelbudget-policy-2'}"))
                .withMessage(
                        "At $.format: was \"reelbudget-policy-2\" but must be \"reelbudget-policy-1\"; correct it.");
        assertThatExceptionOfType(PolicyDocumentException.class)
                .isThrownBy(() -> parse(HEAD + "'policy':'REDUCE_QUALITY','description':'" + "x".repeat(5_000) + "'}"))
                .withMessageContaining("but must have at most 4096 without blanks");
    }

    @Nested
    @DisplayName("adopted for an account")
    class Adopted {

        private static final String PAUSE = HEAD + "'policy':'PRIORITISE_AVAILABILITY','when':{'shareLeft':'0.5'}}";

        private final SettableClock clock = new SettableClock();
        private final NoteLedger ledger = new NoteLedger(clock);
        private final FakeHooks hooks = new FakeHooks();
        private RunwayMonitor monitor = open();

        private RunwayMonitor open() {
            ledger.set(AccountPath.of("acme"), "1000", "0", "0");
            ledger.set(ACCOUNT, "100", "60", "0");
            return RunwayMonitor.builder(ledger, new Forecasts.Settable(), Jobs.PRICING, clock)
                    .hooks(hooks.hooks())
                    .policy(ACCOUNT, AccountPolicy.of(ScalingPolicy.prioritiseQuality()))
                    .tierPolicy("gold", AccountPolicy.of(ScalingPolicy.prioritiseAvailability()))
                    .depthPolicy(3, AccountPolicy.of(ScalingPolicy.prioritiseAvailability()))
                    .build();
        }

        @Test
        void comes_first_and_survives_a_restart() {
            monitor.adopt(ACCOUNT, parse(PAUSE), "ann");
            monitor.close();
            monitor = open();

            assertThat(monitor.policyOf(ACCOUNT).policy().name()).isEqualTo("prioritise-availability");
            assertThat(monitor.policyOf(ACCOUNT.child("ann")).threshold()).isEqualTo(Threshold.ofShareLeft(0.5));
            monitor.evaluate(ACCOUNT);
            monitor.close();
            monitor = open();
            assertThat(hooks.calls).containsExactly("pause", "send WARNING");
            assertThat(monitor.policyOf(ACCOUNT).threshold()).isEqualTo(Threshold.ofShareLeft(0.5));
            assertThat(ledger.notes().get(0)).contains("\"verdict\":\"policy\"", "\"by\":\"ann\"");
        }

        @Test
        void counts_until_it_is_given_up() {
            monitor.adopt(ACCOUNT, parse(PAUSE), "ann");
            monitor.giveUp(ACCOUNT, "bob");

            assertThat(monitor.policyOf(ACCOUNT).policy().name()).isEqualTo("prioritise-quality");
        }

        @Test
        void is_read_no_more_where_this_version_cannot() {
            ledger.set(ACCOUNT, "100", "60", "0");
            Memory memory = new Memory(Stance.normal(), List.of(), 0)
                    .withDocument(Optional.of("{\"format\":\"reelbudget-policy-9\"}"));
            new DecisionLog(ledger.blocking(), 0).record(ACCOUNT, 0, DecisionNote.ofDocument("eve", memory));

            assertThat(monitor.policyOf(ACCOUNT).policy().name()).isEqualTo("prioritise-quality");
        }

        @Test
        void stands_beside_policies_of_tiers_and_of_depths() {
            AccountPath deep = AccountPath.of("globex/live/eu");
            assertThat(monitor.policyOf(deep).policy().name()).isEqualTo("prioritise-availability");
            assertThat(monitor.policyOf(AccountPath.of("globex/live")).policy().name())
                    .isEqualTo("reduce-quality");

            monitor.setTier(AccountPath.of("globex"), "gold");

            assertThat(monitor.policyOf(AccountPath.of("globex/live")).policy().name())
                    .isEqualTo("prioritise-availability");
            assertThat(catchThrowable(() -> monitor.setTier(deep, "tin")))
                    .hasMessage("Tier of globex/live/eu was 'tin' but must be one of [gold]; give its policy to the"
                            + " builder first.");
        }
    }
}
