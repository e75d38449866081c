package com.example.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.sales.TestPaymentGateway;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PaymentReport;
import io.reelbudget.policy.spi.PaymentRequest;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import io.reelbudget.policy.spi.RunningInstance;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.RateCard;
import io.reelbudget.testkit.hook.JobQueueContract;
import io.reelbudget.testkit.hook.NotifierContract;
import io.reelbudget.testkit.hook.PaymentGatewayContract;
import io.reelbudget.testkit.hook.PricingEngineContract;
import io.reelbudget.testkit.hook.ProvisionerContract;
import io.reelbudget.testkit.hook.QualityLadderContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each contract finds each of the mistakes that its hook is likely to make. */
@DisplayName("A contract of a hook")
class BrokenHooksTest {

    @Test
    void finds_a_provisioner_that_forgets_its_keys() {
        assertThat(failuresOf(ForgetsKeys.class))
                .containsExactlyInAnyOrder(
                        "starts_nothing_more_for_the_same_key_and_answers_alike",
                        "starts_once_for_calls_of_one_key_at_once",
                        "starts_nothing_for_an_old_key_whose_instances_were_given_back",
                        "stops_nothing_more_for_the_same_key_and_answers_alike",
                        "stops_once_for_calls_of_one_key_at_once");
    }

    @Test
    void finds_a_provisioner_that_confirms_what_it_did_not_do() {
        assertThat(failuresOf(ConfirmsWhatWasAsked.class))
                .contains("starts_what_its_receipt_says", "stops_no_more_than_it_has");
    }

    @Test
    void finds_a_provisioner_that_answers_null() {
        assertThat(failuresOf(AnswersNull.class)).contains("starts_what_its_receipt_says");
    }

    @Test
    void finds_a_provisioner_that_lists_what_is_gone_and_stops_any() {
        assertThat(failuresOf(ListsWhatIsGone.class))
                .containsExactlyInAnyOrder(
                        "lists_nothing_that_was_given_back", "stops_those_that_are_named_and_no_others_once");
    }

    @Test
    void finds_a_provisioner_that_begins_anew_when_an_order_failed_half_way() {
        assertThat(failuresOf(BeginsAnew.class))
                .containsExactly("starts_only_what_is_missing_when_an_order_that_failed_half_way_is_repeated");
    }

    @Test
    void finds_a_notifier_that_swallows_failures_and_repeats_itself() {
        assertThat(failuresOf(Swallows.class))
                .containsExactlyInAnyOrder(
                        "says_what_happened_what_it_means_and_what_to_do",
                        "lets_people_know_a_repetition",
                        "throws_in_time_where_it_reaches_nobody");
    }

    @Test
    void finds_a_queue_that_replaces_what_runs_and_forgets_its_keys() {
        assertThat(failuresOf(ReplacesBlindly.class))
                .containsExactlyInAnyOrder(
                        "leaves_a_job_that_has_started_as_it_is",
                        "leaves_out_a_job_that_it_does_not_know",
                        "carries_out_a_key_once_and_answers_alike");
    }

    @Test
    void finds_a_queue_that_hands_out_its_own_list() {
        assertThat(failuresOf(HandsOutItsList.class))
                .contains(
                        "answers_with_a_list_that_does_not_change_afterwards",
                        "lists_what_waits_below_an_account_and_nothing_beside_it");
    }

    @Test
    void finds_a_ladder_that_goes_round() {
        assertThat(failuresOf(GoesRound.class))
                .contains("ends", "never_comes_back_to_a_rendition", "never_asks_for_more_pictures_or_larger_ones");
    }

    @Test
    void finds_an_engine_that_forgets_the_version_and_changes_its_mind() {
        assertThat(failuresOf(ChangesItsMind.class))
                .containsExactlyInAnyOrder(
                        "answers_alike_for_the_same_also_at_once",
                        "says_by_what_it_was_priced",
                        "keeps_to_the_version_and_the_time_that_a_hold_locks",
                        "refuses_a_version_that_never_was");
    }

    @Test
    void finds_a_gateway_that_takes_money_for_each_call() {
        assertThat(failuresOf(TakesAgain.class))
                .contains("takes_it_once_for_one_key", "takes_it_once_for_calls_of_one_key_at_once");
    }

    @Test
    void finds_a_gateway_that_takes_what_was_voided() {
        assertThat(failuresOf(ForgetsVoids.class))
                .containsExactlyInAnyOrder(
                        "keeps_a_payment_from_beginning_that_had_not_come",
                        "lets_go_what_was_set_aside_and_takes_nothing_later",
                        "gives_nothing_back_where_nothing_was_taken");
    }

    @Test
    void finds_a_gateway_that_says_another_amount_than_it_took() {
        assertThat(failuresOf(SaysAnotherAmount.class))
                .contains("sets_aside_what_was_asked_for", "takes_the_money_and_says_how_much");
    }

    @Test
    void finds_a_gateway_that_says_void_where_the_money_is_taken() {
        assertThat(failuresOf(VoidsTooLate.class)).containsExactly("says_so_where_the_money_is_taken_already");
    }

