package io.reelbudget.ledger.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SectionWriterTest {

    /** Around every length, and of every length. */
    private static List<Long> numbers(long seed) {
        List<Long> numbers = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int bit = 0; bit < Long.SIZE; bit++) {
            numbers.add((1L << bit) - 1);
            numbers.add(1L << bit);
            numbers.add(-1L >>> bit);
            for (int i = 0; i < 100; i++) {
                numbers.add(random.nextLong() >>> bit);
            }
        }
        return numbers;
    }

    /** The definition, as the format's page gives it. */
    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while (rest >>> 7 != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    @Test
    void writes_seven_bits_a_byte_the_lowest_first() {
        for (long seed = 1; seed <= 20; seed++) {
            for (long number : numbers(seed)) {
                SectionWriter out = new SectionWriter();
                out.writeVarint(number);

                assertThat(out.toByteArray()).as("seed %d, %d", seed, number).isEqualTo(varint(number));
            }
        }
    }

    @Test
    void writes_numbers_that_are_read_back_whatever_follows_them() {
        List<Long> numbers = numbers(42);
        SectionWriter out = new SectionWriter();
        numbers.forEach(out::writeVarint);
        numbers.forEach(out::writeSigned);

        SectionReader in = new SectionReader(out.toByteArray());
        for (long number : numbers) {
            assertThat(in.readVarint()).isEqualTo(number);
        }
        for (long number : numbers) {
            assertThat(in.readSigned()).isEqualTo(number);
        }
    }
}
