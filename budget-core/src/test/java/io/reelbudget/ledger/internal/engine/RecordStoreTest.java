package io.reelbudget.ledger.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.internal.journal.SimulatedDisk;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A ledger whose records can be taken elsewhere")
class RecordStoreTest {

    private static final int SEGMENT_BYTES = 4 * 1024;
    private static final AccountPath ANN = AccountPath.of("acme/ann");

    private final ManualClock clock = new ManualClock("2026-11-23T12:00:00Z");

    private RecordedLedger ledger() {
        return RecordedLedger.in(new SimulatedDisk(new SplittableRandom(1)), SEGMENT_BYTES, clock);
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }

    private RecordedLedger spent() {
        RecordedLedger ledger = ledger();
        BlockingLedger calls = ledger.blocking();
        Plan plan = Plan.monthly(usd("20"), ZoneOffset.UTC);
        calls.open(AccountPath.of("acme"), plan);
        calls.open(ANN, plan);
        calls.open(AccountPath.of("beta"), plan);
        for (int i = 0; i < 3; i++) {
            calls.hold(ANN, key("hold " + i), usd("1.20"), Duration.ofHours(1));
            calls.submit(new Command.Note(ANN, key("note " + i), "kind", "text"));
        }
        return ledger;
    }

    private static List<PortableRecord> shown(RecordStore store, String root) {
        List<PortableRecord> records = new ArrayList<>();
        store.show(root::equals, records::add);
        return records;
    }

    @Test
    void shows_the_roots_that_are_asked_for_in_their_order() {
        try (RecordedLedger ledger = spent()) {
            List<PortableRecord> acme = shown(ledger, "acme");

            assertThat(acme).extracting(PortableRecord::root).containsOnly("acme");
            assertThat(acme).extracting(PortableRecord::number).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
            for (int i = 0; i < acme.size(); i++) {
                assertThat(acme.get(i).follows(i == 0 ? null : acme.get(i - 1))).isTrue();
            }
        }
    }

    @Test
    void gives_links_other_places_and_back() {
        try (RecordedLedger ledger = spent()) {
            for (PortableRecord record : shown(ledger, "acme")) {
                byte[] kept = record.at(number -> 1_000 + 8 * number);
                PortableRecord back = PortableRecord.of(record.number(), kept, place -> (place - 1_000) / 8);

                assertThat(back.bytes()).isEqualTo(record.bytes());
                assertThat(back.seal()).isEqualTo(record.seal());
            }
        }
    }

    @Test
    void says_what_the_one_who_looks_had_against_it() {
        try (RecordedLedger ledger = spent()) {
            List<PortableRecord> seen = new ArrayList<>();

            assertThatThrownBy(() -> ledger.show(root -> true, record -> {
                        seen.add(record);
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
            assertThat(seen).hasSize(1);
            assertThat(ledger.blocking().verify().passed()).isTrue();
        }
    }

    @Test
    void takes_in_only_what_follows() {
        try (RecordedLedger from = spent();
                RecordedLedger to = ledger()) {
            List<PortableRecord> records = shown(from, "acme");

            assertThatThrownBy(() -> to.adopt(records.subList(1, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("did not follow");
            assertThat(to.blocking().accounts()).isEmpty();
            to.adopt(records.subList(0, 3));
            assertThatThrownBy(() -> to.adopt(records.subList(2, 3))).hasMessageContaining("did not follow");
            to.adopt(records.subList(3, records.size()));

            assertThat(to.blocking().balance(ANN)).isEqualTo(from.blocking().balance(ANN));
            assertThat(to.blocking().verify().seals().get("acme"))
                    .isEqualTo(from.blocking().verify().seals().get("acme"));
        }
    }

    @Test
    void refuses_records_that_have_no_seals() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(2));
        String segment = "segment-0000000001.journal";
        try (InputStream golden = getClass().getResourceAsStream("/journal-v1/" + segment)) {
            disk.overwrite(segment, Objects.requireNonNull(golden).readAllBytes());
        }
        clock.set("2027-01-15T00:00:00Z");
        try (Ledger ledger = RecordedLedger.in(disk, SEGMENT_BYTES, clock)) {
            assertThatThrownBy(() -> ((RecordStore) ledger).show(root -> true, record -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("of version 1 but must be of version 2 or later");
        }
    }
}
