package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.store.jdbc.TurnConnection.News;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A host that reads news")
class HostNewsTest {

    private final HostNews news = new HostNews("here", root -> true);
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        news.listen(new HostTurns.Listener() {
            @Override
            public void noted(AccountPath root) {
                heard.add(root.toString());
            }
        });
    }

    private static List<News> note(String host, long number) {
        return List.of(new News("acme", TurnConnection.NOTED, number, host));
    }

    @Test
    void hears_of_each_note_of_another_once() {
        news.read(note("there", 1));
        news.read(note("there", 1));
        news.read(note("there", 2));

        assertThat(heard).containsExactly("acme", "acme");
    }

    @Test
    void hears_of_anothers_note_that_its_own_has_overwritten() {
        news.read(note("here", 2));

        assertThat(heard).containsExactly("acme");
    }

    @Test
    void hears_of_anothers_note_between_two_of_its_own() {
        news.read(note("here", 1));
        heard.clear();

        news.read(note("here", 3));

        assertThat(heard).containsExactly("acme");
    }

    @Test
    void knows_its_own_notes_however_long_ago_the_one_before_was() {
        news.read(note("there", 1));
        heard.clear();

        news.read(List.of());
        news.read(note("here", 2));

        assertThat(heard).isEmpty();
    }

    @Test
    void keeps_what_could_not_be_told_for_the_next_time() {
        news.toTell(AccountPath.of("acme/ann"));
        List<String> taken = news.takeToTell();
        assertThat(news.hasToTell()).isFalse();

        news.tellAgain(taken);

        assertThat(news.takeToTell()).containsExactly("acme/ann");
    }
}
