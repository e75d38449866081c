package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The file of roots that are still arriving")
class ArrivingFileTest {

    private static final Set<String> ROOTS = Set.of("acme", "zeta");

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
    private final ArrivingFile file = new ArrivingFile(disk);

    private static byte[] checked(SectionWriter content) {
        byte[] bytes = content.toByteArray();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .put(bytes)
                .putInt((int) crc.getValue())
                .array();
    }

    @Test
    void is_not_there_while_none_is() {
        assertThat(file.read()).isEmpty();

        file.keep(ROOTS);
        file.keep(Set.of());

        assertThat(disk.names()).isEmpty();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void outlives_a_power_loss_whole() {
        file.keep(Set.of("acme"));
        file.keep(ROOTS);

        assertThat(new ArrivingFile(disk.afterPowerLoss()).read()).containsExactly("acme", "zeta");
    }

    @Test
    void is_the_old_or_the_new_one_whatever_operation_the_power_fails_at() {
        for (SimulatedDisk.Fault fault : SimulatedDisk.Fault.values()) {
            for (int operation = 1; operation <= 12; operation++) {
                SimulatedDisk failing = new SimulatedDisk(new SplittableRandom(operation));
                new ArrivingFile(failing).keep(Set.of("acme"));
                failing.failAt(operation, fault);
                boolean isAnswered = false;
                try {
                    new ArrivingFile(failing).keep(ROOTS);
                    isAnswered = true;
                } catch (LedgerUnavailableException refused) {
                    assertThat(refused).hasMessageContaining("could not be written");
                }

                Set<String> kept = new ArrivingFile(failing.afterPowerLoss()).read();

                assertThat(kept).as("%s at operation %d", fault, operation).isIn(Set.of("acme"), ROOTS);
                assertThat(kept.equals(ROOTS) || !isAnswered)
                        .as("what was answered lasts: %s at operation %d", fault, operation)
                        .isTrue();
            }
        }
    }

    @Test
    void is_refused_where_any_byte_of_it_was_changed_or_is_missing() {
        file.keep(ROOTS);
        byte[] whole = disk.contentOf(ArrivingFile.NAME);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            disk.overwrite(ArrivingFile.NAME, flipped);
            assertThatThrownBy(file::read).as("byte %d", at).isInstanceOf(CorruptJournalException.class);
            disk.overwrite(ArrivingFile.NAME, Arrays.copyOf(whole, at));
            assertThatThrownBy(file::read).as("%d bytes", at).isInstanceOf(CorruptJournalException.class);
        }
    }

    @Test
    void of_a_later_version_is_refused() {
        SectionWriter later = new SectionWriter();
        later.writeByte(2);
        file.keep(ROOTS);
        disk.overwrite(ArrivingFile.NAME, checked(later));

        assertThatThrownBy(file::read)
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("a later version of this program wrote it");
    }

    @Test
    void with_fewer_names_than_it_says_is_refused() {
        SectionWriter cut = new SectionWriter();
        cut.writeByte(1);
        cut.writeVarint(2);
        cut.writeText("acme");
        file.keep(ROOTS);
        disk.overwrite(ArrivingFile.NAME, checked(cut));

        assertThatThrownBy(file::read)
                .isInstanceOf(CorruptJournalException.class)
                .hasMessageContaining("names could not be read");
    }

    @ParameterizedTest
    @EnumSource(SimulatedDisk.Fault.class)
    void that_cannot_be_written_is_said_to_be_so(SimulatedDisk.Fault fault) {
        disk.failAt(1, fault);

        assertThatThrownBy(() -> file.keep(ROOTS))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("File '" + disk.pathOf(ArrivingFile.NAME) + "' could not be written")
                .hasMessageContaining("check its disk, and import again");
    }
}
