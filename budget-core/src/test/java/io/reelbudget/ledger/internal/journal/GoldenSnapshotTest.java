package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.AutoTopUp;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A snapshot of version 1 and the last segment after it, as they were written once, must stay readable for ever; as
 * long as a version is written, the same commands must give the same bytes. {@code -Dreelbudget.golden=DIRECTORY}
 * writes them anew.
 */
@DisplayName("The snapshot of each version")
class GoldenSnapshotTest {

    private static final String NEWEST = "v2";
    private static final String SNAPSHOT = "snapshot-0000000001.image";
    private static final String SEGMENT = "segment-0000000002.journal";
    private static final int SEGMENT_BYTES = 4 * 1024;
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath VIDEO = AccountPath.of("acme/video");
    private static final AccountPath SHOP = AccountPath.of("shop");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ManualClock clock = new ManualClock("2026-11-10T12:00:00Z");

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static HoldId hold(String name) {
        return new HoldId(VIDEO, key(name));
    }

    /** Something of all that a state can have. */
    private void spend(BlockingLedger calls) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Plan plan = Plan.monthly(usd("20"), berlin).withAnchorDay(31).withRollover(Rollover.upTo(usd("5")));
        calls.submit(new Command.OpenAccount(ACME, key("a"), plan.withOverdraftLimit(usd("1"))));
        calls.submit(new Command.OpenAccount(
                VIDEO,
                key("v"),
                plan.withLimit(Limit.hard(usd("50"), Window.each(Periods.days(ZoneOffset.UTC))))
                        .withLimit(Limit.soft(usd("40"), Window.trailing(Duration.ofDays(30))))));
        calls.submit(new Command.OpenAccount(
                SHOP,
                key("s"),
                Plan.prepaid(Unit.USD, ZoneOffset.UTC)
                        .withAutoTopUp(new AutoTopUp(
                                usd("2"),
                                usd("10"),
                                usd("30"),
                                Periods.months(ZoneOffset.UTC),
                                HOUR,
                                AutoTopUp.Settlement.CONFIRMED))));
        calls.topUp(SHOP, key("s1"), usd("3"), "bought");
        calls.hold(SHOP, key("s2"), usd("2"), HOUR);
        calls.capture(new HoldId(SHOP, key("s2")), key("s3"), usd("1.5"));
        GrantOffer later = GrantOffer.expiring(Optional.of(Instant.parse("2027-03-01T00:00:00Z")))
                .from(Instant.parse("2027-02-01T00:00:00Z"));
        calls.submit(new Command.TopUp(VIDEO, key("t"), usd("3"), GrantKind.PROMOTIONAL, later, "announced"));
        GrantOffer scoped = GrantOffer.always().withPriority(1).onlyFor(Labels.of("codec", "av1"));
        calls.submit(new Command.TopUp(VIDEO, key("u"), usd("2"), GrantKind.PAID, scoped, "größer"));
        Labels av1 = Labels.of("codec", "av1").with("job", "größe 1");
        calls.submit(new Command.PlaceHold(VIDEO, key("1"), usd("5"), WEEK, av1));
        Result.Captured captured =
                calls.submit(new Command.CaptureHold(hold("1"), key("2"), usd("3.5"), av1, Command.Ending.PARTIAL));
        calls.submit(new Command.Refund(VIDEO, key("3"), captured.entry(), usd("1"), "broken"));
        clock.advance(Duration.ofHours(30));
        calls.submit(new Command.PlaceHold(VIDEO, key("4"), usd("6"), HOUR, Labels.none()));
        calls.submit(new Command.PlaceHold(VIDEO, key("5"), usd("7"), WEEK.multipliedBy(4), Labels.none()));
        clock.advance(HOUR.multipliedBy(2));
        calls.renew(ACME, key("6"));
        calls.capture(hold("4"), key("7"), usd("20.25"));
        calls.submit(new Command.ChangePlan(ACME, key("8"), Plan.monthly(usd("9"), berlin), PlanChange.AT_RENEWAL));
        // Until the second segment is begun.
        for (int i = 0; i < 12; i++) {
            clock.advance(HOUR);
            calls.submit(new Command.RecordUsage(
                    VIDEO, key("usage " + i), usd("0.1"), clock.instant().minus(HOUR), Labels.none()));
        }
    }

    private SimulatedDisk write() {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        try (Ledger ledger = RecordedLedger.in(disk, SEGMENT_BYTES, clock)) {
            spend(ledger.blocking());
        }
        return disk;
    }

    private static byte[] golden(String version, String name) throws IOException {
        try (InputStream stored = GoldenSnapshotTest.class.getResourceAsStream("/snapshot-" + version + "/" + name)) {
            return Objects.requireNonNull(stored, "golden snapshot").readAllBytes();
        }
    }

    /** With {@code -Dreelbudget.golden=DIRECTORY} it writes what would be the golden snapshot of a new version. */
    @Test
    void is_written_byte_for_byte_as_it_was() throws IOException {
        SimulatedDisk disk = write();
        String directory = System.getProperty("reelbudget.golden");
        if (directory != null) {
            Files.write(Path.of(directory, SNAPSHOT), disk.contentOf(SNAPSHOT));
            Files.write(Path.of(directory, SEGMENT), disk.contentOf(SEGMENT));
        }

        assertThat(disk.contentOf(SNAPSHOT)).isEqualTo(golden(NEWEST, SNAPSHOT));
    }

    /** The first segment is not there: all that came before is read from the snapshot. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void is_read_as_it_was_meant(String version) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(2));
        disk.overwrite(SNAPSHOT, golden(version, SNAPSHOT));
        disk.overwrite(SEGMENT, golden(version, SEGMENT));
        try (Ledger same = Ledger.inMemory(clock);
                Ledger ledger = openAfter(same, disk)) {
            BlockingLedger calls = ledger.blocking();
            assertThat(described(calls)).isEqualTo(described(same.blocking()));
            assertThatThrownBy(() -> calls.hold(VIDEO, key("1"), usd("6"), WEEK))
                    .isInstanceOf(IdempotencyConflictException.class);

            // Renewals, a plan that was pending, holds that end and grants that take effect.
            clock.set("2027-02-02T00:00:00Z");
            assertThat(described(calls)).isEqualTo(described(same.blocking()));
            assertThat(calls.verify().differences()).isEmpty();
            if (version.equals(NEWEST)) {
                // Seals are of the bytes, which earlier versions wrote otherwise.
                assertThat(calls.verify().seals())
                        .isEqualTo(same.blocking().verify().seals());
            }
        }
    }

    /** The clock is then where it was when the snapshot was written. */
    private Ledger openAfter(Ledger same, SimulatedDisk disk) {
        spend(same.blocking());
        return RecordedLedger.in(disk, SEGMENT_BYTES, clock);
    }

    private List<Object> described(BlockingLedger calls) {
        List<Object> seen = new ArrayList<>();
        for (AccountPath path : calls.accounts()) {
            seen.add(calls.balance(path));
            seen.add(calls.grants(path));
            seen.add(calls.openHolds(path));
            seen.add(calls.read(new Query.ScheduledGrantsOf(path)));
            seen.add(calls.read(new Query.PendingTopUpsOf(path)));
            seen.add(calls.read(new Query.LimitsOf(path)));
            seen.add(calls.read(new Query.PlanOf(path)));
            seen.add(calls.usage(path, Instant.parse("2026-11-10T00:00:00Z"), Instant.parse("2026-11-20T00:00:00Z")));
        }
        return seen;
    }
}
