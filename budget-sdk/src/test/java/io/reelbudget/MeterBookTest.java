package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.licence.FeeBasis;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.licence.LicenceFee;
import io.reelbudget.licence.Recovery;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.spi.BookPricing;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.BillingPeriod;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Measure;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.Tiers;
import io.reelbudget.rate.Tiers.Step;
import io.reelbudget.rate.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The book of meters")
class MeterBookTest {

    private static final List<AccountPath> ACCOUNTS =
            List.of(AccountPath.of("acme"), AccountPath.of("acme/team"), AccountPath.of("brook"));
    private static final int NOTE_AFTER = 40;

    private Instant now = Instant.parse("2026-01-05T00:00:00Z");

    private final Ledger ledger = Ledger.inMemory(() -> now);
    private final BlockingLedger calls = ledger.blocking();

    private final BookPricing engine = PricingEngine.of(PriceBook.of(card(), fees()));
    private MeterBook book = opened(ledger);
    private final List<Charge> charges = new ArrayList<>();

    /** A charge that was posted, for the figures that all is compared with. */
    private record Charge(AccountPath account, PriceRequest request, PriceBreakdown price) {}

    MeterBookTest() {
        ACCOUNTS.forEach(account -> calls.open(account, Plan.monthly(usd("100000"), ZoneOffset.UTC)));
    }

    /** Processor-hours by the month: 1 at a dollar, all at 70 cents from there, at 20 from 4 on. */
    private static RateCard card() {
        Tiers tiers = new Tiers(
                Tiers.Mode.VOLUME,
                Measure.PROCESSOR_HOUR,
                List.of(Step.upTo(1, usd("1")), Step.upTo(4, usd("0.7")), Step.beyond(usd("0.2"))));
        return RateCard.of("hours-1", new RateCard.Basis.ProcessorHours(tiers, BillingPeriod.MONTH), Unit.USD);
    }

    /** A cent and a half for a job of a licensee in a year, all at a cent from 26 on. */
    private static LicenceCatalogue fees() {
        LicenceFee fee = new LicenceFee(
                "jobs",
                "Pool",
                Set.of(),
                FeeBasis.JOB,
                Optional.empty(),
                new Tiers(
                        Tiers.Mode.VOLUME,
                        Measure.PIECE,
                        List.of(Step.upTo(25, usd("0.015")), Step.beyond(usd("0.01")))),
                Optional.empty(),
                BillingPeriod.YEAR,
                0,
                Duration.ZERO,
                usd("0"),
                Optional.empty(),
                Map.of(),
                LicenceFee.Validity.ALWAYS,
                Recovery.MARGINAL);
        return new LicenceCatalogue("fees-1", Instant.EPOCH, "", Unit.USD, List.of(fee), List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void counts_and_settles_the_same_however_often_it_is_opened_anew_cut_short_or_damaged(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int step = 0; step < 200; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(3_000)));
            switch (random.nextInt(10)) {
                case 0 -> book = opened(ledger);
                case 1 -> lookAfter(book, calls);
                case 2 -> lookAfterWithoutFinishing(random.nextInt(12));
                case 3 -> damage(random);
                case 4 -> fail(random);
                default -> charge(random);
            }
            assertCounted(seed, step);
        }
        now = now.plus(Duration.ofDays(370));
        book = opened(ledger);
        assertCounted(seed, 200);
        lookAfter(book, calls);
        long settled = settlements();
        assertPosted(seed);