    /** A gateway of the kind that its mistake is made over. */
    abstract static class Broken extends PaymentGatewayContract {
        final TestPaymentGateway gateway = new TestPaymentGateway(TestPaymentGateway.Payers.AGREE_AT_ONCE);

        @Override
        protected Amount taken() {
            return gateway.taken(Unit.USD);
        }
    }

    /** Passes all on, but for the mistake. */
    static class PassesOn implements PaymentGateway {
        final PaymentGateway gateway;

        PassesOn(PaymentGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public PaymentReport authorise(PaymentRequest request) {
            return gateway.authorise(request);
        }

        @Override
        public PaymentReport capture(PaymentRequest request) {
            return gateway.capture(request);
        }

        @Override
        public PaymentReport voidPayment(PaymentRequest request) {
            return gateway.voidPayment(request);
        }

        @Override
        public PaymentReport refund(PaymentRequest request) {
            return gateway.refund(request);
        }
    }

    static final class TakesAgain extends Broken {
        private final AtomicInteger captures = new AtomicInteger();

        @Override
        protected PaymentGateway create() {
            return new PassesOn(gateway) {
                @Override
                public PaymentReport capture(PaymentRequest request) {
                    captures.incrementAndGet();
                    return super.capture(request);
                }
            };
        }

        @Override
        protected Amount taken() {
            long each = price().micros();
            return Amount.ofMicros(captures.get() * each, Unit.USD);
        }
    }

    static final class ForgetsVoids extends Broken {
        @Override
        protected PaymentGateway create() {
            return new PassesOn(gateway) {
                @Override
                public PaymentReport voidPayment(PaymentRequest request) {
                    return gateway.authorise(request);
                }
            };
        }
    }

    static final class SaysAnotherAmount extends Broken {
        @Override
        protected PaymentGateway create() {
            return new PassesOn(gateway) {
                @Override
                public PaymentReport authorise(PaymentRequest request) {
                    return doubled(super.authorise(request));
                }

                @Override
                public PaymentReport capture(PaymentRequest request) {
                    return doubled(super.capture(request));
                }
            };
        }

        private static PaymentReport doubled(PaymentReport report) {
            return new PaymentReport(
                    report.state(), report.amount().plus(report.amount()), report.reference(), report.detail());
        }
    }

    static final class VoidsTooLate extends Broken {
        @Override
        protected PaymentGateway create() {
            return new PassesOn(gateway) {
                @Override
                public PaymentReport voidPayment(PaymentRequest request) {
                    PaymentReport report = super.voidPayment(request);
                    return new PaymentReport(
                            PaymentReport.State.VOIDED, report.amount(), report.reference(), report.detail());
                }
            };
        }
    }

    static final class ForgetsKeys extends ProvisionerContract {
        private final PoolProvisioner pool = new PoolProvisioner(20);

        @Override
        protected Provisioner create() {
            return new Provisioner() {
                @Override
                public InstanceReceipt provision(InstanceRequest request) {
                    synchronized (pool) {
                        pool.done.clear();
                        return pool.provision(request);
                    }
                }

                @Override
                public InstanceReceipt giveBack(InstanceRequest request) {
                    synchronized (pool) {
                        pool.done.clear();
                        return pool.giveBack(request);
                    }
                }
            };
        }

        @Override
        protected int running() {
            return pool.running;
        }
    }

    static final class ConfirmsWhatWasAsked extends ProvisionerContract {
        private final PoolProvisioner pool = new PoolProvisioner(1);

        @Override
        protected Provisioner create() {
            return new Provisioner() {
                @Override
                public InstanceReceipt provision(InstanceRequest request) {
                    pool.provision(request);
                    return new InstanceReceipt(request.instances(), "asked");
                }

                @Override
                public InstanceReceipt giveBack(InstanceRequest request) {
                    pool.giveBack(request);
                    return new InstanceReceipt(request.instances(), "asked");
                }
            };
        }

        @Override
        protected int running() {
            return pool.running;
        }
    }

    static final class ListsWhatIsGone extends ProvisionerContract {
        private final PoolProvisioner pool = new PoolProvisioner(20);
        private final List<String> everStarted = new ArrayList<>();

        @Override
        protected Provisioner create() {
            return new Provisioner() {
                @Override
                public InstanceReceipt provision(InstanceRequest request) {
                    synchronized (pool) {
                        InstanceReceipt known = pool.done.get(request.key());
                        if (known != null) {
                            return known;
                        }
                        int started = pool.provision(request).instances();
                        List<String> ids = new ArrayList<>();
                        for (int i = 0; i < started; i++) {
                            ids.add("i-" + everStarted.size());
                            everStarted.add("i-" + everStarted.size());
                        }
                        InstanceReceipt named = new InstanceReceipt(started, "pool", ids);
                        pool.done.put(request.key(), named);
                        return named;
                    }
                }

                @Override
                public InstanceReceipt giveBack(InstanceRequest request) {
                    return pool.giveBack(request);
                }

                @Override
                public Optional<List<RunningInstance>> running(AccountPath account) {
                    return Optional.of(everStarted.stream()
                            .map(id -> new RunningInstance(id, IdempotencyKey.NONE))
                            .toList());
                }

                @Override
                public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
                    return pool.giveBack(new InstanceRequest(account, ids.size(), key, reason));
                }
            };
        }

