package io.reelbudget.ledger.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The next segment")
class SegmentMakerTest {

    private static final int SEGMENT_BYTES = 4 * 1024 * 1024;
    private static final String ITS_THREAD = "reelbudget-segments";

    private final Thread caller = Thread.currentThread();
    private final Availability availability = new Availability("of a test");

    /** Which threads made a file, and which forced one. */
    private final List<String> making = new CopyOnWriteArrayList<>();

    private final List<String> forcing = new CopyOnWriteArrayList<>();
    private Runnable beforeForce = () -> {};
    private final SegmentMaker maker =
            new SegmentMaker(watched(new SimulatedDisk(new SplittableRandom(1))), SEGMENT_BYTES, 2, availability);

    private Disk watched(Disk disk) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(disk, arguments);
                    if (answer instanceof DiskFile file) {
                        making.add(Thread.currentThread().getName());
                        return watched(file);
                    }
                    return answer;
                });
    }

    private DiskFile watched(DiskFile file) {
        return (DiskFile) Proxy.newProxyInstance(
                DiskFile.class.getClassLoader(), new Class<?>[] {DiskFile.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("force")) {
                        forcing.add(Thread.currentThread().getName());
                        beforeForce.run();
                    }
                    return method.invoke(file, arguments);
                });
    }

    @AfterEach
    void endTheThread() throws IOException {
        availability.beginClosing();
        maker.close();
    }

    @Test
    void is_made_ahead_on_a_thread_of_its_own_once_a_sixteenth_of_the_one_before_is_used() throws IOException {
        maker.start();

        maker.requireRoom(SEGMENT_BYTES / 16 + 8, 1);
        maker.take(1);

        assertThat(making).containsExactly(ITS_THREAD);
    }

    @Test
    void is_not_made_ahead_of_a_journal_in_which_less_was_written() throws IOException {
        maker.start();

        maker.requireRoom(SEGMENT_BYTES / 16, 1);
        maker.take(1);

        assertThat(making).containsExactly(caller.getName());
    }

    @Test
    void is_forced_a_part_at_a_time_so_that_no_force_of_the_journal_waits_long() throws IOException {
        maker.take(1);

        // Four parts of a MiB, and the header.
        assertThat(forcing).hasSize(4 + 1);
    }

    @Test
    void is_forced_at_its_end_alone_from_when_the_journal_waits_for_it() throws IOException {
        beforeForce = this::untilTheCallerWaits;
        maker.start();

        maker.requireRoom(SEGMENT_BYTES / 2, 1);
        while (forcing.isEmpty()) {
            Thread.onSpinWait();
        }
        maker.take(1);

        assertThat(forcing).containsExactly(ITS_THREAD, ITS_THREAD, caller.getName());
    }

    private void untilTheCallerWaits() {
        while (Thread.currentThread() != caller && caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