        book = opened(ledger);
        lookAfter(book, calls);
        assertThat(settlements()).as("seed %d", seed).isEqualTo(settled).isPositive();
        assertThat(calls.verify().passed()).isTrue();
    }

    @Test
    void reads_at_a_start_what_came_after_the_last_note_and_no_more() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        for (int number = 0; number < 400; number++) {
            now = now.plusSeconds(60);
            charge(random);
            ACCOUNTS.forEach(
                    each -> book.noteIfFarBack(AccountPath.of(each.segments().get(0))));
        }
        Instant year = BillingPeriod.YEAR.startOf(now);
        CounterReader.Reading acme = CounterReader.read(calls, AccountPath.of("acme"), year, year);
        CounterReader.Reading brook = CounterReader.read(calls, AccountPath.of("brook"), year, year);

        assertThat(newest()).isGreaterThan(700);
        assertThat(acme.entries()).isLessThan(2 * NOTE_AFTER);
        assertThat(brook.entries()).isLessThan(2 * NOTE_AFTER);
    }

    @Test
    void goes_back_beyond_a_note_that_is_damaged() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(10);
        for (int number = 0; number < 60; number++) {
            now = now.plusSeconds(60);
            charge(random);
        }
        AccountPath acme = AccountPath.of("acme");
        CounterState state =
                CounterReader.read(calls, acme, Instant.EPOCH, Instant.EPOCH).state();
        String right = CounterCheckpoint.write("acme", state).get(0);
        String wrong = right.replace("c acme;processor-hours;1767225600;", "c acme;processor-hours;1767225600;1");

        assertThat(wrong).isNotEqualTo(right);
        assertThatThrownBy(() -> CounterCheckpoint.parse("acme", wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("; it is read past.");
        assertThatThrownBy(() -> CounterCheckpoint.parse("brook", right)).isInstanceOf(IllegalArgumentException.class);
        assertThat(CounterCheckpoint.parse("acme", right).state()).isEqualTo(state);
        note(acme, wrong);
        CounterReader.Reading read = CounterReader.read(calls, acme, Instant.EPOCH, Instant.EPOCH);
        assertThat(read.state().tallies()).isEqualTo(state.tallies());
        assertThat(read.entries()).isGreaterThan(60);
    }

    @Test
    void notes_more_counters_than_one_note_can_hold_and_counts_them_only_if_all_are_there() {
        Map<MeterKey, Tally> many = new HashMap<>();
        for (int number = 0; number < 1_000; number++) {
            many.put(new MeterKey("licensee-" + number, "fee", Instant.EPOCH), new Tally(number + 1, number));
        }
        AccountPath brook = AccountPath.of("brook");
        CounterState state = new CounterState(Instant.EPOCH, 1, many, Map.of());
        List<String> texts = CounterCheckpoint.write("brook", state);

        assertThat(texts).hasSizeGreaterThan(1).allSatisfy(text -> assertThat(text.length())
                .isLessThanOrEqualTo(Command.MAX_NOTE));
        texts.subList(0, texts.size() - 1).forEach(text -> note(brook, text));
        assertThat(CounterReader.read(calls, brook, Instant.EPOCH, Instant.EPOCH)
                        .state()
                        .tallies())
                .isEmpty();
        note(brook, texts.get(texts.size() - 1));
        assertThat(CounterReader.read(calls, brook, Instant.EPOCH, Instant.EPOCH)
                        .state()
                        .tallies())
                .isEqualTo(many);
    }

    @Test
    void needs_no_entries_that_were_dropped_once_their_sums_are_noted_and_settles_what_is_left() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        for (int number = 0; number < 60; number++) {
            now = now.plus(Duration.ofHours(6));
            charge(random);
        }
        Ledger dropping = new ForgetfulLedger(ledger, now.minus(Duration.ofDays(3)));
        assertThatThrownBy(() -> opened(dropping)).isInstanceOf(DroppedEntriesException.class);

        lookAfter(book, calls);
        book = opened(dropping);
        assertCounted(11, 60);

        now = now.plus(Duration.ofDays(40));
        lookAfter(book, dropping.blocking());
        assertThat(calls.statement(AccountPath.of("acme"), Query.MAX_PAGE).entries())
                .filteredOn(entry -> entry.text().contains("since 2026-01-01"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.text()).contains(" stay: the journal no longer keeps their"));
    }

    @Test
    void leaves_old_counters_out_of_its_notes_unless_they_are_still_to_be_settled() {
        Instant due = Instant.parse("2023-02-01T00:00:00Z");
        MeterKey old = new MeterKey("acme", "minutes", Instant.parse("2023-01-01T00:00:00Z"));
        MeterKey older = new MeterKey("acme", "fee", Instant.parse("2022-01-01T00:00:00Z"));
        MeterKey young = new MeterKey("acme", "minutes", Instant.parse("2025-12-01T00:00:00Z"));
        Tally one = new Tally(1, 0);
        VolumeState open = new VolumeState(due, OptionalLong.empty(), new TreeSet<>(Set.of(5L)));
        Instant from = Instant.parse("2024-01-01T00:00:00Z");

        CounterState settled = new CounterState(
                Instant.EPOCH, 7, Map.of(older, one, old, one, young, one), Map.of(old, open.settled(1)));
        CounterState unsettled =
                new CounterState(Instant.EPOCH, 7, Map.of(older, one, old, one, young, one), Map.of(old, open));

        assertThat(settled.since(from)).isEqualTo(new CounterState(from, 7, Map.of(young, one), Map.of()));
        assertThat(unsettled.since(from))
                .isEqualTo(new CounterState(old.period(), 7, Map.of(old, one, young, one), Map.of(old, open)));
    }

    private MeterBook opened(Ledger on) {
        MeterBook opened = new MeterBook(on.blocking(), () -> now, NOTE_AFTER);
        opened.seenBy(engine, ACCOUNTS.get(0), now);
        return opened;
    }

    private static void lookAfter(MeterBook meters, BlockingLedger on) {
        VolumeSettlement settlement = new VolumeSettlement(on, meters);
        for (AccountPath account : ACCOUNTS) {
            if (account.parent().isEmpty()) {
                settlement.settle(account);
                meters.noteIfFarBack(account);
            }
        }
    }

    private void lookAfterWithoutFinishing(int commands) {
        Ledger failing = new FailingLedger(ledger, commands);
        try {
            lookAfter(opened(failing), failing.blocking());
        } catch (LedgerUnavailableException ended) {
            // As is meant: the next book begins with what was posted until then.
        }
        book = opened(ledger);
    }

    private void damage(RandomGenerator random) {
        AccountPath root = AccountPath.of(random.nextBoolean() ? "acme" : "brook");
        CounterState state =
                CounterReader.read(calls, root, Instant.EPOCH, Instant.EPOCH).state();
        StringBuilder text = new StringBuilder(
                CounterCheckpoint.write(root.toString(), state).get(0));
        int at = random.nextInt(text.length());
        text.setCharAt(at, text.charAt(at) == '7' ? '3' : '7');
        note(root, text.toString());
    }

    private void note(AccountPath root, String text) {
        calls.submit(new Command.Note(root, IdempotencyKey.random(), CounterCheckpoint.KIND, text));
    }

    private void fail(RandomGenerator random) {
        PriceRequest request = request(random);
        book.takeBack(count(request));
    }

    private void charge(RandomGenerator random) {
        PriceRequest request = request(random);
        CountedPrice counted = count(request);
        PriceBreakdown price = counted.price();
        Result.Held held =
                (Result.Held) calls.hold(request.account(), IdempotencyKey.random(), usd("1"), Duration.ofDays(1));
        Result.Captured captured = calls.submit(new Command.CaptureHold(
                held.id(),
                IdempotencyKey.random(),
                price.total(),
                MeterLabels.write(Labels.of("price", price.priceVersion()), price)));
        book.posted(request.account(), counted, captured.entry());
        charges.add(new Charge(request.account(), request, price));
    }

    private CountedPrice count(PriceRequest request) {
        return book.count(engine, request.account(), request.quotedAt(), () -> engine.price(request));
    }

    /** One job in five was quoted up to 40 days ago, and counts then. */
    private PriceRequest request(RandomGenerator random) {
        Instant quoted = random.nextInt(5) > 0 ? now : now.minus(Duration.ofDays(random.nextInt(40)));
        return new PriceRequest(
                ACCOUNTS.get(random.nextInt(ACCOUNTS.size())),
                job(),
                CpuTime.ofSeconds(random.nextDouble(4_000)),
                random.nextInt(6) == 0 ? Work.Ending.FAILED : Work.Ending.FINISHED,
                PriceProfile.standard(),
                quoted,
                Optional.empty(),
                key -> book.seenBy(engine, ACCOUNTS.get(0), quoted).tally(key));
    }

    private Map<MeterKey, Tally> oracle() {
        Map<MeterKey, Tally> sums = new HashMap<>();
        charges.forEach(
                charge -> charge.price().readings().forEach(each -> sums.merge(each.key(), each.added(), Tally::plus)));
        return sums;
    }

    private void assertCounted(long seed, int step) {
        Instant known = BillingPeriod.YEAR.startOf(now);
        oracle().forEach((key, tally) -> {
            if (!key.period().isBefore(known)) {
                assertThat(book.tally(key))
                        .as("seed %d, step %d, %s", seed, step, key)
                        .isEqualTo(tally);
            }
        });
    }

    /**
     * Prices every charge again as if it had been the last of its periods: then it is at the tier that they reached.
     */
    private void assertPosted(long seed) {
        Map<MeterKey, Tally> whole = oracle();
        Map<AccountPath, Amount> owed = new HashMap<>();
        for (Charge charge : charges) {
            Map<MeterKey, Tally> before = new HashMap<>(whole);
            charge.price()
                    .readings()
                    .forEach(each -> before.computeIfPresent(each.key(), (key, tally) -> tally.minus(each.added())));
            PriceRequest request = charge.request();
            Meters last = key -> before.getOrDefault(key, Tally.NONE);
            Amount price = engine.price(new PriceRequest(
                            request.account(),
                            request.job(),
                            request.cpu(),
                            request.ending(),
                            request.profile(),
                            request.quotedAt(),
                            Optional.of(charge.price().priceVersion()),
                            last))
                    .total();
            request.account().levels().forEach(level -> owed.merge(level, price, Amount::plus));
        }
        owed.forEach((account, amount) -> assertThat(calls.balance(account).posted())
                .as("seed %d, %s", seed, account)
                .isEqualTo(amount));
    }

    private long settlements() {
        return calls.statement(AccountPath.of("acme"), Query.MAX_PAGE).entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.CORRECTED
                        || entry.kind() == Entry.Kind.RETURNED
                        || entry.labels().values().getOrDefault("kind", "").equals(SettlementNote.KIND))
                .count();
    }

    private long newest() {
        long sum = 0;
        for (AccountPath root : List.of(AccountPath.of("acme"), AccountPath.of("brook"))) {
            List<Entry> entries = calls.read(new Query.StatementOf(root, OptionalLong.empty(), 1))
                    .entries();
            sum += entries.get(0).sequence();
        }
        return sum;
    }

    private static TranscodeJob job() {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, 60, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of("job", source, target);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