        @Override
        protected int running() {
            return pool.running;
        }
    }

    static final class AnswersNull extends ProvisionerContract {
        @Override
        protected Provisioner create() {
            return new Provisioner() {
                @Override
                public InstanceReceipt provision(InstanceRequest request) {
                    return null;
                }

                @Override
                public InstanceReceipt giveBack(InstanceRequest request) {
                    return null;
                }
            };
        }

        @Override
        protected int running() {
            return 0;
        }
    }

    static final class BeginsAnew extends ProvisionerContract {
        private final PoolProvisioner pool = new PoolProvisioner(20);
        private int failsAfter = -1;

        @Override
        protected Provisioner create() {
            return new Provisioner() {
                @Override
                public InstanceReceipt provision(InstanceRequest request) {
                    synchronized (pool) {
                        if (failsAfter >= 0) {
                            pool.grownBy(failsAfter);
                            failsAfter = -1;
                            throw new IllegalStateException("The platform is out of order.");
                        }
                        return pool.provision(request);
                    }
                }

                @Override
                public InstanceReceipt giveBack(InstanceRequest request) {
                    return pool.giveBack(request);
                }
            };
        }

        @Override
        protected Optional<Provisioner> failingOnceAfter(int instances) {
            failsAfter = instances;
            return Optional.of(create());
        }

        @Override
        protected int running() {
            return pool.running;
        }
    }

    static final class Swallows extends NotifierContract {
        private final List<Delivered> told = new CopyOnWriteArrayList<>();

        @Override
        protected Notifier create() {
            return notice -> told.add(new Delivered("message " + told.size() + notice.dedupeKey(), notice.title()));
        }

        @Override
        protected List<Delivered> delivered() {
            return told;
        }

        @Override
        protected Optional<Notifier> unreachable() {
            return Optional.of(notice -> {});
        }
    }

    static final class ReplacesBlindly extends JobQueueContract {
        private final WaitingRoom room = new WaitingRoom() {
            @Override
            public synchronized List<JobId> replace(
                    AccountPath account, List<Replacement> replacements, IdempotencyKey key) {
                for (Replacement each : replacements) {
                    boolean found = false;
                    for (int at = 0; at < places.size(); at++) {
                        if (places.get(at)
                                .job()
                                .job()
                                .id()
                                .equals(each.instead().job().id())) {
                            places.set(at, new Place(account, each.instead()));
                            found = true;
                        }
                    }
                    if (!found) {
                        places.add(new Place(account, each.instead()));
                    }
                }
                return replacements.stream()
                        .map(each -> each.instead().job().id())
                        .toList();
            }
        };

        @Override
        protected JobQueue create() {
            return room;
        }

        @Override
        protected void submit(AccountPath account, QueuedJob job) {
            room.submit(account, job);
        }

        @Override
        protected void start(AccountPath account, JobId job) {
            room.start(job);
        }
    }

    static final class HandsOutItsList extends JobQueueContract {
        private final List<QueuedJob> waiting = new ArrayList<>();

        @Override
        protected JobQueue create() {
            return new WaitingRoom() {
                @Override
                public List<QueuedJob> queued(AccountPath account) {
                    return waiting;
                }
            };
        }

        @Override
        protected void submit(AccountPath account, QueuedJob job) {
            waiting.add(job);
        }

        @Override
        protected void start(AccountPath account, JobId job) {
            waiting.removeIf(each -> each.job().id().equals(job));
        }
    }

    static final class GoesRound extends QualityLadderContract {
        @Override
        protected QualityLadder create() {
            return target -> Optional.of(target.withSize(target.height(), target.width())
                    .withFramesPerSecond(target.framesPerSecond() == 30 ? 25 : 30));
        }
    }

    static final class ChangesItsMind extends PricingEngineContract {
        private final PriceBook book = PriceBook.of(RateCard.perCpuHour("card-1", Amount.parse("3.60", Unit.USD)));
        private Instant time = Instant.EPOCH.plusSeconds(2_000_000_000);

        @Override
        protected PricingEngine create() {
            return new PricingEngine() {
                @Override
                public Unit unit(AccountPath account) {
                    return book.unit();
                }

                @Override
                public synchronized PriceBreakdown price(PriceRequest request) {
                    time = time.plusSeconds(1);
                    return book.price(request.job(), request.cpu(), time);
                }
            };
        }
    }

    private static Set<String> failuresOf(Class<?> broken) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(broken))
                .build();
        Set<String> failures = new TreeSet<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(test.getLegacyReportingName().replaceAll("[(\\[].*", ""));
                }
            }
        });
        return failures;
    }
}
