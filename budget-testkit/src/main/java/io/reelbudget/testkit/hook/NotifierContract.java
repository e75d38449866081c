package io.reelbudget.testkit.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.Notifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every notifier does: bring the whole text of any notice to people, and throw where it cannot. Extend this in
 * your tests and say how yours is made and what reached the people.
 */
public abstract class NotifierContract {

    private static final int NOTICES = 12;

    private Optional<Notifier> made = Optional.empty();

    /** Makes a contract. */
    protected NotifierContract() {}

    /**
     * What reached people.
     *
     * @param id by which they, or the program that shows it to them, know a repetition; different where they could not
     *     know it
     * @param text what they read, all of it
     */
    public record Delivered(String id, String text) {}

    /** Returns a new notifier that has told nothing. */
    protected abstract Notifier create() throws Exception;

    /** Returns what the one that was created last has told, oldest first. */
    protected abstract List<Delivered> delivered() throws Exception;

    /** Returns a notifier that cannot reach anybody; empty, as here, where there is no such thing. */
    protected Optional<Notifier> unreachable() throws Exception {
        return Optional.empty();
    }

    @BeforeEach
    final void makeNotifier() throws Exception {
        made = Optional.of(create());
    }

    @Nested
    @DisplayName("sending a notice")
    class Send {

        @Test
        void says_what_happened_what_it_means_and_what_to_do() throws Exception {
            send(notice("key"));

            assertThat(delivered()).singleElement().satisfies(told -> assertThat(told.text())
                    .contains(
                            "Budget of acme/video runs out",
                            "Half of it is gone",
                            "Jobs will wait",
                            "Add money to it"));
        }

        @ParameterizedTest
        @EnumSource
        void takes_every_level(NoticeLevel level) throws Exception {
            send(notice("key", level, "Half of it is gone."));

            assertThat(delivered()).hasSize(1);
        }

        @Test
        void lets_people_know_a_repetition() throws Exception {
            send(notice("key"));
            send(notice("key"));

            assertThat(delivered().stream().map(Delivered::id).distinct()).hasSize(1);
        }

        @Test
        void tells_different_things_apart() throws Exception {
            send(notice("key"));
            send(notice("other key"));

            assertThat(delivered().stream().map(Delivered::id).distinct()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "two\r\nBcc: lines",
                    "\u001b[31mred",
                    "\u202Eright to left",
                    "<!channel> & <b>bold</b>",
                    "\"}'); --",
                    "\uD83C\uDFAC film",
                    "a lone \uD83C half",
                    "nothing\u0000more"
                })
        void takes_any_text(String text) throws Exception {
            send(notice("key", NoticeLevel.WARNING, text));

            assertThat(delivered()).hasSize(1);
        }

        @Test
        void takes_the_longest_notice() throws Exception {
            send(longest());

            assertThat(delivered()).hasSize(1);
        }

        @Test
        void sends_all_of_several_at_once() throws Exception {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int index = 0; index < NOTICES; index++) {
                Notice each = notice("key " + index);
                calls.add(() -> sent(notifier(), each));
            }
            for (int from = 0; from < NOTICES; from += AtOnce.THREADS) {
                AtOnce.answers("Notifier.send", calls.subList(from, from + AtOnce.THREADS));
            }

            assertThat(delivered().stream().map(Delivered::id).distinct()).hasSize(NOTICES);
        }

        @Test
        void throws_in_time_where_it_reaches_nobody() throws Exception {
            Optional<Notifier> mute = unreachable();
            assumeTrue(mute.isPresent(), "There is no way not to reach them.");

            assertThrows(
                    RuntimeException.class,
                    () -> AtOnce.answer("Notifier.send", () -> sent(mute.orElseThrow(), notice("key"))));
        }
    }

    private Notifier notifier() {
        return made.orElseThrow();
    }

    private void send(Notice notice) {
        AtOnce.answer("Notifier.send", () -> sent(notifier(), notice));
    }

    private static int sent(Notifier to, Notice notice) {
        to.send(notice);
        return 1;
    }

    private static Notice notice(String key) {
        return notice(key, NoticeLevel.WARNING, "Half of it is gone.");
    }

    private static Notice notice(String key, NoticeLevel level, String happened) {
        return new Notice(
                key,
                AccountPath.of("acme/video"),
                level,
                Instant.parse("2026-11-10T12:00:00Z"),
                "Budget of acme/video runs out",
                happened,
                "Jobs will wait.",
                "Add money to it.",
                new TreeMap<>(Map.of("left", "4.20 USD")));
    }

    private static Notice longest() {
        String text = "<".repeat(Notice.MAX_TEXT);
        TreeMap<String, String> numbers = new TreeMap<>();
        for (int number = 0; number < Notice.MAX_NUMBERS; number++) {
            numbers.put(number + "n".repeat(Notice.MAX_NUMBER - 2), "&".repeat(Notice.MAX_NUMBER));
        }
        return new Notice(
                "k".repeat(Notice.MAX_TITLE),
                AccountPath.of("acme"),
                NoticeLevel.CRITICAL,
                Instant.parse("2026-11-10T12:00:00Z"),
                ">".repeat(Notice.MAX_TITLE),
                text,
                text,
                text,
                numbers);
    }
}
